package io.dray.template.function;

import io.dray.template.value.DgrNumbers;
import io.dray.template.value.GoTypes;
import io.dray.template.value.ValueException;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Functions of dgr's own where it did otherwise than Dray does. */
public enum DgrFunction implements Function {
    ADD(Origin.DGR, "add(a int, b int) int"),
    SUB(Origin.DGR, "sub(a int, b int) int"),
    MUL(Origin.DGR, "mul(a int, b int) int"),
    DIV(Origin.DGR, "div(a int, b int) int"),
    MOD(Origin.DGR, "mod(a int, b int) int"),
    EQ(Origin.DGR, "eq(values ...any) bool"),
    TO_YAML(Origin.DGR, "toYaml(value any) string"),
    JSON(Origin.DGR, "json(s string) map[string]any"),
    JSON_ARRAY(Origin.DGR, "jsonArray(s string) []any"),
    PAIRS(Origin.DGR, "pairs(pairs ...any) map[any]any"),
    HOW_DEEP(Origin.DGR, "howDeep(map any, part any) int"),
    HOW_DEEP_ALIAS(Origin.DGR, "HowDeep(map any, part any) int");

    private final Definition definition;

    DgrFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case ADD -> arguments.whole(0) + arguments.whole(1);
            case SUB -> arguments.whole(0) - arguments.whole(1);
            case MUL -> arguments.whole(0) * arguments.whole(1);
            case DIV -> arguments.whole(0) / divisor(arguments);
            case MOD -> arguments.whole(0) % divisor(arguments);
            case EQ -> isAnyEqual(arguments);
            case TO_YAML -> YamlText.writeLikeDgr(arguments.any(0));
            case JSON -> DgrNumbers.floating(EncodingFunction.JSON.call(arguments));
            case JSON_ARRAY -> DgrNumbers.floating(EncodingFunction.JSON_ARRAY.call(arguments));
            case PAIRS -> Maps.pairs(arguments.from(0));
            case HOW_DEEP, HOW_DEEP_ALIAS -> Maps.shallowDepth(arguments.any(0), arguments.any(1));
        };
    }

    private static long divisor(Arguments arguments) {
        if (arguments.whole(1) == 0) {
            throw new ValueException("runtime error: integer divide by zero");
        }
        return arguments.whole(1);
    }

    /** Never an error, but a whole number never equals a float. */
    private static boolean isAnyEqual(Arguments arguments) {
        BiPredicate<@Nullable Object, @Nullable Object> equality = GoTypes.equality();
        for (int i = 1; i < arguments.count(); i++) {
            if (equality.test(arguments.any(0), arguments.any(i))) {
                return true;
            }
        }
        return false;
    }
}
