package io.dray.attributes;

import io.dray.attributes.Attribute.Branch;
import io.dray.attributes.Attribute.Items;
import io.dray.attributes.Attribute.Leaf;
import io.dray.template.KeyPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an app, merged from all its layers, each with the place it comes from. Immutable.
 *
 * <p>A file's {@code default:} wins over those of weaker layers; an {@code override:} in any file wins over all defaults; the
 * environment wins over everything. Maps are merged key by key; lists, null and everything else replace.
 */
public final class AttributeTree {
    private static final Origin NOWHERE = new Origin("", 0, "", List.of());

    private final Map<String, Object> values;
    private final Map<String, Origin> origins;
    private final List<String> warnings;

    private AttributeTree(Map<String, Object> values, Map<String, Origin> origins, List<String> warnings) {
        this.values = values;
        this.origins = origins;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Merges the layers, and renders the attributes that are templates.
     *
     * @param layers weakest first
     * @param overrideJson the text of TEMPLATER_OVERRIDE: a JSON object, or {@code base64,} and its base64
     * @throws io.dray.core.InvalidInputException for a file that cannot be read, and for a template that cannot be rendered
     */
    public static AttributeTree merge(List<AttributeLayer> layers, Optional<String> overrideJson) {
        List<Attribute> defaults = new ArrayList<>();
        List<Attribute> overrides = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (AttributeLayer layer : layers) {
            for (SourceFile file : inOrder(layer.files())) {
                AttributeFile read = AttributeFile.read(file, layer.name());
                if (read.defaults().isPresent()) {
                    defaults.add(read.defaults().get());
                }
                if (read.overrides().isPresent()) {
                    overrides.add(read.overrides().get());
                }
                warnings.addAll(read.warnings());
            }
        }
        defaults.addAll(overrides);
        if (overrideJson.isPresent() && !overrideJson.get().isBlank()) {
            defaults.add(OverrideJson.read(overrideJson.get()));
        }
        return of(defaults, warnings);
    }

    private static AttributeTree of(List<Attribute> weakestFirst, List<String> warnings) {
        Attribute merged = new Branch(Map.of(), NOWHERE);
        for (Attribute next : weakestFirst) {
            merged = Attribute.merge(merged, next);
        }
        Map<String, Origin> origins = new HashMap<>();
        collectOrigins(merged, KeyPath.ROOT, origins);
        AttributeResolver resolver = new AttributeResolver(
                merged, key -> Optional.ofNullable(origins.get(key)).map(Origin::toString));
        return new AttributeTree(resolver.resolve(), origins, warnings);
    }

    private static List<SourceFile> inOrder(List<SourceFile> files) {
        List<SourceFile> sorted = new ArrayList<>(files);
        sorted.sort((left, right) -> compareByDirectory(left.path(), right.path()));
        return sorted;
    }

    /** The order of a walk whose entries are sorted by name: a slash sorts before every other character. */
    private static int compareByDirectory(String left, String right) {
        return left.replace('/', '\0').compareTo(right.replace('/', '\0'));
    }

    private static void collectOrigins(Attribute attribute, String path, Map<String, Origin> origins) {
        if (!path.isEmpty()) {
            origins.putIfAbsent(path, attribute.origin());
        }
        switch (attribute) {
            case Branch branch -> {
                for (Map.Entry<String, Attribute> entry : branch.entries().entrySet()) {
                    collectOrigins(entry.getValue(), KeyPath.child(path, entry.getKey()), origins);
                }
            }
            case Items items -> {
                for (int i = 0; i < items.items().size(); i++) {
                    collectOrigins(items.items().get(i), KeyPath.item(path, i), origins);
                }
            }
            case Leaf _ -> {}
        }
    }

    /** The merged attributes: String, Long, BigInteger, Double, Boolean, null, List and Map. Unmodifiable. */
    public Map<String, Object> values() {
        return values;
    }

    /**
     * Where an attribute was written; for what a templated attribute made, where the template was written.
     *
     * @param dottedKey its path, as {@link KeyPath} writes it: {@code redis.port}
     */
    public Optional<Origin> origin(String dottedKey) {
        String key = dottedKey;
        while (!key.isEmpty()) {
            Origin origin = origins.get(key);
            if (origin != null) {
                return Optional.of(origin);
            }
            if (value(parent(key)).isEmpty() || value(key).isEmpty()) {
                return Optional.empty();
            }
            key = parent(key);
        }
        return Optional.empty();
    }

    private static String parent(String key) {
        return key.substring(0, Math.max(0, Math.max(key.lastIndexOf('.'), key.lastIndexOf('['))));
    }

    /** The value under a key; empty when there is none or it is null. */
    Optional<Object> value(String dottedKey) {
        return Optional.ofNullable(find(values, KeyPath.ROOT, dottedKey));
    }

    private static @Nullable Object find(@Nullable Object value, String path, String wanted) {
        if (path.equals(wanted)) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String child = KeyPath.child(path, String.valueOf(entry.getKey()));
                Object found = wanted.startsWith(child) ? find(entry.getValue(), child, wanted) : null;
                if (found != null) {
                    return found;
                }
            }
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                String child = KeyPath.item(path, i);
                Object found = wanted.startsWith(child) ? find(list.get(i), child, wanted) : null;
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** What looks like a mistake in the attribute files, one line each. */
    public List<String> warnings() {
        return warnings;
    }
}
