package io.dray.attributes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/** A value of the tree, and where it was written. Immutable. */
sealed interface Attribute {
    /** Where it was written; of a map that several files extend, where it was written first. */
    Origin origin();

    /** The same value with another origin. */
    Attribute withOrigin(Origin other);

    /** A map. */
    record Branch(Map<String, Attribute> entries, Origin origin) implements Attribute {
        public Branch {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public Attribute withOrigin(Origin other) {
            return new Branch(entries, other);
        }
    }

    /** A list. */
    record Items(List<Attribute> items, Origin origin) implements Attribute {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public Attribute withOrigin(Origin other) {
            return new Items(items, other);
        }
    }

    /**
     * Anything else.
     *
     * @param value String, Long, BigInteger, Double, Boolean or null
     * @param column where it begins in the line of its origin, counted from 1
     */
    record Leaf(@Nullable Object value, int column, Origin origin) implements Attribute {
        @Override
        public Attribute withOrigin(Origin other) {
            return new Leaf(value, column, other);
        }
    }

    /** Both merged: maps key by key, everything else is replaced by the stronger value. */
    static Attribute merge(Attribute weaker, Attribute stronger) {
        if (weaker instanceof Branch base && stronger instanceof Branch addition) {
            Map<String, Attribute> merged = new LinkedHashMap<>(base.entries());
            for (Entry<String, Attribute> entry : addition.entries().entrySet()) {
                Attribute old = merged.get(entry.getKey());
                merged.put(entry.getKey(), old == null ? entry.getValue() : merge(old, entry.getValue()));
            }
            return new Branch(merged, base.origin());
        }
        List<Origin> overrode = new ArrayList<>();
        Origin lost = weaker.origin();
        overrode.add(new Origin(lost.file(), lost.line(), lost.layer(), List.of()));
        overrode.addAll(lost.overrode());
        Origin won = stronger.origin();
        return stronger.withOrigin(new Origin(won.file(), won.line(), won.layer(), overrode));
    }
}
