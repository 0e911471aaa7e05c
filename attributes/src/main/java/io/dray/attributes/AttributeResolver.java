package io.dray.attributes;

import io.dray.attributes.Attribute.Branch;
import io.dray.attributes.Attribute.Items;
import io.dray.attributes.Attribute.Leaf;
import io.dray.core.InvalidInputException;
import io.dray.core.Yaml;
import io.dray.core.YamlNode;
import io.dray.core.YamlNode.YamlList;
import io.dray.core.YamlNode.YamlMap;
import io.dray.core.YamlNode.YamlScalar;
import io.dray.template.Functions;
import io.dray.template.KeyPath;
import io.dray.template.LateMap;
import io.dray.template.RenderOptions;
import io.dray.template.Template;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a merged tree into plain values, rendering the attributes that are templates. A template that reads another one
 * makes that be rendered first: the data it sees is a view that resolves on access. Used once, by one thread.
 *
 * <p>A template that is one action keeps the type of its value ({@code "{{.port}}"} is a number); if the value is a string
 * that reads as a YAML map or list ({@code "{{toYaml .lst}}"}), it becomes that. All other templates give strings.
 */
final class AttributeResolver {
    /** Templated attributes that need each other one after another; a longer chain is refused. */
    private static final int MAX_CHAIN = 50;

    private final Attribute root;
    private final RenderOptions options;
    private final Functions functions = Functions.dray();
    private final Map<String, Optional<Object>> resolved = new HashMap<>();
    private final Set<String> open = new LinkedHashSet<>();

    AttributeResolver(Attribute root, RenderOptions.Definitions definitions) {
        this.root = root;
        this.options = RenderOptions.strict(definitions);
    }

    /** The plain, unmodifiable values of a tree whose root is a map. */
    Map<String, Object> resolve() {
        Map<String, Object> values = new LinkedHashMap<>();
        if (root instanceof Branch branch) {
            for (Map.Entry<String, Attribute> entry : branch.entries().entrySet()) {
                putNullable(values, entry.getKey(), plain(entry.getValue(), entry.getKey()));
            }
        }
        return Collections.unmodifiableMap(values);
    }

    @SuppressWarnings(
            "NullAway") // attributes may be null; a map of nullable values is not expressible outside JSpecify mode
    private static void putNullable(Map<String, Object> values, String key, @Nullable Object value) {
        values.put(key, value);
    }

    private @Nullable Object plain(Attribute attribute, String key) {
        String path = key;
        return switch (attribute) {
            case Branch branch -> {
                Map<String, Object> values = new LinkedHashMap<>();
                for (Map.Entry<String, Attribute> entry : branch.entries().entrySet()) {
                    String child = KeyPath.child(path, entry.getKey());
                    putNullable(values, entry.getKey(), plain(entry.getValue(), child));
                }
                yield Collections.unmodifiableMap(values);
            }
            case Items items -> {
                List<@Nullable Object> values = new ArrayList<>();
                for (int i = 0; i < items.items().size(); i++) {
                    values.add(plain(items.items().get(i), KeyPath.item(path, i)));
                }
                yield Collections.unmodifiableList(values);
            }
            case Leaf leaf -> leaf(leaf, path);
        };
    }

    private @Nullable Object leaf(Leaf leaf, String path) {
        if (!(leaf.value() instanceof String text) || !text.contains("{{")) {
            return leaf.value();
        }
        Optional<Object> known = resolved.get(path);
        if (known == null) {
            if (!open.add(path)) {
                throw cycle(leaf, path);
            }
            if (open.size() > MAX_CHAIN) {
                throw new InvalidInputException(leaf.origin() + ": more than " + MAX_CHAIN
                        + " templated attributes need each other one after another");
            }
            known = Optional.ofNullable(render(leaf, text));
            open.remove(path);
            resolved.put(path, known);
        }
        return known.orElse(null);
    }

    private InvalidInputException cycle(Leaf leaf, String path) {
        StringBuilder chain = new StringBuilder();
        boolean inside = false;
        for (String key : open) {
            inside |= key.equals(path);
            if (inside) {
                chain.append(key).append(" -> ");
            }
        }
        return new InvalidInputException(
                leaf.origin() + ": attributes need each other in a circle: " + chain + path,
                "give one of them a value that is no template");
    }

    private @Nullable Object render(Leaf leaf, String text) {
        Origin origin = leaf.origin();
        Template template = Template.parseFragment(origin.file(), origin.line(), leaf.column(), text, functions);
        Object value = template.value(view(root, KeyPath.ROOT), options);
        return template.isOneAction() && value instanceof String result ? collectionOrText(origin, result) : value;
    }

    private static Object collectionOrText(Origin origin, String text) {
        if (text.indexOf(':') < 0 && text.indexOf('-') < 0 && text.indexOf('[') < 0 && text.indexOf('{') < 0) {
            return text;
        }
        try {
            Optional<YamlNode> node = Yaml.parse(origin.toString(), text);
            boolean collection = node.isPresent() && !(node.get() instanceof YamlScalar);
            Object value = collection ? values(node.get()) : null;
            return value == null ? text : value;
        } catch (InvalidInputException e) {
            return text;
        }
    }

    private static @Nullable Object values(YamlNode node) {
        return switch (node) {
            case YamlMap map -> {
                Map<String, Object> values = new LinkedHashMap<>();
                for (YamlNode.Entry entry : map.entries()) {
                    putNullable(values, entry.key(), values(entry.value()));
                }
                yield Collections.unmodifiableMap(values);
            }
            case YamlList list -> {
                List<@Nullable Object> values = new ArrayList<>();
                for (YamlNode item : list.items()) {
                    values.add(values(item));
                }
                yield Collections.unmodifiableList(values);
            }
            case YamlScalar scalar -> scalar.value();
        };
    }

    /** What templates see: values are resolved when they are asked for. */
    private @Nullable Object view(Attribute attribute, String path) {
        return switch (attribute) {
            case Branch branch -> new MapView(branch, path);
            case Items items -> new ListView(items, path);
            case Leaf leaf -> leaf(leaf, path);
        };
    }

    private final class MapView extends AbstractMap<String, @Nullable Object> implements LateMap {
        private final Branch branch;
        private final String path;

        MapView(Branch branch, String path) {
            this.branch = branch;
            this.path = path;
        }

        @Override
        public @Nullable Object get(@Nullable Object key) {
            Attribute value = branch.entries().get(key);
            return value == null ? null : view(value, KeyPath.child(path, String.valueOf(key)));
        }

        @Override
        public boolean holdsMap(Object key) {
            return branch.entries().get(key) instanceof Branch;
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return branch.entries().containsKey(key);
        }

        @Override
        public int size() {
            return branch.entries().size();
        }

        @Override
        public Set<String> keySet() {
            return branch.entries().keySet();
        }

        @Override
        public Set<Entry<String, @Nullable Object>> entrySet() {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (String key : keySet()) {
                values.put(key, get(key));
            }
            return Collections.unmodifiableMap(values).entrySet();
        }
    }

    private final class ListView extends AbstractList<@Nullable Object> {
        private final Items items;
        private final String path;

        ListView(Items items, String path) {
            this.items = items;
            this.path = path;
        }

        @Override
        public @Nullable Object get(int index) {
            return view(items.items().get(index), KeyPath.item(path, index));
        }

        @Override
        public int size() {
            return items.items().size();
        }
    }
}
