package io.dray.template.function;

import io.dray.template.value.ValueKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions of gtf that win only in attributes, and the one that replaces a builtin of Go. */
public enum GtfAttributeFunction implements Function {
    SLICE(Origin.GTF, "slice(start int, end int, value any) any"),
    DEFAULT(Origin.GTF, "default(d any, value any) any"),
    FIRST(Origin.GTF, "first(value any) any"),
    LAST(Origin.GTF, "last(value any) any"),
    JOIN(Origin.GTF, "join(sep string, list []string) string"),
    LOWER(Origin.GTF, "lower(s string) string"),
    REPLACE(Origin.GTF, "replace(unwanted string, s string) string"),
    TRIM(Origin.GTF, "trim(s string) string"),
    UPPER(Origin.GTF, "upper(s string) string");

    private final Definition definition;

    GtfAttributeFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case SLICE -> Indexing.part(arguments.any(2), arguments.integer(0), arguments.integer(1));
            case DEFAULT -> withDefault(arguments.any(0), arguments.any(1));
            case FIRST -> Indexing.item(arguments.any(0), true);
            case LAST -> Indexing.item(arguments.any(0), false);
            case JOIN -> Texts.join(arguments.list(1), arguments.text(0));
            case LOWER -> arguments.text(0).toLowerCase(Locale.ROOT);
            case REPLACE -> arguments.text(1).replace(arguments.text(0), "");
            case TRIM -> Texts.trimmed(arguments.text(0));
            case UPPER -> arguments.text(0).toUpperCase(Locale.ROOT);
        };
    }

    /** Numbers and nothing are never empty here. */
    private static @Nullable Object withDefault(@Nullable Object fallback, @Nullable Object value) {
        boolean number = value == null || value instanceof Number;
        return number || ValueKind.isTrue(value) ? value : fallback;
    }
}
