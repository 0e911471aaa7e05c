package io.dray.template.function;

import org.jspecify.annotations.Nullable;

/** Regular expressions. */
public enum RegexFunction implements Function {
    REGEX_MATCH(Origin.DRAY, "regexMatch(regex string, s string) bool"),
    REGEX_FIND(Origin.DRAY, "regexFind(regex string, s string) string"),
    REGEX_FIND_ALL(Origin.DRAY, "regexFindAll(regex string, s string, n int) []string"),
    REGEX_REPLACE_ALL(Origin.DRAY, "regexReplaceAll(regex string, s string, new string) string"),
    REGEX_REPLACE_ALL_LITERAL(Origin.DRAY, "regexReplaceAllLiteral(regex string, s string, new string) string"),
    REGEX_SPLIT(Origin.DRAY, "regexSplit(regex string, s string, n int) []string"),
    REGEX_QUOTE_META(Origin.DRAY, "regexQuoteMeta(s string) string");

    private final Definition definition;

    RegexFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case REGEX_MATCH -> Expressions.matches(arguments.text(0), arguments.text(1));
            case REGEX_FIND -> Expressions.first(arguments.text(0), arguments.text(1));
            case REGEX_FIND_ALL -> Expressions.all(arguments.text(0), arguments.text(1), arguments.integer(2));
            case REGEX_REPLACE_ALL ->
                Expressions.replaceAll(arguments.text(0), arguments.text(1), arguments.text(2), false);
            case REGEX_REPLACE_ALL_LITERAL ->
                Expressions.replaceAll(arguments.text(0), arguments.text(1), arguments.text(2), true);
            case REGEX_SPLIT -> Expressions.split(arguments.text(0), arguments.text(1), arguments.integer(2));
            case REGEX_QUOTE_META -> Expressions.quoted(arguments.text(0));
        };
    }
}
