package io.dray.attributes;

import io.dray.attributes.Attribute.Branch;
import io.dray.attributes.Attribute.Items;
import io.dray.attributes.Attribute.Leaf;
import io.dray.core.InvalidInputException;
import io.dray.core.Yaml;
import io.dray.core.YamlNode;
import io.dray.core.YamlNode.YamlScalar;
import io.dray.template.Dialect;
import io.dray.template.KeyPath;
import io.dray.template.RenderOptions;
import io.dray.template.Template;
import java.util.HashMap;
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
 * <p>A template that is one action keeps the type of its value ({@code "{{.port}}"} is a number); if a function wrote that value
 * as YAML or JSON ({@code "{{toYaml .lst}}"}), it is the list or map again. All other templates give strings.
 */
final class AttributeResolver {
    /** Templated attributes that need each other one after another; a longer chain is refused. */
    private static final int MAX_CHAIN = 50;

    private static final List<String> WRITERS = List.of("toYaml", "toJson", "toPrettyJson");

    private final Attribute root;
    private final RenderOptions options;
    private final Map<String, Optional<Object>> resolved = new HashMap<>();
    private final Set<String> open = new LinkedHashSet<>();
    private final ValueBudget made = new ValueBudget();

    AttributeResolver(Attribute root, RenderOptions options) {
        this.root = root;
        this.options = options;
    }

    /** The plain, unmodifiable values of the tree. */
    @Nullable
    Object resolve() {
        return PlainValues.of(root, KeyPath.ROOT, this::leaf);
    }

    /** What a leaf is once its template, if it is one, was rendered. */
    @Nullable
    Object leaf(Leaf leaf, String path) {
        if (!leaf.isTemplate() || !(leaf.value() instanceof String text)) {
            return leaf.value();
        }
        Optional<Object> known = resolved.get(path);
        if (known == null) {
            if (!open.add(path)) {
                throw cycle(leaf, path);
            }
            if (open.size() > MAX_CHAIN) {
                throw new InvalidInputException(
                        leaf.place() + ": more than " + MAX_CHAIN
                                + " templated attributes need each other one after another",
                        "give one of them a value that is no template");
            }
            known = Optional.ofNullable(render(leaf, text));
            made.take(known.orElse(null), leaf.place());
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
                leaf.place() + ": attributes need each other in a circle: " + chain + path,
                "give one of them a value that is no template");
    }

    private @Nullable Object render(Leaf leaf, String text) {
        Place place = leaf.place();
        Template template = Dialect.DRAY.parseAttribute(place.file(), place.line(), place.column(), text);
        Object value = template.value(view(root, KeyPath.ROOT), options);
        return value instanceof String written && template.isOneAction() && callsWriter(text)
                ? collectionOrText(place, written)
                : value;
    }

    private static boolean callsWriter(String text) {
        for (String writer : WRITERS) {
            if (text.contains(writer)) {
                return true;
            }
        }
        return false;
    }

    private static Object collectionOrText(Place place, String text) {
        try {
            Optional<YamlNode> node = Yaml.parse(place.toString(), text);
            boolean collection = node.isPresent() && !(node.get() instanceof YamlScalar);
            Object value = collection ? PlainValues.of(node.get()) : null;
            return value == null ? text : value;
        } catch (InvalidInputException e) {
            return text;
        }
    }

    /** What templates see: values are resolved when they are asked for. */
    @Nullable
    Object view(Attribute attribute, String path) {
        if (attribute instanceof Branch branch) {
            return new AttributeMapView(this, branch, path);
        }
        return attribute instanceof Items items
                ? new AttributeListView(this, items, path)
                : leaf((Leaf) attribute, path);
    }
}
