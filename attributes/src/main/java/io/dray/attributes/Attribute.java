package io.dray.attributes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/**
 * A value of the tree, where it was written, and the values that lost against it. Immutable.
 *
 * <p>Merging is associative: a map that replaced something else replaces every weaker map, too.
 */
sealed interface Attribute {
    /** Where it was written; of a map that several files extend, where it was written first. */
    Place place();

    /** The values that were replaced by this one, nearest first; themselves without history. */
    List<Attribute> lost();

    /** The same value with another history. */
    Attribute over(List<Attribute> others);

    /** A map. The entries are not copied: who makes one gives them away. */
    record Branch(Map<String, Attribute> entries, Place place, List<Attribute> lost) implements Attribute {
        public Branch {
            entries = Collections.unmodifiableMap(entries);
        }

        @Override
        public Attribute over(List<Attribute> others) {
            return new Branch(entries, place, others);
        }
    }

    /** A list. The items are not copied: who makes one gives them away. */
    record Items(List<Attribute> items, Place place, List<Attribute> lost) implements Attribute {
        public Items {
            items = Collections.unmodifiableList(items);
        }

        @Override
        public Attribute over(List<Attribute> others) {
            return new Items(items, place, others);
        }
    }

    /**
     * Anything else.
     *
     * @param value String, Long, BigInteger, Double, Boolean or null
     * @param verbatim whether the value is what it looks like, even where it looks like a template
     */
    record Leaf(@Nullable Object value, boolean verbatim, Place place, List<Attribute> lost) implements Attribute {
        @Override
        public Attribute over(List<Attribute> others) {
            return new Leaf(value, verbatim, place, others);
        }

        /** Whether the value is a text that is still to be rendered. */
        boolean isTemplate() {
            return !verbatim && value instanceof String text && text.contains("{{");
        }
    }

    /** Both merged: maps key by key, everything else is replaced by the stronger value. */
    static Attribute merge(Attribute weaker, Attribute stronger) {
        boolean extend = weaker instanceof Branch
                && stronger instanceof Branch
                && stronger.lost().isEmpty();
        if (extend) {
            return extended((Branch) weaker, (Branch) stronger);
        }
        List<Attribute> lost = new ArrayList<>(stronger.lost());
        lost.add(weaker.over(List.of()));
        lost.addAll(weaker.lost());
        return stronger.over(List.copyOf(lost));
    }

    private static Branch extended(Branch base, Branch addition) {
        if (!base.place().isKnown() && base.entries().isEmpty()) {
            return addition;
        }
        Map<String, Attribute> merged = new LinkedHashMap<>(base.entries());
        for (Entry<String, Attribute> entry : addition.entries().entrySet()) {
            Attribute old = merged.get(entry.getKey());
            merged.put(entry.getKey(), old == null ? entry.getValue() : merge(old, entry.getValue()));
        }
        return new Branch(merged, base.place(), base.lost());
    }
}
