package io.dray.core;

import io.dray.core.Yaml.DuplicateKeys;
import io.dray.core.YamlNode.Entry;
import io.dray.core.YamlNode.Mark;
import io.dray.core.YamlNode.YamlList;
import io.dray.core.YamlNode.YamlMap;
import io.dray.core.YamlNode.YamlScalar;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON document into nodes that know where they stand, for who has to tell people. Numbers without point and exponent
 * are whole and exact; numbers are read without decimals, which are slow to start. Not thread-safe.
 */
final class JsonNodeReader {
    private final JsonScanner scanner;
    private final String source;
    private final String text;
    private final DuplicateKeys duplicates;
    private int line = 1;
    private int lineStart;
    private int counted;
    private int values;

    /** As many as YAML may have. */
    private static final int MAX_VALUES = 250_000;

    JsonNodeReader(String source, String text, DuplicateKeys duplicates) {
        this.scanner = new JsonScanner(source, text);
        this.source = source;
        this.text = text;
        this.duplicates = duplicates;
    }

    YamlNode document() {
        scanner.begin();
        YamlNode value = value(0);
        scanner.end();
        return value;
    }

    private YamlNode value(int depth) {
        scanner.checkDepth(depth);
        scanner.skipBlanks();
        Mark mark = mark();
        if (++values > MAX_VALUES) {
            throw new InvalidInputException(mark + ": more than " + MAX_VALUES + " values", "split the file");
        }
        char first = scanner.peek();
        if (first == '{') {
            return object(depth, mark);
        } else if (first == '[') {
            return array(depth, mark);
        } else if (first == '"') {
            String string = scanner.string();
            return new YamlScalar(string, string, false, mark);
        } else if (first == '-' || JsonScanner.isDigit(first)) {
            String number = scanner.number();
            return new YamlScalar(number(number, mark), number, true, mark);
        } else if (scanner.take("true")) {
            return new YamlScalar(true, "true", true, mark);
        } else if (scanner.take("false")) {
            return new YamlScalar(false, "false", true, mark);
        } else if (scanner.take("null")) {
            return new YamlScalar(null, "null", true, mark);
        }
        throw scanner.unexpected("a value");
    }

    private YamlMap object(int depth, Mark mark) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        scanner.require("{");
        scanner.skipBlanks();
        if (scanner.take("}")) {
            return new YamlMap(List.of(), mark);
        }
        do {
            scanner.skipBlanks();
            Mark keyMark = mark();
            String name = scanner.name();
            Entry other = entries.put(name, new Entry(name, keyMark, value(depth + 1)));
            if (other != null && duplicates == DuplicateKeys.REFUSED) {
                throw new InvalidInputException(
                        keyMark + ": the key '" + name + "' stands twice in one map", "remove one of the two");
            }
            scanner.skipBlanks();
        } while (scanner.take(","));
        scanner.require("}");
        return new YamlMap(List.copyOf(entries.values()), mark);
    }

    private YamlList array(int depth, Mark mark) {
        List<YamlNode> items = new ArrayList<>();
        scanner.require("[");
        scanner.skipBlanks();
        if (scanner.take("]")) {
            return new YamlList(items, mark);
        }
        do {
            items.add(value(depth + 1));
            scanner.skipBlanks();
        } while (scanner.take(","));
        scanner.require("]");
        return new YamlList(items, mark);
    }

    private static @Nullable Object number(String number, Mark mark) {
        boolean whole = number.indexOf('.') < 0 && number.indexOf('e') < 0 && number.indexOf('E') < 0;
        if (!whole) {
            double floating = Double.parseDouble(number);
            if (Double.isInfinite(floating)) {
                throw new InvalidInputException(
                        mark + ": the number " + number + " is too large", "write it as a text, in quotes");
            }
            return floating;
        }
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException _) {
            return new BigInteger(number);
        }
    }

    /** Where the scanner is; positions only grow, so that each line end is counted once. */
    private Mark mark() {
        for (; counted < scanner.position(); counted++) {
            if (text.charAt(counted) == '\n') {
                line++;
                lineStart = counted + 1;
            }
        }
        return new Mark(source, line, counted - lineStart + 1);
    }
}
