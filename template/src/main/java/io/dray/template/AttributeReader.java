package io.dray.template;

import io.dray.template.MissingAttribute.World;
import io.dray.template.Output.Read;
import io.dray.template.RenderOptions.MissingKeys;
import io.dray.template.function.FunctionContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notes which attributes are read, and decides what one gives that nobody defined. */
final class AttributeReader {
    private final Output output;
    private final World world;
    private final MissingKeys missingKeys;
    private final FunctionContext context;

    AttributeReader(Output output, World world, RenderOptions options) {
        this.output = output;
        this.world = world;
        this.missingKeys = options.missingKeys();
        this.context = options.context();
    }

    /** Whether missing attributes are errors. */
    boolean isStrict() {
        return missingKeys == MissingKeys.REFUSED;
    }

    FunctionContext context() {
        return context;
    }

    /** Notes that an attribute was read; does nothing for values the template made. */
    void noteRead(@Nullable String path, Source source, int offset) {
        if (path != null && !path.isEmpty()) {
            output.read(new Read(source.name(), source.line(offset), path));
        }
    }

    /**
     * What a key gives that the map does not have. Under Dray's dialect this is an error only where a value is needed, so
     * that templates can ask for it.
     */
    Traced missing(Frame frame, Map<?, ?> map, @Nullable String mapPath, String name) {
        String path = mapPath == null ? null : KeyPath.child(mapPath, name);
        if (missingKeys == MissingKeys.ZERO) {
            return Traced.item(null, true, path);
        }
        if (!isStrict()) {
            return Traced.attribute(null, path);
        }
        MissingAttribute missing = new MissingAttribute(frame.body(), frame.place(), map, mapPath, name, world);
        if (frame.dialect() != Dialect.DRAY) {
            throw missing.failure();
        }
        return Traced.attribute(missing, path);
    }

    /**
     * What {@code index} of an attribute gives: like a field, it is noted, and under Dray's dialect missing when it is not
     * there. Null when the indexes do not lead through attributes, and the plain function has to decide.
     */
    @Nullable
    Traced index(Frame frame, List<Traced> arguments) {
        Traced current = arguments.getFirst();
        for (int i = 1; i < arguments.size(); i++) {
            Object index = arguments.get(i).value();
            String path = current.path();
            if (path == null) {
                return null;
            }
            if (current.value() instanceof Map<?, ?> map && index instanceof String name) {
                Object value = map.get(name);
                boolean absent = value == null && !map.containsKey(name);
                if (absent && frame.dialect() != Dialect.DRAY) {
                    return null;
                }
                current =
                        absent ? missing(frame, map, path, name) : Traced.item(value, true, KeyPath.child(path, name));
            } else if (current.value() instanceof List<?> list
                    && index instanceof Long number
                    && number >= 0
                    && number < list.size()) {
                current = Traced.item(list.get(number.intValue()), true, KeyPath.item(path, number.intValue()));
            } else {
                return null;
            }
        }
        noteRead(current.path(), frame.source(), frame.place().offset());
        return arguments.size() == 1 ? null : current;
    }
}
