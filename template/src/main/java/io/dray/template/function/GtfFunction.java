package io.dray.template.function;

import org.jspecify.annotations.Nullable;

/** Functions of the library gtf that dgr's templates know. */
public enum GtfFunction implements Function {
    APNUMBER(Origin.GTF, "apnumber(number any) any"),
    CAPFIRST(Origin.GTF, "capfirst(s string) string"),
    CENTER(Origin.GTF, "center(width int, s string) string"),
    DIVISIBLEBY(Origin.GTF, "divisibleby(divisor any, number any) bool"),
    FILESIZEFORMAT(Origin.GTF, "filesizeformat(bytes any) string"),
    INTCOMMA(Origin.GTF, "intcomma(number any) string"),
    LENGTH(Origin.GTF, "length(value any) int"),
    LENGTHIS(Origin.GTF, "lengthis(n int, value any) bool"),
    LJUST(Origin.GTF, "ljust(width int, s string) string"),
    ORDINAL(Origin.GTF, "ordinal(number any) string"),
    PLURALIZE(Origin.GTF, "pluralize(endings string, number any) string"),
    RANDOM(Origin.GTF, "random(value any) any"),
    RJUST(Origin.GTF, "rjust(width int, s string) string"),
    STRIPTAGS(Origin.GTF, "striptags(s string) string"),
    TRUNCATECHARS(Origin.GTF, "truncatechars(n int, s string) string"),
    URLENCODE(Origin.GTF, "urlencode(s string) string"),
    WORDCOUNT(Origin.GTF, "wordcount(s string) int"),
    YESNO(Origin.GTF, "yesno(yes string, no string, value bool) string");

    private final Definition definition;

    GtfFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case APNUMBER -> Justification.word(arguments.any(0));
            case CAPFIRST -> Texts.capitalized(arguments.text(0));
            case CENTER -> Justification.fill(arguments.text(1), arguments.integer(0), 1);
            case DIVISIBLEBY ->
                arguments.number(1).doubleValue() % arguments.number(0).doubleValue() == 0;
            case FILESIZEFORMAT -> Justification.fileSize(arguments.any(0));
            case INTCOMMA -> Justification.commas(arguments.any(0));
            case LENGTH -> Indexing.count(arguments.any(0));
            case LENGTHIS -> Indexing.count(arguments.any(1)) == arguments.integer(0);
            case LJUST -> Justification.fill(arguments.text(1), arguments.integer(0), 0);
            case ORDINAL -> Justification.ordinal(arguments.any(0));
            case PLURALIZE -> Justification.ending(arguments.text(0), arguments.any(1));
            case RANDOM -> Chance.choice(arguments.any(0), arguments.context().random());
            case RJUST -> Justification.fill(arguments.text(1), arguments.integer(0), 2);
            case STRIPTAGS -> Texts.withoutTags(arguments.text(0));
            case TRUNCATECHARS -> Texts.truncated(arguments.text(1), arguments.integer(0));
            case URLENCODE -> Escapes.urlQuery(arguments.text(0));
            case WORDCOUNT -> Words.count(arguments.text(0));
            case YESNO -> arguments.bool(2) ? arguments.text(0) : arguments.text(1);
        };
    }
}
