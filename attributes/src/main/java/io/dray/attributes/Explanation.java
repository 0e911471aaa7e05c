package io.dray.attributes;

import io.dray.attributes.Attribute.Branch;
import io.dray.core.Suggestion;
import io.dray.template.KeyPath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a key has its value.
 *
 * @param key the key, without a leading dot
 * @param value its final value: String, Long, BigInteger, Double, Boolean, null, List or Map
 * @param set where the value was written
 * @param overrode the values that lost, nearest first
 * @param parts of a map: the values below it, in order; else empty
 */
public record Explanation(
        String key, @Nullable Object value, Setting set, List<Setting> overrode, List<Explanation> parts) {
    /**
     * A value as it was written somewhere.
     *
     * @param value before templates in it are rendered
     * @param line counted from 1
     * @param column counted from 1
     */
    public record Setting(@Nullable Object value, String file, int line, int column, String layer) {
        static Setting of(Attribute attribute) {
            Place place = attribute.place();
            return new Setting(
                    PlainValues.written(attribute), place.file(), place.line(), place.column(), place.layer());
        }

        /** {@code file:line}; of what overrides one run {@code name:line:column}. */
        public String where() {
            return Place.shown(file, line, column, layer);
        }
    }

    public Explanation {
        overrode = List.copyOf(overrode);
        parts = List.copyOf(parts);
    }

    /** The explanation of a key; empty when nothing sets it. The empty key explains the whole tree. */
    public static Optional<Explanation> of(AttributeTree tree, String dottedKey) {
        String key = withoutDot(dottedKey);
        if (key.startsWith(".")) {
            return Optional.empty();
        }
        Optional<Attribute> written = AttributePath.find(tree.root(), key);
        if (written.isPresent()) {
            return Optional.of(of(tree, key, written.get()));
        }
        if (!AttributePath.exists(tree.data(), key)) {
            return Optional.empty();
        }
        // made by a template around it
        return AttributePath.nearest(tree.root(), key)
                .map(around -> new Explanation(
                        key, AttributePath.value(tree.data(), key), Setting.of(around), List.of(), List.of()));
    }

    private static String withoutDot(String dottedKey) {
        return dottedKey.startsWith(".") ? dottedKey.substring(1) : dottedKey;
    }

    private static Explanation of(AttributeTree tree, String key, Attribute attribute) {
        List<Setting> overrode = new ArrayList<>();
        for (Attribute lost : attribute.lost()) {
            overrode.add(Setting.of(lost));
        }
        List<Explanation> parts = new ArrayList<>();
        if (attribute instanceof Branch branch) {
            for (Map.Entry<String, Attribute> entry : branch.entries().entrySet()) {
                parts.add(of(tree, KeyPath.child(key, entry.getKey()), entry.getValue()));
            }
        }
        Object value = AttributePath.value(tree.data(), key);
        return new Explanation(key, value, Setting.of(attribute), overrode, parts);
    }

    /** The keys of the tree that are nearest to a mistyped one: of the same name elsewhere, or spelled alike. */
    public static List<String> near(AttributeTree tree, String dottedKey) {
        String key = withoutDot(dottedKey);
        Set<String> keys = new LinkedHashSet<>();
        KeyUse.collectKeys(tree.root(), KeyPath.ROOT, keys);
        Set<String> near = new LinkedHashSet<>();
        Suggestion.nearest(key, keys).ifPresent(near::add);
        List<String> steps = AttributePath.steps(key);
        String last = steps.isEmpty() ? key : steps.getLast();
        for (String each : keys) {
            List<String> parts = AttributePath.steps(each);
            if (near.size() < 3 && parts.getLast().equals(last)) {
                near.add(each);
            }
        }
        return List.copyOf(near);
    }
}
