package io.dray.attributes;

import io.dray.attributes.Attribute.Leaf;
import io.dray.core.InvalidInputException;
import io.dray.core.Yaml;
import io.dray.core.Yaml.DuplicateKeys;
import io.dray.core.YamlNode;
import io.dray.template.Dialect;
import io.dray.template.KeyPath;
import io.dray.template.RenderOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Templated attributes by the rules of dgr: each is rendered once with the whole tree as it is written, and what comes out is
 * read as YAML, whatever it then is. Numbers are floats throughout.
 */
final class DgrAttributes {
    private final Attribute root;
    private final RenderOptions options;
    private final @Nullable Object written;
    private final ValueBudget made = new ValueBudget();

    DgrAttributes(Attribute root, RenderOptions options) {
        this.root = root;
        this.options = options;
        this.written = Dialect.DGR.data(PlainValues.written(root));
    }

    @Nullable
    Object resolve() {
        return Dialect.DGR.data(PlainValues.of(root, KeyPath.ROOT, this::leaf));
    }

    private @Nullable Object leaf(Leaf leaf, String path) {
        if (!leaf.isTemplate() || !(leaf.value() instanceof String text)) {
            return leaf.value();
        }
        Place place = leaf.place();
        String result = Dialect.DGR
                .parseAttribute(place.file(), place.line(), place.column(), text)
                .render(written, options)
                .text();
        if (result.equals(text)) {
            return text;
        }
        try {
            Optional<YamlNode> node =
                    Yaml.read(place.toString(), result, DuplicateKeys.LAST_WINS).root();
            Object value = node.isEmpty() ? null : PlainValues.of(node.get());
            made.take(value, place);
            return value;
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    place + ": " + path + " renders to what is not YAML: " + e.getMessage(),
                    "under compat: dgr the result of a templated attribute is read as YAML",
                    e);
        }
    }
}
