package io.dray.template;

import io.dray.core.InvalidInputException;
import io.dray.core.Suggestion;
import io.dray.template.value.GoQuote;
import io.dray.template.value.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attribute that a template asked for and nobody defined.
 *
 * @param body the template, or the definition in it
 * @param place the piece of it that asked
 * @param container the map without that key
 * @param containerPath the map's path; null when the template made the map
 * @param name the key
 * @param world the data, and who knows where it comes from
 */
record MissingAttribute(
        Body body,
        Place place,
        Map<?, ?> container,
        @Nullable String containerPath,
        String name,
        World world) implements Missing {
    /** Trees larger than this are not searched for a key of the same name. */
    private static final int MAX_SEARCHED = 10_000;

    /** What all attributes of a rendering have in common. */
    record World(@Nullable Object data, RenderOptions.Definitions definitions) {}

    @Override
    public InvalidInputException failure() {
        String key = containerPath == null ? name : KeyPath.child(containerPath, name);
        return body.source()
                .renderError(body.name(), place, "map has no entry for key " + GoQuote.quote(name), hint(key));
    }

    private String hint(String key) {
        List<String> names = new ArrayList<>();
        for (Object candidate : container.keySet()) {
            names.add(String.valueOf(candidate));
        }
        names.sort(null);
        Optional<String> near = Suggestion.nearest(name, names);
        if (near.isPresent()) {
            return meant(containerPath == null ? near.get() : KeyPath.child(containerPath, near.get()));
        }
        String elsewhere = containerPath == null ? null : find(world.data(), KeyPath.ROOT, new int[1]);
        if (elsewhere != null) {
            return meant(elsewhere);
        }
        return "define " + key + " in an attribute file, or ask first: {{if ." + key + "}}";
    }

    private String meant(String key) {
        String where = world.definitions()
                .whereDefined(key)
                .map(place -> " It is defined in " + place)
                .orElse("");
        return "did you mean ." + key + "?" + where;
    }

    /** The first attribute of this name anywhere in the tree. */
    private @Nullable String find(@Nullable Object value, String path, int[] searched) {
        if (!(value instanceof Map<?, ?> map)) {
            return null;
        }
        if (map.containsKey(name)) {
            return KeyPath.child(path, name);
        }
        for (Object key : map.keySet()) {
            searched[0]++;
            if (searched[0] > MAX_SEARCHED) {
                return null;
            }
            if (map instanceof LateMap late && !late.holdsMap(key)) {
                continue;
            }
            String found = find(map.get(key), KeyPath.child(path, String.valueOf(key)), searched);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
