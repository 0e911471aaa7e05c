package io.dray.template.function;

import io.dray.template.value.Cell;
import io.dray.template.value.Comparison;
import io.dray.template.value.GoFormat;
import io.dray.template.value.ValueException;
import io.dray.template.value.ValueKind;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Defaults, choices, and comparisons that take all numbers as numbers. */
public enum ValueFunction implements Function {
    DEFAULT(Origin.SPRIG, "default(d any, value ...any) any"),
    OR_DEF(Origin.DGR, "orDef(value any, d any) any"),
    OR_DEFS(Origin.DGR, "orDefs(list []any, d any) any"),
    IF_OR_DEF(Origin.DGR, "ifOrDef(value any, yes any, no any) any"),
    COALESCE(Origin.SPRIG, "coalesce(values ...any) any"),
    EMPTY(Origin.SPRIG, "empty(value any) bool"),
    TERNARY(Origin.DRAY, "ternary(yes any, no any, condition bool) any"),
    REQUIRED(Origin.DRAY, "required(message string, value any) any"),
    ALL(Origin.DRAY, "all(values ...any) bool"),
    ANY(Origin.DRAY, "any(values ...any) bool"),
    FAIL(Origin.SPRIG, "fail(message string) string"),
    TO_STRING(Origin.SPRIG, "toString(value any) string"),
    CELL(Origin.DGR, "cell(value? any) *template.Cell"),
    EQ(Origin.DRAY, "eq(a any, b any, more ...any) bool"),
    NE(Origin.DRAY, "ne(a any, b any) bool"),
    LT(Origin.DRAY, "lt(a any, b any) bool"),
    LE(Origin.DRAY, "le(a any, b any) bool"),
    GT(Origin.DRAY, "gt(a any, b any) bool"),
    GE(Origin.DRAY, "ge(a any, b any) bool");

    private static final String REFUSED = "this is what the template itself says with fail";

    private final Definition definition;

    ValueFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case DEFAULT -> withDefault(arguments);
            case OR_DEF -> arguments.orNull(0) == null ? arguments.any(1) : arguments.orNull(0);
            case OR_DEFS ->
                ValueKind.isTrue(arguments.orNull(0)) ? arguments.list(0) : Lists.singleton(arguments.any(1));
            case IF_OR_DEF -> arguments.orNull(0) == null ? arguments.any(2) : arguments.any(1);
            case COALESCE -> firstTrue(arguments);
            case EMPTY -> !ValueKind.isTrue(arguments.orNull(0));
            case TERNARY -> arguments.bool(2) ? arguments.any(0) : arguments.any(1);
            case REQUIRED -> required(arguments);
            case ALL -> count(arguments) == arguments.count();
            case ANY -> count(arguments) > 0;
            case FAIL -> throw new ValueException(arguments.text(0), REFUSED);
            case TO_STRING -> GoFormat.print(arguments.any(0));
            case CELL -> new Cell(arguments.count() == 0 ? null : arguments.any(0));
            case EQ -> isAnyEqual(arguments);
            case NE -> !Comparison.looselyEquals(arguments.any(0), arguments.any(1));
            case LT -> Comparison.looselyCompare(arguments.any(0), arguments.any(1)) < 0;
            case LE -> Comparison.looselyCompare(arguments.any(0), arguments.any(1)) <= 0;
            case GT -> Comparison.looselyCompare(arguments.any(0), arguments.any(1)) > 0;
            case GE -> Comparison.looselyCompare(arguments.any(0), arguments.any(1)) >= 0;
        };
    }

    /** {@code default d v}: d when v is missing, null, false, zero or empty. */
    private static @Nullable Object withDefault(Arguments arguments) {
        boolean given = arguments.count() > 1 && ValueKind.isTrue(arguments.orNull(1));
        return given ? arguments.orNull(1) : arguments.any(0);
    }

    private static @Nullable Object required(Arguments arguments) {
        Object value = arguments.orNull(1);
        if (value == null || "".equals(value)) {
            throw new ValueException(arguments.text(0), "give it a value: the template refuses to do without");
        }
        return value;
    }

    private static @Nullable Object firstTrue(Arguments arguments) {
        for (int i = 0; i < arguments.count(); i++) {
            if (ValueKind.isTrue(arguments.orNull(i))) {
                return arguments.orNull(i);
            }
        }
        return null;
    }

    /** How many arguments are not empty. */
    private static int count(Arguments arguments) {
        int count = 0;
        for (int i = 0; i < arguments.count(); i++) {
            count += ValueKind.isTrue(arguments.orNull(i)) ? 1 : 0;
        }
        return count;
    }

    private static boolean isAnyEqual(Arguments arguments) {
        BiPredicate<@Nullable Object, @Nullable Object> equality = Comparison.equality();
        for (int i = 1; i < arguments.count(); i++) {
            if (equality.test(arguments.any(0), arguments.any(i))) {
                return true;
            }
        }
        return false;
    }
}
