package io.dray.template;

import io.dray.template.Node.Flow;
import io.dray.template.value.GoFormat;
import io.dray.template.value.MapKeys;
import io.dray.template.value.Missing;
import io.dray.template.value.ValueKind;
import java.util.List;
import java.util.Map;

/** The passes of one {@code {{range}}}. */
final class Loop {
    private final Frame frame;
    private final Node.Range range;
    private final List<String> names;
    private final boolean assignsByName;

    Loop(Frame frame, Node.Range range) {
        this.frame = frame;
        this.range = range;
        this.names = range.pipeline().variables();
        this.assignsByName = range.pipeline().assigns() && frame.dialect().assignsLoopVariablesByName();
    }

    /** Renders the body for each item; false when there is none. */
    boolean run(Traced items) {
        Object value = items.value();
        if (value instanceof List<?> list) {
            overList(items, list);
            return !list.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            overMap(items, map);
            return !map.isEmpty();
        }
        if (value == null || value instanceof Missing) {
            return false;
        }
        if (value instanceof Long count && frame.dialect().knowsLaterGo()) {
            return overNumbers(count);
        }
        throw frame.error(
                "range can't iterate over " + GoFormat.print(value), "only lists and maps have items to range over");
    }

    private void overList(Traced items, List<?> list) {
        boolean boxed = ValueKind.typeName(list).equals(ValueKind.LIST.goType());
        for (int i = 0; i < list.size(); i++) {
            String path = items.path() == null ? null : KeyPath.item(items.path(), i);
            Traced element = Traced.item(list.get(i), boxed, path).withReads(items.reads());
            if (pass(Traced.made((long) i), element) == Flow.BREAK) {
                return;
            }
        }
    }

    private void overMap(Traced items, Map<?, ?> map) {
        for (Object key : MapKeys.sorted(map)) {
            String path = items.path() == null ? null : KeyPath.child(items.path(), String.valueOf(key));
            Traced element = Traced.item(map.get(key), true, path).withReads(items.reads());
            if (pass(Traced.attribute(key, path), element) == Flow.BREAK) {
                return;
            }
        }
    }

    private boolean overNumbers(long count) {
        for (long i = 0; i < count; i++) {
            Traced number = Traced.made(i);
            if (pass(number, number) == Flow.BREAK) {
                break;
            }
        }
        return count > 0;
    }

    private Flow pass(Traced index, Traced element) {
        frame.countIteration();
        if (!names.isEmpty()) {
            set(0, names.getLast(), element);
        }
        if (names.size() > 1) {
            set(1, names.getFirst(), index);
        }
        int scope = frame.variables().mark();
        Flow flow = Node.renderAll(range.body(), frame, element);
        frame.variables().release(scope);
        return flow;
    }

    private void set(int fromTop, String name, Traced value) {
        boolean set = assignsByName
                ? frame.variables().assign(name, value)
                : frame.variables().assignFromTop(fromTop, value);
        if (!set) {
            throw frame.undefined(name);
        }
    }
}
