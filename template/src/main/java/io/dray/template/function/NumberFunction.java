package io.dray.template.function;

import io.dray.template.value.Comparison;
import org.jspecify.annotations.Nullable;

/** Arithmetic: whole numbers are exact whatever their size. */
public enum NumberFunction implements Function {
    ADD("add", 2, 2),
    SUB("sub", 2, 2),
    MUL("mul", 2, 2),
    DIV("div", 2, 2),
    MOD("mod", 2, 2),
    MIN("min", 1, ANY_NUMBER),
    MAX("max", 1, ANY_NUMBER),
    INT("int", 1, 1),
    INT64("int64", 1, 1),
    FLOAT64("float64", 1, 1);

    private final String templateName;
    private final int least;
    private final int most;

    NumberFunction(String templateName, int least, int most) {
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
            case ADD -> Numbers.add(arguments.number(0), arguments.number(1));
            case SUB -> Numbers.subtract(arguments.number(0), arguments.number(1));
            case MUL -> Numbers.multiply(arguments.number(0), arguments.number(1));
            case DIV -> Numbers.divide(arguments.number(0), arguments.number(1));
            case MOD -> Numbers.remainder(arguments.number(0), arguments.number(1));
            case MIN -> extreme(arguments, -1);
            case MAX -> extreme(arguments, 1);
            case INT, INT64 -> Numbers.whole(arguments.any(0));
            case FLOAT64 -> Numbers.floating(arguments.any(0));
        };
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
