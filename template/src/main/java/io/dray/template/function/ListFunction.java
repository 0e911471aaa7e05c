package io.dray.template.function;

import io.dray.template.value.Comparison;
import org.jspecify.annotations.Nullable;

/** Functions on lists; none changes its arguments. */
public enum ListFunction implements Function {
    LIST(Origin.SPRIG, "list(items ...any) []any"),
    TUPLE(Origin.SPRIG, "tuple(items ...any) []any"),
    FIRST(Origin.SPRIG, "first(list []any) any"),
    LAST(Origin.SPRIG, "last(list []any) any"),
    REST(Origin.SPRIG, "rest(list []any) []any"),
    INITIAL(Origin.SPRIG, "initial(list []any) []any"),
    APPEND(Origin.SPRIG, "append(list []any, item any) []any"),
    PUSH(Origin.SPRIG, "push(list []any, item any) []any"),
    PREPEND(Origin.SPRIG, "prepend(list []any, item any) []any"),
    CONCAT(Origin.DRAY, "concat(lists ...[]any) []any"),
    REVERSE(Origin.SPRIG, "reverse(list []any) []any"),
    UNIQ(Origin.SPRIG, "uniq(list []any) []any"),
    WITHOUT(Origin.SPRIG, "without(list []any, items ...any) []any"),
    HAS(Origin.SPRIG, "has(item any, list []any) bool"),
    COMPACT(Origin.SPRIG, "compact(list []any) []any"),
    CHUNK(Origin.DRAY, "chunk(size int, list []any) []any"),
    SORT_ALPHA(Origin.SPRIG, "sortAlpha(value any) []string"),
    TO_STRINGS(Origin.SPRIG, "toStrings(value any) []string");

    private final Definition definition;

    ListFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case LIST, TUPLE -> arguments.from(0);
            case FIRST -> arguments.list(0).isEmpty() ? null : arguments.list(0).getFirst();
            case LAST -> arguments.list(0).isEmpty() ? null : arguments.list(0).getLast();
            case REST -> Lists.without(arguments.list(0), 1, 0);
            case INITIAL -> Lists.without(arguments.list(0), 0, 1);
            case APPEND, PUSH -> Lists.with(arguments.list(0), arguments.any(1), false);
            case PREPEND -> Lists.with(arguments.list(0), arguments.any(1), true);
            case CONCAT -> Lists.concatenated(arguments);
            case REVERSE -> Lists.reversed(arguments.list(0));
            case UNIQ -> Lists.distinct(arguments.list(0), Comparison.equality());
            case WITHOUT -> Lists.without(arguments.list(0), arguments.from(1), Comparison.equality());
            case HAS -> Lists.contains(arguments.list(1), arguments.any(0), Comparison.equality());
            case COMPACT -> Lists.compact(arguments.list(0));
            case CHUNK -> Lists.chunks(arguments.list(1), arguments.integer(0));
            case SORT_ALPHA -> Lists.sorted(arguments.any(0));
            case TO_STRINGS -> Lists.texts(arguments.any(0));
        };
    }
}
