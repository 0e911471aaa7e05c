package io.dray.template.function;

import io.dray.template.value.GoFormat;
import io.dray.template.value.GoQuote;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions on strings. Where dgr and sprig order arguments differently, the order is dgr's. */
public enum TextFunction implements Function {
    UPPER("upper", 1, 1),
    TO_UPPER("toUpper", 1, 1),
    LOWER("lower", 1, 1),
    TO_LOWER("toLower", 1, 1),
    TITLE("title", 1, 1),
    TRIM("trim", 1, 1),
    TRIM_ALL("trimAll", 2, 2),
    TRIM_PREFIX("trimPrefix", 2, 2),
    TRIM_SUFFIX("trimSuffix", 2, 2),
    HAS_PREFIX("hasPrefix", 2, 2),
    HAS_SUFFIX("hasSuffix", 2, 2),
    CONTAINS("contains", 2, 2),
    REPLACE("replace", 3, 4),
    REPEAT("repeat", 2, 2),
    SPLIT("split", 2, 2),
    JOIN("join", 2, 2),
    QUOTE("quote", 0, ANY_NUMBER),
    SQUOTE("squote", 0, ANY_NUMBER),
    INDENT("indent", 2, 2),
    NINDENT("nindent", 2, 2),
    BASE("base", 1, 1),
    DIR("dir", 1, 1);

    private final String templateName;
    private final int least;
    private final int most;

    TextFunction(String templateName, int least, int most) {
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
            case UPPER, TO_UPPER -> arguments.text(0).toUpperCase(Locale.ROOT);
            case LOWER, TO_LOWER -> arguments.text(0).toLowerCase(Locale.ROOT);
            case TITLE -> Texts.title(arguments.text(0));
            case TRIM -> arguments.text(0).strip();
            case TRIM_ALL -> Texts.trim(arguments.text(1), arguments.text(0));
            case TRIM_PREFIX -> Texts.withoutPrefix(arguments.text(1), arguments.text(0));
            case TRIM_SUFFIX -> Texts.withoutSuffix(arguments.text(1), arguments.text(0));
            case HAS_PREFIX -> arguments.text(0).startsWith(arguments.text(1));
            case HAS_SUFFIX -> arguments.text(0).endsWith(arguments.text(1));
            case CONTAINS -> arguments.text(0).contains(arguments.text(1));
            case REPLACE -> replace(arguments);
            case REPEAT -> Texts.repeat(arguments.text(0), arguments.integer(1));
            case SPLIT -> Texts.split(arguments.text(0), arguments.text(1));
            case JOIN -> join(arguments);
            case QUOTE -> quoted(arguments, '"');
            case SQUOTE -> quoted(arguments, '\'');
            case INDENT -> Texts.indent(arguments.integer(0), arguments.text(1));
            case NINDENT -> "\n" + Texts.indent(arguments.integer(0), arguments.text(1));
            case BASE -> Paths.base(arguments.text(0));
            case DIR -> Paths.directory(arguments.text(0));
        };
    }

    /** {@code replace s old new [n]}: the first n occurrences; all without n or with -1. */
    private static String replace(Arguments arguments) {
        int count = arguments.count() == 4 ? arguments.integer(3) : -1;
        return Texts.replace(arguments.text(0), arguments.text(1), arguments.text(2), count);
    }

    /** {@code join list separator}; sources also write it the other way round. */
    private static String join(Arguments arguments) {
        boolean listFirst = arguments.any(0) instanceof List<?>;
        return Texts.join(arguments.list(listFirst ? 0 : 1), arguments.text(listFirst ? 1 : 0));
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
