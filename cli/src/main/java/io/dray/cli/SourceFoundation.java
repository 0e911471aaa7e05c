package io.dray.cli;

import io.dray.attributes.AttributeLayer;
import io.dray.attributes.AttributeLevel;
import io.dray.attributes.SourceFile;
import io.dray.build.ImageSource;
import io.dray.clikit.CommandContext;
import io.dray.clikit.ParsedArguments;
import io.dray.core.DrayException;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.image.ImageStore;
import io.dray.image.Layer;
import io.dray.image.StoredImage;
import io.dray.image.manifest.ImageReference;
import io.dray.pod.configuration.AppConfiguration;
import io.dray.pod.plan.Compatibility;
import io.dray.template.Dialect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the manifest of an image source says about its attributes and templates: whose rules they follow, and the images in the
 * store that it stands on, with what these bring.
 *
 * @param dialect whose rules it asks for; empty for no wish
 * @param attributes those of its dependencies, weakest first
 * @param templates those of its dependencies, which its image renders, too; the paths relative to {@code templates/}
 * @param builderTemplates those of the images that its builder stands on, which are rendered with its attributes
 * @param scripts the scripts of its dependencies that run when the image starts
 * @param absent the dependencies that are not in the store
 */
record SourceFoundation(
        Optional<Dialect> dialect,
        List<AttributeLayer> attributes,
        List<SourceFile> templates,
        List<SourceFile> builderTemplates,
        List<SourceFile> scripts,
        List<String> absent) {
    private static final String MANIFEST = "aci-manifest.yml";
    /** Of a directory that is no image source. */
    static final SourceFoundation NONE =
            new SourceFoundation(Optional.empty(), List.of(), List.of(), List.of(), List.of(), List.of());

    SourceFoundation {
        attributes = List.copyOf(attributes);
        templates = List.copyOf(templates);
        builderTemplates = List.copyOf(builderTemplates);
        scripts = List.copyOf(scripts);
        absent = List.copyOf(absent);
    }

    /** Whether a directory is an image source, rather than what an image keeps below {@code /dgr}. */
    static boolean isSource(Path directory) {
        return Files.isRegularFile(directory.resolve(MANIFEST));
    }

    /**
     * Reads the manifest and the store; of a directory that is no image source there is nothing to know.
     *
     * @throws io.dray.core.InvalidInputException for a manifest that nothing could be built from
     */
    static SourceFoundation of(Path directory, ParsedArguments arguments, CommandContext context) {
        if (!isSource(directory)) {
            return NONE;
        }
        ImageSource source = ImageSource.read(directory);
        ImageStore store = Wiring.of(arguments, context).images();
        List<String> absent = new ArrayList<>();
        Optional<AppConfiguration> own =
                configuration(store, found(store, source.manifest().aci().dependencies(), absent));
        List<ImageReference> below = new ArrayList<>(source.manifest().builder().dependencies());
        source.manifest().builder().image().ifPresent(below::add);
        Optional<AppConfiguration> builder = configuration(store, found(store, below, new ArrayList<>()));
        return new SourceFoundation(
                dialect(source),
                own.map(it -> asDependencies(it.attributeLayers())).orElse(List.of()),
                own.map(AppConfiguration::templates).orElse(List.of()),
                builder.map(AppConfiguration::templates).orElse(List.of()),
                own.map(AppConfiguration::scripts).orElse(List.of()),
                absent);
    }

    private static Optional<Dialect> dialect(ImageSource source) {
        for (JsonValue item : source.manifest().aci().annotations().items()) {
            JsonObject annotation = item.asObject(MANIFEST);
            boolean asks = annotation
                    .field("name")
                    .map(name -> name.asString(MANIFEST).equals(Compatibility.ANNOTATION))
                    .orElse(false);
            if (asks && annotation.field("value").isPresent()) {
                return Dialect.of(annotation.field("value").get().asString(MANIFEST));
            }
        }
        return Optional.empty();
    }

    /** A store that cannot be read is one without images: what is asked here needs no rights. An image must be whole. */
    private static List<StoredImage> found(ImageStore store, List<ImageReference> references, List<String> absent) {
        List<StoredImage> images = new ArrayList<>();
        for (ImageReference reference : references) {
            try {
                StoredImage image = store.require(reference);
                store.chain(image);
                images.add(image);
            } catch (DrayException _) {
                absent.add(reference.toString());
            }
        }
        return images;
    }

    /** As in the image that is built: of a layer that several dependencies have, the topmost place counts. */
    private static Optional<AppConfiguration> configuration(ImageStore store, List<StoredImage> images) {
        Map<String, Layer> layers = new LinkedHashMap<>();
        for (StoredImage image : images) {
            for (Layer layer : store.chain(image).layers()) {
                layers.remove(layer.link());
                layers.put(layer.link(), layer);
            }
        }
        List<Path> trees = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Layer layer : layers.values()) {
            trees.add(layer.tree());
            names.add(layer.image().displayName());
        }
        return trees.isEmpty() ? Optional.empty() : Optional.of(new AppConfiguration(trees, names, List.of()));
    }

    private static List<AttributeLayer> asDependencies(List<AttributeLayer> layers) {
        List<AttributeLayer> dependencies = new ArrayList<>();
        for (AttributeLayer layer : layers) {
            boolean image = layer.level() == AttributeLevel.IMAGE;
            dependencies.add(
                    image ? new AttributeLayer(layer.name(), AttributeLevel.DEPENDENCIES, layer.files()) : layer);
        }
        return dependencies;
    }
}
