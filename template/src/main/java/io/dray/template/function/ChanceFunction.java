package io.dray.template.function;

import org.jspecify.annotations.Nullable;

/** What is different each time. */
public enum ChanceFunction implements Function {
    RAND_ALPHA(Origin.SPRIG, "randAlpha(n int) string"),
    RAND_ALPHA_NUM(Origin.SPRIG, "randAlphaNum(n int) string"),
    RAND_NUMERIC(Origin.SPRIG, "randNumeric(n int) string"),
    RAND_ASCII(Origin.SPRIG, "randAscii(n int) string"),
    RAND_BYTES(Origin.DRAY, "randBytes(n int) string"),
    RAND_INT(Origin.DRAY, "randInt(least int, bound int) int"),
    SHUFFLE(Origin.SPRIG, "shuffle(s string) string"),
    UUIDV4(Origin.SPRIG, "uuidv4() string"),
    GEN_PRIVATE_KEY(Origin.SPRIG, "genPrivateKey(type string) string");

    private final Definition definition;

    ChanceFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public boolean isSlow() {
        return this == GEN_PRIVATE_KEY;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case RAND_ALPHA ->
                Chance.text(
                        arguments.integer(0),
                        Chance.LETTERS,
                        arguments.context().random());
            case RAND_ALPHA_NUM ->
                Chance.text(
                        arguments.integer(0),
                        Chance.LETTERS + Chance.DIGITS,
                        arguments.context().random());
            case RAND_NUMERIC ->
                Chance.text(
                        arguments.integer(0), Chance.DIGITS, arguments.context().random());
            case RAND_ASCII ->
                Chance.text(
                        arguments.integer(0),
                        Chance.ascii(),
                        arguments.context().random());
            case RAND_BYTES ->
                Chance.bytes(arguments.integer(0), arguments.context().random());
            case RAND_INT ->
                Chance.number(
                        arguments.integer(0),
                        arguments.integer(1),
                        arguments.context().random());
            case SHUFFLE ->
                Chance.shuffled(arguments.text(0), arguments.context().random());
            case UUIDV4 -> Chance.uuid(arguments.context().random());
            case GEN_PRIVATE_KEY ->
                PrivateKeys.generate(arguments.text(0), arguments.context().random());
        };
    }
}
