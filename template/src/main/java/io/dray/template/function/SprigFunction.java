package io.dray.template.function;

import io.dray.template.value.GoTypes;
import io.dray.template.value.Int64;
import io.dray.template.value.ValueException;
import org.jspecify.annotations.Nullable;

/** Functions of sprig where it did otherwise than Dray does: what is wrong gives 0, the error as a text, or now. */
public enum SprigFunction implements Function {
    ADD1(Origin.SPRIG, "add1(a any) int64"),
    INT(Origin.SPRIG, "int(value any) int"),
    INT64(Origin.SPRIG, "int64(value any) int64"),
    FLOAT64(Origin.SPRIG, "float64(value any) float64"),
    ATOI(Origin.SPRIG, "atoi(s string) int"),
    MIN(Origin.SPRIG, "min(a any, numbers ...any) int64"),
    MAX(Origin.SPRIG, "max(a any, numbers ...any) int64"),
    BIGGEST(Origin.SPRIG, "biggest(a any, numbers ...any) int64"),
    B64DEC(Origin.SPRIG, "b64dec(s string) string"),
    B32DEC(Origin.SPRIG, "b32dec(s string) string"),
    DERIVE_PASSWORD(
            Origin.SPRIG,
            "derivePassword(counter uint32, type string, secret string, user string, site string) string"),
    GEN_PRIVATE_KEY(Origin.SPRIG, "genPrivateKey(type string) string"),
    UNIQ(Origin.SPRIG, "uniq(list []any) []any"),
    WITHOUT(Origin.SPRIG, "without(list []any, items ...any) []any"),
    HAS(Origin.SPRIG, "has(item any, list []any) bool"),
    DICT(Origin.SPRIG, "dict(pairs ...any) map[string]any");

    private final Definition definition;

    SprigFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case ADD1 -> new Int64(Casts.whole(arguments.any(0)) + 1);
            case INT -> Casts.whole(arguments.any(0));
            case INT64 -> new Int64(Casts.whole(arguments.any(0)));
            case FLOAT64 -> Casts.floating(arguments.any(0));
            case ATOI -> Casts.whole(arguments.text(0));
            case MIN -> Casts.extreme(arguments, -1);
            case MAX, BIGGEST -> Casts.extreme(arguments, 1);
            case B64DEC -> orReason(EncodingFunction.B64DEC, arguments);
            case B32DEC -> orReason(EncodingFunction.B32DEC, arguments);
            case DERIVE_PASSWORD -> orReason(DigestFunction.DERIVE_PASSWORD, arguments);
            case GEN_PRIVATE_KEY -> orReason(ChanceFunction.GEN_PRIVATE_KEY, arguments);
            case UNIQ -> Lists.distinct(arguments.list(0), GoTypes::deepEquals);
            case WITHOUT -> Lists.without(arguments.list(0), arguments.from(1), GoTypes::deepEquals);
            case HAS -> Lists.contains(arguments.list(1), arguments.any(0), GoTypes::deepEquals);
            case DICT -> Maps.ofWithEmptyLast(arguments.from(0));
        };
    }

    private static @Nullable Object orReason(Function function, Arguments arguments) {
        try {
            return function.call(arguments);
        } catch (ValueException e) {
            return e.reason();
        }
    }
}
