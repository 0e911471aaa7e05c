package io.dray.attributes;

import io.dray.attributes.Attribute.Branch;
import io.dray.core.YamlDocument.Warning;
import io.dray.template.Dialect;
import io.dray.template.KeyPath;
import io.dray.template.RenderOptions;
import io.dray.template.function.FunctionContext;
import java.util.ArrayList;
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
    private final Attribute root;
    private final @Nullable Object data;
    private final List<Warning> findings;

    private AttributeTree(Attribute root, @Nullable Object data, List<Warning> findings) {
        this.root = root;
        this.data = data;
        this.findings = List.copyOf(findings);
    }

    /**
     * Merges the layers by Dray's own rules, and renders the attributes that are templates.
     *
     * @param layers weakest first
     * @param overrideJson the text of TEMPLATER_OVERRIDE: a JSON object, or {@code base64,} and its base64
     * @throws io.dray.core.InvalidInputException for a file that cannot be read, and for a template that cannot be rendered
     */
    public static AttributeTree merge(List<AttributeLayer> layers, Optional<String> overrideJson) {
        List<AttributeOverride> overrides =
                overrideJson.isEmpty() || overrideJson.get().isBlank()
                        ? List.of()
                        : List.of(new AttributeOverride(AttributeOverride.VARIABLE, overrideJson.get()));
        return of(AttributeSources.of(layers, overrides));
    }

    /**
     * Merges the sources by the rules of their dialect, and renders the attributes that are templates.
     *
     * @throws io.dray.core.InvalidInputException for a file that cannot be read, and for a template that cannot be rendered
     */
    public static AttributeTree of(AttributeSources sources) {
        List<Warning> findings = new ArrayList<>();
        Attribute merged = new Branch(Map.of(), Place.NOWHERE, List.of());
        for (Attribute next : AttributeMerge.weakestFirst(sources, findings)) {
            merged = Attribute.merge(merged, next);
        }
        return new AttributeTree(merged, resolved(merged, sources.dialect(), sources.context()), findings);
    }

    /** Go's templates know no templates in their data. */
    private static @Nullable Object resolved(Attribute root, Dialect dialect, FunctionContext context) {
        if (dialect == Dialect.GO) {
            return PlainValues.written(root);
        }
        RenderOptions options = dialect.options(
                key -> AttributePath.find(root, key).map(found -> found.place().toString()), context);
        return dialect == Dialect.DGR
                ? new DgrAttributes(root, options).resolve()
                : new AttributeResolver(root, options).resolve();
    }

    /** The merged attributes: String, Long, BigInteger, Double, Boolean, null, List and Map. Unmodifiable. */
    @SuppressWarnings("unchecked") // made by PlainValues
    public Map<String, Object> values() {
        return data instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** What templates read as {@code .}: {@link #values}, or what else a file that was taken as it is held. */
    public @Nullable Object data() {
        return data;
    }

    /**
     * Where an attribute was written; for what a templated attribute made, where the template was written.
     *
     * @param dottedKey its path, as {@link KeyPath} writes it: {@code redis.port}
     */
    public Optional<Origin> origin(String dottedKey) {
        Optional<Attribute> written = AttributePath.find(root, dottedKey);
        if (written.isPresent()) {
            return Optional.of(Origin.of(written.get()));
        }
        boolean made = AttributePath.exists(data, dottedKey);
        return made ? AttributePath.nearest(root, dottedKey).map(Origin::of) : Optional.empty();
    }

    /** The value under a key; empty when there is none or it is null. */
    Optional<Object> value(String dottedKey) {
        return Optional.ofNullable(AttributePath.value(data, dottedKey));
    }

    /** Where all values come from, for who explains. */
    Attribute root() {
        return root;
    }

    /** What looks like a mistake in the attribute files, with its place. */
    public List<Warning> findings() {
        return findings;
    }

    /** What looks like a mistake in the attribute files, one line each. */
    public List<String> warnings() {
        List<String> lines = new ArrayList<>(findings.size());
        for (Warning finding : findings) {
            lines.add(finding.toString());
        }
        return lines;
    }
}
