package io.dray.template;

import io.dray.template.function.ChanceFunction;
import io.dray.template.function.DgrFunction;
import io.dray.template.function.DigestFunction;
import io.dray.template.function.EncodingFunction;
import io.dray.template.function.EnvironmentFunction;
import io.dray.template.function.Function;
import io.dray.template.function.Function.Origin;
import io.dray.template.function.GoFunction;
import io.dray.template.function.GtfAttributeFunction;
import io.dray.template.function.GtfFunction;
import io.dray.template.function.ListFunction;
import io.dray.template.function.MapFunction;
import io.dray.template.function.NumberFunction;
import io.dray.template.function.PathFunction;
import io.dray.template.function.RegexFunction;
import io.dray.template.function.SprigFunction;
import io.dray.template.function.SprigTimeFunction;
import io.dray.template.function.TextFunction;
import io.dray.template.function.TimeFunction;
import io.dray.template.function.TypeFunction;
import io.dray.template.function.ValueFunction;
import io.dray.template.function.VersionFunction;
import io.dray.template.function.WordFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The functions a template may call. Immutable. */
public final class Functions {
    /** What dgr's own functions are called for when sprig or gtf have the name too. */
    private static final Set<Origin> DGR_AND_GTF = Set.of(Origin.DGR, Origin.GTF);

    private static final Set<Origin> DGR_SPRIG_GTF = Set.of(Origin.DGR, Origin.SPRIG, Origin.GTF);

    private final Dialect dialect;
    private final Map<String, Function> byName;

    private Functions(Dialect dialect, Map<String, Function> byName) {
        this.dialect = dialect;
        this.byName = byName;
    }

    /** The functions that Go's text/template 1.19 predefines, and no others. */
    public static Functions go() {
        return new Functions(Dialect.GO, put(new HashMap<>(), GoFunction.values()));
    }

    /** The functions for Dray's own templates: Go's, with numbers compared by value, and many more. */
    public static Functions dray() {
        return new Functions(Dialect.DRAY, putShared(put(new HashMap<>(512), GoFunction.values())));
    }

    /** The functions of dgr's template files: dgr's own before sprig's before gtf's. */
    public static Functions dgr() {
        Map<String, Function> like = put(put(new HashMap<>(), GtfAttributeFunction.SLICE), SprigFunction.values());
        put(put(like, SprigTimeFunction.values()), DgrFunction.values());
        return withGo(of(DGR_SPRIG_GTF, like));
    }

    /** The functions of templates in dgr's attributes: dgr's and gtf's, gtf's first; sprig's are not known there. */
    public static Functions dgrAttributes() {
        Map<String, Function> like = put(put(new HashMap<>(), DgrFunction.values()), GtfAttributeFunction.values());
        return withGo(of(DGR_AND_GTF, like));
    }

    /** The functions of dgr's partials: the names of dgr and gtf, of which those that sprig knows too are sprig's. */
    public static Functions dgrPartials() {
        Map<String, Function> known = new HashMap<>(dgr().byName);
        known.keySet().retainAll(dgrAttributes().byName.keySet());
        return new Functions(Dialect.DGR, known);
    }

    /** The shared functions of these origins, and others that win over them. */
    private static Map<String, Function> of(Set<Origin> origins, Map<String, Function> others) {
        Map<String, Function> known = putShared(new HashMap<>(512));
        known.values().removeIf(function -> !origins.contains(function.origin()));
        known.putAll(others);
        return known;
    }

    /** Go's functions and these, which check the types of their arguments as dgr's do. */
    private static Functions withGo(Map<String, Function> others) {
        Map<String, Function> all = put(new HashMap<>(512), GoFunction.values());
        for (Map.Entry<String, Function> entry : others.entrySet()) {
            all.put(entry.getKey(), entry.getValue().checked());
        }
        return new Functions(Dialect.DGR, all);
    }

    private static Map<String, Function> putShared(Map<String, Function> all) {
        put(all, TextFunction.values());
        put(all, WordFunction.values());
        put(all, RegexFunction.values());
        put(all, PathFunction.values());
        put(all, NumberFunction.values());
        put(all, ValueFunction.values());
        put(all, TypeFunction.values());
        put(all, ListFunction.values());
        put(all, MapFunction.values());
        put(all, EncodingFunction.values());
        put(all, EnvironmentFunction.values());
        put(all, TimeFunction.values());
        put(all, DigestFunction.values());
        put(all, ChanceFunction.values());
        put(all, VersionFunction.values());
        return put(all, GtfFunction.values());
    }

    private static Map<String, Function> put(Map<String, Function> all, Function... functions) {
        for (Function function : functions) {
            all.put(function.templateName(), function);
        }
        return all;
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
