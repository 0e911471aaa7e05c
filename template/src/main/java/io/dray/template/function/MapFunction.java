package io.dray.template.function;

import org.jspecify.annotations.Nullable;

/** Functions on maps. Only {@code set} and {@code unset} change one, and only one that a template made. */
public enum MapFunction implements Function {
    DICT(Origin.SPRIG, "dict(pairs ...any) map[string]any"),
    PAIRS(Origin.DGR, "pairs(pairs ...any) map[string]any"),
    GET(Origin.DRAY, "get(map map[string]any, key string) any"),
    DIG(Origin.DRAY, "dig(key string, keys ...any) any"),
    SET(Origin.SPRIG, "set(map map[string]any, key string, value any) map[string]any"),
    UNSET(Origin.SPRIG, "unset(map map[string]any, key string) map[string]any"),
    HAS_KEY(Origin.SPRIG, "hasKey(map map[string]any, key string) bool"),
    KEYS(
            Origin.SPRIG,
            "keys(map map[string]any, maps ...map[string]any) []string",
            "keys(map map[string]any) []string"),
    VALUES(Origin.DRAY, "values(map map[string]any) []any"),
    PLUCK(Origin.SPRIG, "pluck(key string, maps ...map[string]any) []any"),
    PICK(Origin.SPRIG, "pick(map map[string]any, keys ...string) map[string]any"),
    OMIT(Origin.SPRIG, "omit(map map[string]any, keys ...string) map[string]any"),
    MERGE(
            Origin.SPRIG,
            "merge(map map[string]any, maps ...map[string]any) any",
            "merge(map map[string]any, other map[string]any) any"),
    MERGE_OVERWRITE(Origin.DRAY, "mergeOverwrite(map map[string]any, maps ...map[string]any) any"),
    DEEP_COPY(Origin.DRAY, "deepCopy(value any) any"),
    IS_MAP_FIRST(Origin.DGR, "isMapFirst(map any, key any) bool"),
    IS_MAP_FIRST_ALIAS(Origin.DGR, "IsMapFirst(map any, key any) bool"),
    IS_MAP_LAST(Origin.DGR, "isMapLast(map any, key any) bool"),
    IS_MAP_LAST_ALIAS(Origin.DGR, "IsMapLast(map any, key any) bool"),
    HOW_DEEP(Origin.DGR, "howDeep(map any, part any) int"),
    HOW_DEEP_ALIAS(Origin.DGR, "HowDeep(map any, part any) int");

    private final Definition definition;

    MapFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    MapFunction(Origin origin, String signature, String narrow) {
        this.definition = Definition.of(origin, signature, narrow);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case DICT, PAIRS -> Maps.of(arguments.from(0));
            case GET -> Maps.get(arguments.map(0), arguments.text(1));
            case DIG -> Maps.dig(arguments);
            case SET -> Maps.set(arguments.map(0), arguments.text(1), arguments.any(2));
            case UNSET -> Maps.unset(arguments.map(0), arguments.text(1));
            case HAS_KEY -> arguments.map(0).containsKey(arguments.text(1));
            case KEYS -> Maps.keys(arguments);
            case VALUES -> Maps.values(arguments.map(0));
            case PLUCK -> Maps.pluck(arguments);
            case PICK -> Maps.select(arguments, true);
            case OMIT -> Maps.select(arguments, false);
            case MERGE -> Merging.merge(arguments, false);
            case MERGE_OVERWRITE -> Merging.merge(arguments, true);
            case DEEP_COPY -> Merging.copy(arguments.any(0));
            case IS_MAP_FIRST, IS_MAP_FIRST_ALIAS -> Maps.isKeyAt(arguments, true);
            case IS_MAP_LAST, IS_MAP_LAST_ALIAS -> Maps.isKeyAt(arguments, false);
            case HOW_DEEP, HOW_DEEP_ALIAS -> Maps.depth(arguments.any(0), arguments.any(1));
        };
    }
}
