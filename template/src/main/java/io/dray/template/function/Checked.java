package io.dray.template.function;

import io.dray.template.value.ValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function as dgr called it, through Go's reflection: its parameters have types, and a list or map parameter takes nothing
 * for an empty one. A function of gtf never fails: it gives the zero value of its result.
 */
final class Checked implements Function {
    private final Function function;
    private final Definition definition;
    private final List<Parameter> parameters;

    private Checked(Function function, Definition definition, List<Parameter> parameters) {
        this.function = function;
        this.definition = definition;
        this.parameters = parameters;
    }

    static Function of(Function function) {
        if (function.origin() == Origin.GO) {
            return function;
        }
        Signature narrow = function.definition().narrow();
        List<Parameter> parameters = new ArrayList<>();
        for (String type : narrow.types()) {
            parameters.add(parameter(type));
        }
        return new Checked(function, new Definition(function.origin(), narrow, narrow), parameters);
    }

    private static Parameter parameter(String type) {
        return switch (type) {
            case "any" -> Parameter.ANY;
            case "string" -> Parameter.STRING;
            case "bool" -> Parameter.BOOL;
            case "int" -> Parameter.INT;
            case "uint32" -> Parameter.UINT32;
            case "[]any" -> Parameter.LIST;
            case "[]string" -> Parameter.STRINGS;
            case "map[string]any" -> Parameter.MAP;
            case "time.Time" -> Parameter.TIME;
            default -> throw new IllegalArgumentException("no such type of parameter: " + type);
        };
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public Parameter parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    @Override
    public boolean isSlow() {
        return function.isSlow();
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        List<@Nullable Object> values = new ArrayList<>(arguments.count());
        for (int i = 0; i < arguments.count(); i++) {
            values.add(passed(arguments.orNull(i), parameter(i)));
        }
        Arguments passed = new Arguments(values, arguments.context());
        if (origin() != Origin.GTF) {
            return function.call(passed);
        }
        try {
            return function.call(passed);
        } catch (ValueException e) {
            return zero();
        }
    }

    private static @Nullable Object passed(@Nullable Object value, Parameter parameter) {
        if (value != null) {
            return value;
        }
        return switch (parameter) {
            case LIST, STRINGS -> List.of();
            case MAP -> Map.of();
            case ANY, BOXED, STRING, BOOL, INT, INT64, UINT32, FLOAT64, TIME -> null;
        };
    }

    private @Nullable Object zero() {
        return switch (signature().result()) {
            case "string" -> "";
            case "bool" -> false;
            case "int" -> 0L;
            default -> null;
        };
    }
}
