package io.dray.template.function;

import io.dray.template.value.GoTypes;
import io.dray.template.value.Int64;
import io.dray.template.value.ValueException;
import org.jspecify.annotations.Nullable;

/**
 * Functions of sprig where it did otherwise than Dray does: what is wrong gives 0, the error as a text, or now; lengths count
 * bytes.
 */
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
    DICT(Origin.SPRIG, "dict(pairs ...any) map[string]any"),
    ABBREV(Origin.SPRIG, "abbrev(width int, s string) string"),
    ABBREVBOTH(Origin.SPRIG, "abbrevboth(left int, right int, s string) string"),
    TRUNC(Origin.SPRIG, "trunc(n int, s string) string"),
    SUBSTR(Origin.SPRIG, "substr(start int, end int, s string) string"),
    WRAP(Origin.SPRIG, "wrap(width int, s string) string"),
    WRAP_WITH(Origin.SPRIG, "wrapWith(width int, sep string, s string) string");

    private static final Cuts BYTES = Cuts.ofBytes();

    private final Definition definition;

    SprigFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public boolean isSlow() {
        return this == GEN_PRIVATE_KEY || this == DERIVE_PASSWORD;
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
            case UNIQ -> Lists.distinct(arguments.list(0), GoTypes.equality());
            case WITHOUT -> Lists.without(arguments.list(0), arguments.from(1), GoTypes.equality());
            case HAS -> Lists.contains(arguments.list(1), arguments.any(0), GoTypes.equality());
            case DICT -> Maps.ofWithEmptyLast(arguments.from(0));
            case ABBREV -> BYTES.abbreviate(arguments.integer(0), arguments.text(1));
            case ABBREVBOTH -> BYTES.abbreviateBoth(arguments.integer(0), arguments.integer(1), arguments.text(2));
            case TRUNC -> BYTES.trunc(arguments.integer(0), arguments.text(1));
            case SUBSTR -> BYTES.substring(arguments.integer(0), arguments.integer(1), arguments.text(2));
            case WRAP -> BYTES.wrap(arguments.text(1), arguments.integer(0), "", false);
            case WRAP_WITH -> BYTES.wrap(arguments.text(2), arguments.integer(0), arguments.text(1), true);
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
