package io.dray.template.value;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The keys of a map in the order in which Go prints them and ranges over them. */
public final class MapKeys {
    private MapKeys() {}

    /** Keys of several types, which Go leaves in no fixed order, stand type by type. */
    private static final class Order implements Comparator<Object> {
        @Override
        public int compare(Object left, Object right) {
            ValueKind kind = ValueKind.of(left);
            int byKind = kind.compareTo(ValueKind.of(right));
            if (byKind != 0) {
                return byKind;
            }
            if (left instanceof String a && right instanceof String b) {
                return ByteText.compare(a, b);
            }
            if (left instanceof Double a && right instanceof Double b) {
                return Double.compare(a, b);
            }
            if (left instanceof Number a && right instanceof Number b) {
                return NumberOrder.compare(a, b);
            }
            return GoFormat.print(left).compareTo(GoFormat.print(right));
        }
    }

    /** The keys, sorted. */
    public static List<Object> sorted(Map<?, ?> map) {
        List<Object> keys = new ArrayList<>(map.keySet());
        keys.sort(new Order());
        return keys;
    }
}
