package io.dray.template;

import io.dray.template.function.EncodingFunction;
import io.dray.template.function.Function;
import io.dray.template.function.GoFunction;
import io.dray.template.function.ListFunction;
import io.dray.template.function.NumberFunction;
import io.dray.template.function.TextFunction;
import io.dray.template.function.ValueFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The functions a template may call. Immutable. */
public final class Functions {
    private final Dialect dialect;
    private final Map<String, Function> byName;

    private Functions(Dialect dialect, Map<String, Function> byName) {
        this.dialect = dialect;
        this.byName = Map.copyOf(byName);
    }

    /** The functions that Go's text/template 1.19 predefines, and no others. */
    public static Functions go() {
        return predefined(Dialect.GO);
    }

    /** The functions for Dray's own templates: Go's, with numbers compared by value, and many more. */
    public static Functions dray() {
        return allOf(Dialect.DRAY);
    }

    private static Functions predefined(Dialect dialect) {
        return new Functions(dialect, Map.of()).with(GoFunction.values());
    }

    private static Functions allOf(Dialect dialect) {
        return predefined(dialect)
                .with(ValueFunction.values())
                .with(TextFunction.values())
                .with(NumberFunction.values())
                .with(ListFunction.values())
                .with(EncodingFunction.values());
    }

    /** The functions of dgr's template files: dgr's own before sprig's before gtf's. */
    public static Functions dgr() {
        return allOf(Dialect.DGR);
    }

    /** The functions of templates in dgr's attributes: dgr's and gtf's, gtf's first; sprig's are not known there. */
    public static Functions dgrAttributes() {
        return allOf(Dialect.DGR);
    }

    /** The functions of dgr's partials: the names of dgr and gtf, of which those that sprig knows too are sprig's. */
    public static Functions dgrPartials() {
        return allOf(Dialect.DGR);
    }

    /** These functions and others, which win over those of the same name. */
    Functions with(Function... others) {
        Map<String, Function> all = new HashMap<>(byName);
        for (Function function : others) {
            all.put(function.templateName(), function);
        }
        return new Functions(dialect, all);
    }

    /** Whose templates call them. */
    Dialect dialect() {
        return dialect;
    }

    /** The function of this name. */
    Optional<Function> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All names, sorted. */
    public List<String> names() {
        return byName.keySet().stream().sorted().toList();
    }
}
