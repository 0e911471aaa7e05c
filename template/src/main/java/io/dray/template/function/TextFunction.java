package io.dray.template.function;

import io.dray.template.value.GoFormat;
import io.dray.template.value.GoQuote;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions on strings. Where dgr and sprig order arguments differently, the order is dgr's. */
public enum TextFunction implements Function {
    UPPER(Origin.SPRIG, "upper(s string) string"),
    TO_UPPER(Origin.DGR, "toUpper(s string) string"),
    LOWER(Origin.SPRIG, "lower(s string) string"),
    TO_LOWER(Origin.DGR, "toLower(s string) string"),
    TITLE(Origin.SPRIG, "title(s string) string"),
    TRIM(Origin.SPRIG, "trim(s string) string"),
    TRIM_ALL(Origin.SPRIG, "trimAll(chars string, s string) string"),
    TRIMALL(Origin.SPRIG, "trimall(chars string, s string) string"),
    TRIM_PREFIX(Origin.SPRIG, "trimPrefix(prefix string, s string) string"),
    TRIM_SUFFIX(Origin.SPRIG, "trimSuffix(suffix string, s string) string"),
    HAS_PREFIX(Origin.DGR, "hasPrefix(s string, prefix string) bool"),
    HAS_SUFFIX(Origin.DGR, "hasSuffix(s string, suffix string) bool"),
    CONTAINS(Origin.DGR, "contains(s string, part string) bool"),
    REPLACE(
            Origin.DGR,
            "replace(s string, old string, new string, n? int) string",
            "replace(s string, old string, new string, n int) string"),
    REPEAT(Origin.DGR, "repeat(s string, n int) string"),
    SPLIT(Origin.DGR, "split(s string, sep string) []string"),
    SPLITN(Origin.DRAY, "splitn(sep string, n int, s string) map[string]any"),
    SPLIT_LIST(Origin.SPRIG, "splitList(sep string, s string) []string"),
    JOIN(Origin.DGR, "join(list []any, sep string) string", "join(list []string, sep string) string"),
    QUOTE(Origin.SPRIG, "quote(values ...any) string"),
    SQUOTE(Origin.SPRIG, "squote(values ...any) string"),
    CAT(Origin.SPRIG, "cat(values ...any) string"),
    INDENT(Origin.SPRIG, "indent(n int, s string) string"),
    NINDENT(Origin.DRAY, "nindent(n int, s string) string"),
    PLURAL(Origin.SPRIG, "plural(one string, many string, n int) string");

    private final Definition definition;

    TextFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    TextFunction(Origin origin, String signature, String narrow) {
        this.definition = Definition.of(origin, signature, narrow);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case UPPER, TO_UPPER -> arguments.text(0).toUpperCase(Locale.ROOT);
            case LOWER, TO_LOWER -> arguments.text(0).toLowerCase(Locale.ROOT);
            case TITLE -> Texts.title(arguments.text(0));
            case TRIM -> Texts.trimmed(arguments.text(0));
            case TRIM_ALL, TRIMALL -> Texts.trim(arguments.text(1), arguments.text(0));
            case TRIM_PREFIX -> Texts.withoutPrefix(arguments.text(1), arguments.text(0));
            case TRIM_SUFFIX -> Texts.withoutSuffix(arguments.text(1), arguments.text(0));
            case HAS_PREFIX -> arguments.text(0).startsWith(arguments.text(1));
            case HAS_SUFFIX -> arguments.text(0).endsWith(arguments.text(1));
            case CONTAINS -> arguments.text(0).contains(arguments.text(1));
            case REPLACE -> replace(arguments);
            case REPEAT -> Texts.repeat(arguments.text(0), arguments.integer(1));
            case SPLIT -> Texts.split(arguments.text(0), arguments.text(1));
            case SPLITN -> Texts.split(arguments.text(2), arguments.text(0), arguments.integer(1));
            case SPLIT_LIST -> Texts.split(arguments.text(1), arguments.text(0));
            case JOIN -> join(arguments);
            case QUOTE -> quoted(arguments, '"');
            case SQUOTE -> quoted(arguments, '\'');
            case CAT -> Texts.concatenated(arguments.from(0));
            case INDENT -> Texts.indent(arguments.integer(0), arguments.text(1));
            case NINDENT -> "\n" + Texts.indent(arguments.integer(0), arguments.text(1));
            case PLURAL -> arguments.integer(2) == 1 ? arguments.text(0) : arguments.text(1);
        };
    }

    /** {@code replace s old new [n]}: the first n occurrences; all without n or with -1. */
    private static String replace(Arguments arguments) {
        int count = arguments.count() == 4 ? arguments.integer(3) : -1;
        return Texts.replace(arguments.text(0), arguments.text(1), arguments.text(2), count);
    }

    /** {@code join list separator}; sources also write it the other way round. */
    private static String join(Arguments arguments) {
        boolean textFirst = arguments.any(0) instanceof String;
        return Texts.join(arguments.list(textFirst ? 1 : 0), arguments.text(textFirst ? 0 : 1));
    }

    private static String quoted(Arguments arguments, char mark) {
        StringBuilder text = new StringBuilder();
        for (Object value : arguments.from(0)) {
            String plain = value == null ? "" : GoFormat.print(value);
            text.append(text.isEmpty() ? "" : " ").append(mark == '"' ? GoQuote.quote(plain) : mark + plain + mark);
        }
        return text.toString();
    }
}
