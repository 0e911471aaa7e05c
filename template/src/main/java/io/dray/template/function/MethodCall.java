package io.dray.template.function;

import io.dray.template.value.Method;
import org.jspecify.annotations.Nullable;

/** A method of a value as a function: its arguments are counted and evaluated like any function's. */
public final class MethodCall implements Function {
    private final Definition definition;
    private final Method method;

    private MethodCall(Definition definition, Method method) {
        this.definition = definition;
        this.method = method;
    }

    /** The method, ready to be called. */
    public static Function of(Method method) {
        return new MethodCall(Definition.of(Origin.GO, method.signature()), method);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return method.body().call(arguments.from(0));
    }
}
