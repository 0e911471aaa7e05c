package io.dray.template.function;

import org.jspecify.annotations.Nullable;

/** Cutting, wrapping and respelling strings; lengths count characters. */
public enum WordFunction implements Function {
    ABBREV(Origin.SPRIG, "abbrev(width int, s string) string"),
    ABBREVBOTH(Origin.SPRIG, "abbrevboth(left int, right int, s string) string"),
    TRUNC(Origin.SPRIG, "trunc(n int, s string) string"),
    SUBSTR(Origin.SPRIG, "substr(start int, end int, s string) string"),
    WRAP(Origin.SPRIG, "wrap(width int, s string) string"),
    WRAP_WITH(Origin.SPRIG, "wrapWith(width int, sep string, s string) string"),
    UNTITLE(Origin.SPRIG, "untitle(s string) string"),
    SWAPCASE(Origin.SPRIG, "swapcase(s string) string"),
    INITIALS(Origin.SPRIG, "initials(s string) string"),
    NOSPACE(Origin.SPRIG, "nospace(s string) string"),
    CAMELCASE(Origin.SPRIG, "camelcase(s string) string"),
    SNAKECASE(Origin.SPRIG, "snakecase(s string) string"),
    KEBABCASE(Origin.DRAY, "kebabcase(s string) string"),
    HELLO(Origin.SPRIG, "hello() string");

    private static final Cuts CHARACTERS = Cuts.ofCharacters();

    private final Definition definition;

    WordFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case ABBREV -> CHARACTERS.abbreviate(arguments.integer(0), arguments.text(1));
            case ABBREVBOTH -> CHARACTERS.abbreviateBoth(arguments.integer(0), arguments.integer(1), arguments.text(2));
            case TRUNC -> CHARACTERS.trunc(arguments.integer(0), arguments.text(1));
            case SUBSTR -> CHARACTERS.substring(arguments.integer(0), arguments.integer(1), arguments.text(2));
            case WRAP -> CHARACTERS.wrap(arguments.text(1), arguments.integer(0), "", false);
            case WRAP_WITH -> CHARACTERS.wrap(arguments.text(2), arguments.integer(0), arguments.text(1), true);
            case UNTITLE -> Words.untitle(arguments.text(0));
            case SWAPCASE -> Words.swapCase(arguments.text(0));
            case INITIALS -> Words.initials(arguments.text(0));
            case NOSPACE -> Words.withoutSpace(arguments.text(0));
            case CAMELCASE -> Words.camelCase(arguments.text(0));
            case SNAKECASE -> WordParts.joined(arguments.text(0), '_');
            case KEBABCASE -> WordParts.joined(arguments.text(0), '-');
            case HELLO -> "Hello!";
        };
    }
}
