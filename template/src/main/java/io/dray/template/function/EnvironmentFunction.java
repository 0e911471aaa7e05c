package io.dray.template.function;

import org.jspecify.annotations.Nullable;

/** What the environment says. */
public enum EnvironmentFunction implements Function {
    ENV(Origin.SPRIG, "env(name string) string"),
    GETENV(Origin.DRAY, "getenv(name string) string"),
    EXPANDENV(Origin.SPRIG, "expandenv(s string) string");

    private final Definition definition;

    EnvironmentFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case ENV, GETENV -> variable(arguments);
            case EXPANDENV -> Environment.expand(arguments.text(0), arguments.context());
        };
    }

    private static String variable(Arguments arguments) {
        return arguments.context().environment(arguments.text(0)).orElse("");
    }
}
