package io.dray.template;

import io.dray.template.function.MethodCall;
import io.dray.template.value.GoObject;
import io.dray.template.value.Method;
import io.dray.template.value.Missing;
import io.dray.template.value.ValueKind;
import java.util.List;
import java.util.Map;

/** Walks from a value along names, as {@code .redis.slaves} does: through maps, and methods of values that have some. */
final class FieldChain {
    private FieldChain() {}

    /** Follows the names from the base value; the last of them, if it is a method, is called with the arguments. */
    static Traced follow(Frame frame, Traced base, List<String> names, Invocation invocation) {
        Traced current = base;
        int last = names.size() - 1;
        for (int i = 0; i < last; i++) {
            current = step(frame, current, names.get(i), Invocation.plain(invocation.dot(), invocation.place()));
        }
        current = step(frame, current, names.get(last), invocation);
        frame.attributes()
                .noteRead(current.path(), frame.source(), invocation.place().offset());
        return current;
    }

    private static Traced step(Frame frame, Traced base, String name, Invocation invocation) {
        Object value = base.value();
        if (value instanceof Map<?, ?> map) {
            return entry(frame, base, map, name, invocation);
        }
        if (value == null) {
            return fieldOfNull(frame, base, name);
        }
        if (value instanceof Missing) {
            return base;
        }
        if (value instanceof GoObject object) {
            Method method = object.method(name).orElse(null);
            if (method != null) {
                return Calls.call(frame, MethodCall.of(method), invocation);
            }
        }
        String type = base.boxed() ? "interface {}" : ValueKind.typeName(value);
        throw frame.error("can't evaluate field " + name + " in type " + type, described(base));
    }

    private static Traced entry(Frame frame, Traced base, Map<?, ?> map, String name, Invocation invocation) {
        if (invocation.hasArguments()) {
            throw frame.error(name + " is not a method but has arguments", "only functions take arguments");
        }
        String path = base.path() == null ? null : KeyPath.child(base.path(), name);
        Object value = map.get(name);
        if (value != null || map.containsKey(name)) {
            return Traced.item(value, true, path);
        }
        return frame.attributes().missing(frame, map, base.path(), name);
    }

    private static Traced fieldOfNull(Frame frame, Traced base, String name) {
        if (base.boxed()) {
            throw frame.error("nil pointer evaluating interface {}." + name, described(base));
        }
        if (frame.attributes().isStrict()) {
            throw frame.error("nil data; no entry for key \"" + name + "\"", described(base));
        }
        return base;
    }

    private static String described(Traced base) {
        String path = base.path();
        if (path == null && base.value() == null) {
            return "there is no data here: a template gets what it is given, {{template \"name\" .}}";
        }
        String kind = ValueKind.of(base.value()).description();
        String subject = path == null ? "it" : "." + path;
        return subject + " is " + kind + ", which has no fields";
    }
}
