package io.dray.template.function;

import io.dray.template.value.Comparison;
import java.math.RoundingMode;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Arithmetic: whole numbers are exact whatever their size, and mix with others. */
public enum NumberFunction implements Function {
    ADD(Origin.DGR, "add(numbers ...any) any"),
    SUB(Origin.DGR, "sub(a any, numbers ...any) any"),
    MUL(Origin.DGR, "mul(a any, numbers ...any) any"),
    DIV(Origin.DGR, "div(a any, b any) any"),
    MOD(Origin.DGR, "mod(a any, b any) any"),
    ADD1(Origin.SPRIG, "add1(a any) any"),
    MIN(Origin.SPRIG, "min(a any, numbers ...any) any"),
    MAX(Origin.SPRIG, "max(a any, numbers ...any) any"),
    BIGGEST(Origin.SPRIG, "biggest(a any, numbers ...any) any"),
    INT(Origin.SPRIG, "int(value any) int"),
    INT64(Origin.SPRIG, "int64(value any) int"),
    ATOI(Origin.SPRIG, "atoi(s string) int"),
    FLOAT64(Origin.SPRIG, "float64(value any) float64"),
    TO_DECIMAL(Origin.DRAY, "toDecimal(octal any) int"),
    ROUND(Origin.DRAY, "round(a any, digits? int) any"),
    FLOOR(Origin.DRAY, "floor(a any) any"),
    CEIL(Origin.DRAY, "ceil(a any) any"),
    UNTIL(Origin.SPRIG, "until(end int) []int"),
    UNTIL_STEP(Origin.SPRIG, "untilStep(start int, end int, step int) []int"),
    SEQ(Origin.DRAY, "seq(numbers ...int) string");

    private final Definition definition;

    NumberFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case ADD -> total(arguments, Numbers::add);
            case SUB -> total(arguments, Numbers::subtract);
            case MUL -> total(arguments, Numbers::multiply);
            case DIV -> Numbers.divide(arguments.number(0), arguments.number(1));
            case MOD -> Numbers.remainder(arguments.number(0), arguments.number(1));
            case ADD1 -> Numbers.add(arguments.number(0), 1L);
            case MIN -> extreme(arguments, -1);
            case MAX, BIGGEST -> extreme(arguments, 1);
            case INT, INT64 -> Numbers.whole(arguments.any(0));
            case ATOI -> Numbers.whole(arguments.text(0));
            case FLOAT64 -> Numbers.floating(arguments.any(0));
            case TO_DECIMAL -> Numbers.octal(arguments.any(0));
            case ROUND ->
                Numbers.rounded(
                        arguments.number(0), arguments.count() == 2 ? arguments.integer(1) : 0, RoundingMode.HALF_UP);
            case FLOOR -> Numbers.rounded(arguments.number(0), 0, RoundingMode.FLOOR);
            case CEIL -> Numbers.rounded(arguments.number(0), 0, RoundingMode.CEILING);
            case UNTIL -> Numbers.range(0, arguments.integer(0), arguments.integer(0) < 0 ? -1 : 1);
            case UNTIL_STEP -> Numbers.range(arguments.integer(0), arguments.integer(1), arguments.integer(2));
            case SEQ -> Numbers.sequence(arguments);
        };
    }

    /** All arguments put together one by one; the sum of none is 0. */
    private static Number total(Arguments arguments, BinaryOperator<Number> operation) {
        Number total = arguments.count() == 0 ? (Number) 0L : arguments.number(0);
        for (int i = 1; i < arguments.count(); i++) {
            total = operation.apply(total, arguments.number(i));
        }
        return total;
    }

    private static Number extreme(Arguments arguments, int sign) {
        Number best = arguments.number(0);
        for (int i = 1; i < arguments.count(); i++) {
            Number next = arguments.number(i);
            best = sign * Comparison.looselyCompare(next, best) > 0 ? next : best;
        }
        return best;
    }
}
