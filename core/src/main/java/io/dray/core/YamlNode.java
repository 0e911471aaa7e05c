package io.dray.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A YAML value with the place it stands at in its file. Immutable; aliases are already replaced by what they name. */
public sealed interface YamlNode {
    /** Where the value begins. */
    Mark mark();

    /** What a person calls this kind of value: {@code a map}, {@code a string}. */
    String kind();

    /**
     * A place in a file.
     *
     * @param file the file as a person would name it
     * @param line counted from 1
     * @param column counted from 1
     */
    record Mark(String file, int line, int column) {
        /** {@code file:line}, as errors and explanations print it. */
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /**
     * A mapping; keys are unique.
     *
     * @param entries in file order, after merge keys ({@code <<}) were applied
     * @param mark where it begins
     */
    record YamlMap(List<Entry> entries, Mark mark) implements YamlNode {
        public YamlMap {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a map";
        }

        /** The value under this key, or null. */
        public @Nullable YamlNode get(String key) {
            for (Entry entry : entries) {
                if (entry.key().equals(key)) {
                    return entry.value();
                }
            }
            return null;
        }
    }

    /**
     * One key of a mapping.
     *
     * @param key the key; a number or boolean in its canonical spelling
     * @param keyMark where the key stands
     * @param value what it maps to
     */
    record Entry(String key, Mark keyMark, YamlNode value) {}

    /**
     * A sequence.
     *
     * @param items in order
     * @param mark where it begins
     */
    record YamlList(List<YamlNode> items, Mark mark) implements YamlNode {
        public YamlList {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * A scalar.
     *
     * @param value String, Long, BigInteger (only beyond 64 bits), Double, Boolean, or null
     * @param text as it stands in the file, quotes and escapes resolved
     * @param plain whether it was written without quotes, so that its type was guessed from its text
     * @param mark where it begins
     */
    record YamlScalar(@Nullable Object value, String text, boolean plain, Mark mark) implements YamlNode {
        @Override
        public String kind() {
            if (value == null) {
                return "nothing";
            }
            return value instanceof String ? "a string" : value instanceof Boolean ? "a boolean" : "a number";
        }
    }
}
