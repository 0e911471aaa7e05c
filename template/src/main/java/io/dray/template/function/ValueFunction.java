package io.dray.template.function;

import io.dray.template.value.Comparison;
import io.dray.template.value.GoFormat;
import io.dray.template.value.ValueException;
import io.dray.template.value.ValueKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Defaults, questions about values, and comparisons that take all numbers as numbers. */
public enum ValueFunction implements Function {
    DEFAULT("default", 1, 2),
    OR_DEF("orDef", 2, 2),
    OR_DEFS("orDefs", 2, 2),
    IF_OR_DEF("ifOrDef", 3, 3),
    COALESCE("coalesce", 0, ANY_NUMBER),
    EMPTY("empty", 1, 1),
    IS_NIL("isNil", 1, 1),
    IS_MAP("isMap", 1, 1),
    IS_ARRAY("isArray", 1, 1),
    IS_STRING("isString", 1, 1),
    TO_STRING("toString", 1, 1),
    FAIL("fail", 1, 1),
    EQ("eq", 2, ANY_NUMBER),
    NE("ne", 2, 2),
    LT("lt", 2, 2),
    LE("le", 2, 2),
    GT("gt", 2, 2),
    GE("ge", 2, 2);

    private final String templateName;
    private final int least;
    private final int most;

    ValueFunction(String templateName, int least, int most) {
        this.templateName = templateName;
        this.least = least;
        this.most = most;
    }

    @Override
    public String templateName() {
        return templateName;
    }

    @Override
    public int least() {
        return least;
    }

    @Override
    public int most() {
        return most;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case DEFAULT -> withDefault(arguments);
            case OR_DEF -> arguments.orNull(0) == null ? arguments.any(1) : arguments.orNull(0);
            case OR_DEFS -> ValueKind.isTrue(arguments.orNull(0)) ? arguments.list(0) : singleton(arguments.any(1));
            case IF_OR_DEF -> arguments.orNull(0) == null ? arguments.any(2) : arguments.any(1);
            case COALESCE -> firstTrue(arguments);
            case EMPTY -> !ValueKind.isTrue(arguments.orNull(0));
            case IS_NIL -> arguments.orNull(0) == null;
            case IS_MAP -> arguments.orNull(0) instanceof Map<?, ?>;
            case IS_ARRAY -> arguments.orNull(0) instanceof List<?>;
            case IS_STRING -> arguments.orNull(0) instanceof String;
            case TO_STRING -> GoFormat.print(arguments.any(0));
            case FAIL -> throw new ValueException(arguments.text(0));
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
        boolean given = arguments.count() == 2 && ValueKind.isTrue(arguments.orNull(1));
        return given ? arguments.orNull(1) : arguments.any(0);
    }

    private static List<@Nullable Object> singleton(@Nullable Object item) {
        List<@Nullable Object> list = new ArrayList<>();
        list.add(item);
        return Collections.unmodifiableList(list);
    }

    private static @Nullable Object firstTrue(Arguments arguments) {
        for (int i = 0; i < arguments.count(); i++) {
            if (ValueKind.isTrue(arguments.orNull(i))) {
                return arguments.orNull(i);
            }
        }
        return null;
    }

    private static boolean isAnyEqual(Arguments arguments) {
        for (int i = 1; i < arguments.count(); i++) {
            if (Comparison.looselyEquals(arguments.any(0), arguments.any(i))) {
                return true;
            }
        }
        return false;
    }
}
