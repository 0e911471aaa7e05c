package io.dray.pod.configuration;

import io.dray.attributes.AttributeLayer;
import io.dray.attributes.AttributeLevel;
import io.dray.attributes.AttributeTree;
import io.dray.attributes.ConfigurationRenderer;
import io.dray.attributes.RenderedConfiguration;
import io.dray.attributes.SourceFile;
import io.dray.core.InvalidInputException;
import io.dray.image.tree.LayeredTree;
import io.dray.image.tree.LayeredTree.Entry;
import io.dray.template.function.FunctionContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds an app's attributes and templates in its layers and renders them. Each image's attributes are a layer of their own, in
 * the order of dependencies, so that an image wins over those it depends on, and those of the pod win over all; an attribute
 * file that an upper layer covers is not there.
 */
public final class AppConfiguration {
    private static final String ATTRIBUTES = "/dgr/attributes";
    private static final String TEMPLATES = "/dgr/templates";
    private static final String RUNLEVELS = "/dgr/runlevels";
    /** Where the attributes that dgr gave to all images of a pod stand. */
    private static final String POD = "pod";

    private static final int MAX_FILE_BYTES = 4 << 20;
    private static final int MAX_BYTES = 32 << 20;
    private static final int MAX_FILES = 10_000;
    private static final int MAX_DEPTH = 32;

    private final LayeredTree tree;
    private final List<Path> trees;
    private final List<String> layerNames;
    private final List<AttributeLayer> given;
    private int files;
    private int bytes;

    /**
     * The configuration of one app.
     *
     * @param trees the layers, lowest first
     * @param layerNames the name of the image that brought each
     * @param given attributes that come from elsewhere
     */
    public AppConfiguration(List<Path> trees, List<String> layerNames, List<AttributeLayer> given) {
        this.tree = new LayeredTree(trees);
        this.trees = List.copyOf(trees);
        this.layerNames = List.copyOf(layerNames);
        this.given = List.copyOf(given);
    }

    /**
     * Renders all templates, or throws for the first that fails.
     *
     * @param context what functions ask
     * @param warnings receives what looks like a mistake
     */
    public RenderedConfiguration render(TemplateRules rules, FunctionContext context, List<String> warnings) {
        List<SourceFile> templates = templates();
        if (templates.isEmpty()) {
            return new RenderedConfiguration(List.of());
        }
        AttributeTree attributes = attributes(rules, context);
        warnings.addAll(attributes.warnings());
        return new ConfigurationRenderer(attributes, templates, rules.settings(context)).render();
    }

    /** The attributes that templates see, whether or not there is one. */
    AttributeTree attributes(TemplateRules rules, FunctionContext context) {
        return AttributeTree.of(rules.sources(attributeLayers(), context));
    }

    /** The templates and what belongs to them, their paths relative to the directory of templates. */
    public List<SourceFile> templates() {
        return files(TEMPLATES);
    }

    /** The scripts of all runlevels that run when the app is started. */
    public List<SourceFile> scripts() {
        return files(RUNLEVELS);
    }

    private List<SourceFile> files(String root) {
        List<SourceFile> found = new ArrayList<>();
        collect(root, "", 0, (file, _) -> found.add(file));
        return found;
    }

    /** The attributes, one layer for each image that has some, in the order of dependencies; those of the pod after them. */
    public List<AttributeLayer> attributeLayers() {
        List<List<SourceFile>> byLayer = new ArrayList<>();
        for (int i = 0; i < trees.size(); i++) {
            byLayer.add(new ArrayList<>());
        }
        List<SourceFile> pod = new ArrayList<>();
        collect(ATTRIBUTES, "", 0, (file, physical) -> {
            boolean ofPod = file.path().startsWith(POD + "/");
            (ofPod ? pod : byLayer.get(layerOf(physical))).add(file);
        });
        List<AttributeLayer> layers = new ArrayList<>();
        for (int i = 0; i < trees.size(); i++) {
            if (!byLayer.get(i).isEmpty()) {
                layers.add(new AttributeLayer(layerNames.get(i), byLayer.get(i)));
            }
        }
        if (!pod.isEmpty()) {
            layers.add(new AttributeLayer(POD, AttributeLevel.POD, pod));
        }
        layers.addAll(given);
        return layers;
    }

    private int layerOf(Path physical) {
        for (int i = trees.size() - 1; i >= 0; i--) {
            if (physical.startsWith(trees.get(i))) {
                return i;
            }
        }
        throw new IllegalStateException(physical + " is in no layer");
    }

    private interface Found {
        void add(SourceFile file, Path physical);
    }

    /** Walks a directory in the order of names; links are followed inside the image, as to the files of a mounted volume. */
    private void collect(String root, String relative, int depth, Found found) {
        if (depth > MAX_DEPTH) {
            throw new InvalidInputException(root + "/" + relative + " in the image is nested too deeply");
        }
        String directory = relative.isEmpty() ? root : root + "/" + relative;
        for (Entry each : tree.list(directory)) {
            String path = relative.isEmpty() ? each.name() : relative + "/" + each.name();
            Optional<Entry> entry =
                    each.kind() == LayeredTree.Kind.LINK ? tree.lookup(root + "/" + path) : Optional.of(each);
            if (entry.isEmpty()) {
                continue;
            }
            if (entry.get().isDirectory()) {
                collect(root, path, depth + 1, found);
            } else if (entry.get().isFile()) {
                if (++files > MAX_FILES) {
                    throw new InvalidInputException(root + " in the image has more than " + MAX_FILES + " files");
                }
                byte[] content = tree.read(root + "/" + path, MAX_FILE_BYTES);
                bytes += content.length;
                if (bytes > MAX_BYTES) {
                    throw new InvalidInputException(
                            root + " in the image is longer than " + MAX_BYTES + " bytes",
                            "keep large files elsewhere: this is for configuration");
                }
                found.add(
                        new SourceFile(path, content, entry.get().mode()),
                        entry.get().physical());
            }
        }
    }
}
