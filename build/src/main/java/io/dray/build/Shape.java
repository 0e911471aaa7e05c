package io.dray.build;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a part of a manifest may look like; {@link ShapeReader} holds a file to it. */
sealed interface Shape {
    /** Any plain value, taken as it is written: {@code 1.10} stays {@code 1.10}. */
    record Text() implements Shape {}

    /** A whole number, 0 or more. */
    record Whole() implements Shape {}

    /** True or false. */
    record Flag() implements Shape {}

    /** Anything that JSON can express. */
    record Anything() implements Shape {}

    /**
     * A list, in block or in flow style.
     *
     * @param item what each element looks like
     */
    record ListOf(Shape item) implements Shape {}

    /**
     * A map with known keys.
     *
     * @param keys what stands under each, in the order in which a person would write them
     */
    record Fields(Map<String, Shape> keys) implements Shape {
        public Fields {
            keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        }

        static Fields of() {
            return new Fields(Map.of());
        }

        /** The same map with one more key. */
        Fields with(String key, Shape value) {
            Map<String, Shape> more = new LinkedHashMap<>(keys);
            more.put(key, value);
            return new Fields(more);
        }
    }

    /**
     * A key that exists in the format but not in a source.
     *
     * @param reason why
     * @param hint what to do instead
     */
    record Refused(String reason, String hint) implements Shape {}
}
