package io.dray.template.function;

import io.dray.template.value.GoComparison;
import io.dray.template.value.GoFormat;
import io.dray.template.value.ValueException;
import io.dray.template.value.ValueKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions predefined by Go's text/template 1.19. */
public enum GoFunction implements Function {
    AND("and(value any, more ...any) any"),
    OR("or(value any, more ...any) any"),
    NOT("not(value any) bool"),
    LEN("len(value any) int"),
    INDEX("index(value any, keys ...any) any"),
    SLICE("slice(value any, indexes ...any) any"),
    PRINT("print(values ...any) string"),
    PRINTF("printf(format string, values ...any) string"),
    PRINTLN("println(values ...any) string"),
    HTML("html(values ...any) string"),
    JS("js(values ...any) string"),
    URLQUERY("urlquery(values ...any) string"),
    EQ("eq(a any, b ...any) bool"),
    NE("ne(a any, b any) bool"),
    LT("lt(a any, b any) bool"),
    LE("le(a any, b any) bool"),
    GT("gt(a any, b any) bool"),
    GE("ge(a any, b any) bool"),
    CALL("call(function any, values ...any) any");

    private final Definition definition;

    GoFunction(String signature) {
        this.definition = Definition.of(Origin.GO, signature);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public Parameter parameter(int index) {
        if (this == PRINTF && index == 0) {
            return Parameter.STRING;
        }
        return this == LEN || (this == SLICE && index > 0) ? Parameter.BOXED : Parameter.ANY;
    }

    @Override
    public boolean isDecidedBy(@Nullable Object argument) {
        return switch (this) {
            case AND -> !ValueKind.isTrue(argument);
            case OR -> ValueKind.isTrue(argument);
            default -> false;
        };
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case AND, OR -> firstDeciding(arguments);
            case NOT -> !ValueKind.isTrue(arguments.raw(0));
            case LEN -> Indexing.length(arguments.any(0));
            case INDEX -> Indexing.index(arguments.any(0), arguments.from(1));
            case SLICE -> Indexing.slice(arguments.any(0), arguments.from(1));
            case PRINT -> GoFormat.print(arguments.from(0));
            case PRINTF -> GoFormat.printFormatted(arguments.text(0), arguments.from(1));
            case PRINTLN -> GoFormat.printLine(arguments.from(0));
            case HTML -> Escapes.html(operandText(arguments));
            case JS -> Escapes.javaScript(operandText(arguments));
            case URLQUERY -> Escapes.urlQuery(operandText(arguments));
            case EQ -> isAnyEqual(arguments);
            case NE -> !GoComparison.isEqual(arguments.any(0), arguments.any(1));
            case LT -> GoComparison.isLess(arguments.any(0), arguments.any(1));
            case LE -> GoComparison.isLessOrEqual(arguments.any(0), arguments.any(1));
            case GT -> !GoComparison.isLessOrEqual(arguments.any(0), arguments.any(1));
            case GE -> !GoComparison.isLess(arguments.any(0), arguments.any(1));
            case CALL ->
                throw new ValueException(
                        arguments.any(0) == null
                                ? "call of nil"
                                : "non-function of type " + ValueKind.typeName(arguments.any(0)),
                        "attributes hold no functions; a function is called by its name");
        };
    }

    private @Nullable Object firstDeciding(Arguments arguments) {
        int last = arguments.count() - 1;
        for (int i = 0; i < last; i++) {
            if (isDecidedBy(arguments.raw(i))) {
                return arguments.raw(i);
            }
        }
        return arguments.raw(last);
    }

    private static boolean isAnyEqual(Arguments arguments) {
        if (arguments.count() < 2) {
            throw new ValueException("missing argument for comparison", "give it what to compare with: {{eq .a .b}}");
        }
        for (int i = 1; i < arguments.count(); i++) {
            if (GoComparison.isEqual(arguments.any(0), arguments.any(i))) {
                return true;
            }
        }
        return false;
    }

    /** What the escaping functions work on: everything as {@code print} shows it, null as {@code {{.}}} does. */
    private static String operandText(Arguments arguments) {
        List<@Nullable Object> operands = new ArrayList<>(arguments.from(0));
        for (int i = 0; i < operands.size(); i++) {
            operands.set(i, operands.get(i) == null ? "<no value>" : operands.get(i));
        }
        return GoFormat.print(operands);
    }
}
