package io.dray.template.function;

import org.jspecify.annotations.Nullable;

/** Paths with slashes, and URLs; no file system and no network is asked. */
public enum PathFunction implements Function {
    BASE(Origin.DGR, "base(path string) string"),
    DIR(Origin.DGR, "dir(path string) string"),
    CLEAN(Origin.SPRIG, "clean(path string) string"),
    EXT(Origin.SPRIG, "ext(path string) string"),
    IS_ABS(Origin.SPRIG, "isAbs(path string) bool"),
    URL_PARSE(Origin.DRAY, "urlParse(url string) map[string]any"),
    URL_JOIN(Origin.DRAY, "urlJoin(parts map[string]any) string");

    private final Definition definition;

    PathFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case BASE -> Paths.base(arguments.text(0));
            case DIR -> Paths.directory(arguments.text(0));
            case CLEAN -> Paths.clean(arguments.text(0));
            case EXT -> Paths.extension(arguments.text(0));
            case IS_ABS -> arguments.text(0).startsWith("/");
            case URL_PARSE -> Urls.parse(arguments.text(0));
            case URL_JOIN -> Urls.join(arguments.map(0));
        };
    }
}
