package io.dray.template;

import io.dray.template.MissingAttribute.World;
import io.dray.template.Output.Read;
import io.dray.template.RenderOptions.MissingKeys;
import io.dray.template.function.FunctionContext;
import io.dray.template.value.Missing;
import io.dray.template.value.ValueKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks from a value to its fields, and notes which attribute was read. */
final class AttributeReader {
    private final Output output;
    private final World world;
    private final boolean strict;
    private final FunctionContext context;

    AttributeReader(Output output, World world, RenderOptions options) {
        this.output = output;
        this.world = world;
        this.strict = options.missingKeys() == MissingKeys.REFUSED;
        this.context = options.context();
    }

    boolean isStrict() {
        return strict;
    }

    FunctionContext context() {
        return context;
    }

    /** Follows the names from the base value. */
    Traced follow(Traced base, List<String> names, Source source, int offset) {
        Traced current = base;
        for (int i = 0; i < names.size(); i++) {
            current = field(current, names.get(i), i > 0, source, offset);
        }
        noteRead(current.path(), source, offset);
        return current;
    }

    /** Notes that an attribute was read; does nothing for values the template made. */
    void noteRead(@Nullable String path, Source source, int offset) {
        if (path != null && !path.isEmpty()) {
            output.read(new Read(source.name(), source.line(offset), path));
        }
    }

    private Traced field(Traced base, String name, boolean inChain, Source source, int offset) {
        return switch (base.value()) {
            case Missing _ -> base;
            case Map<?, ?> map -> {
                String path = base.path() == null ? null : KeyPath.child(base.path(), name);
                Object value = map.get(name);
                boolean absent = value == null && !map.containsKey(name);
                yield Traced.attribute(absent ? missing(map, base.path(), name, source, offset) : value, path);
            }
            case null -> {
                if (strict || inChain) {
                    throw source.error(offset, shown(base.path()) + "null, it has no field ." + name);
                }
                yield Traced.made(null);
            }
            default ->
                throw source.error(
                        offset,
                        shown(base.path()) + ValueKind.of(base.value()).description() + ", it has no field ." + name);
        };
    }

    private static String shown(@Nullable String path) {
        return path == null ? "the value is " : path.isEmpty() ? ". is " : "." + path + " is ";
    }

    private Missing missing(Map<?, ?> map, @Nullable String path, String name, Source source, int offset) {
        return new MissingAttribute(source, offset, map, path, name, world);
    }

    /**
     * What {@code index} of an attribute gives: like a field, it is noted, and missing when it is not there. Null when the
     * indexes do not lead through attributes, and the plain function has to decide.
     */
    @Nullable
    Traced index(Traced base, List<Traced> indexes, Source source, int offset) {
        if (indexes.isEmpty()) {
            return null;
        }
        Traced current = base;
        for (Traced index : indexes) {
            if (current.path() == null) {
                return null;
            }
            if (current.value() instanceof Map<?, ?> && index.value() instanceof String name) {
                current = field(current, name, true, source, offset);
            } else if (current.value() instanceof List<?> list
                    && index.value() instanceof Long number
                    && number >= 0
                    && number < list.size()) {
                current =
                        Traced.attribute(list.get(number.intValue()), KeyPath.item(current.path(), number.intValue()));
            } else {
                return null;
            }
        }
        noteRead(current.path(), source, offset);
        return current;
    }
}
