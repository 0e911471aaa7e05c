package io.dray.cli;

import io.dray.attributes.AttributeLayer;
import io.dray.attributes.AttributeLevel;
import io.dray.attributes.AttributeTree;
import io.dray.attributes.ConfigurationRenderer;
import io.dray.attributes.RenderSettings;
import io.dray.attributes.RenderedFile;
import io.dray.attributes.SourceFile;
import io.dray.core.MissingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A directory with {@code attributes/} and {@code templates/}: an image source, or what an image keeps under {@code /dgr}.
 *
 * @param root the directory
 * @param templates the files of {@code templates/}, their paths relative to it, and the partials of dependencies
 * @param layers its attributes, and those of dependencies
 */
record TemplateSource(Path root, List<SourceFile> templates, List<AttributeLayer> layers) {
    private static final String ATTRIBUTES = "attributes";
    private static final String TEMPLATES = "templates";
    private static final String PARTIAL = ".partial";
    /** Where a pod's own attributes stand beside those of images. */
    private static final String POD = "pod";

    TemplateSource {
        templates = List.copyOf(templates);
        layers = List.copyOf(layers);
    }

    /** @throws MissingException for a directory without {@code templates/} */
    static TemplateSource read(Path root, SourceFoundation foundation) {
        if (!Files.isDirectory(root.resolve(TEMPLATES))) {
            String what = Files.isDirectory(root) ? "there is no templates/ in it" : "it is not a directory";
            throw new MissingException(
                    "cannot render " + root + ": " + what,
                    "name a directory with attributes/ and templates/, for instance an image source");
        }
        Map<String, SourceFile> files = new LinkedHashMap<>();
        for (SourceFile inherited : foundation.templates()) {
            if (inherited.path().endsWith(PARTIAL)) {
                files.put(inherited.path(), inherited);
            }
        }
        for (SourceFile own : SourceReader.tree(root.resolve(TEMPLATES))) {
            files.put(own.path(), own);
        }
        return new TemplateSource(root, List.copyOf(files.values()), attributeLayers(root, foundation));
    }

    /**
     * The attributes of a directory and of what it stands on. An image source is one layer. Otherwise each directory in {@code
     * attributes/} is what one image brought, as in an image; which depends on which is not known then, so that they follow by
     * name.
     */
    static List<AttributeLayer> attributeLayers(Path root, SourceFoundation foundation) {
        List<AttributeLayer> layers = new ArrayList<>(foundation.attributes());
        Path directory = root.resolve(ATTRIBUTES);
        if (Files.isDirectory(directory)) {
            layers.addAll(SourceFoundation.isSource(root) ? List.of(ofSource(directory)) : ofImage(directory));
        }
        return layers;
    }

    /** What a build copies into the image. */
    private static AttributeLayer ofSource(Path directory) {
        List<SourceFile> files = new ArrayList<>();
        for (SourceFile file : SourceReader.tree(directory)) {
            if (file.path().endsWith(".yml") || file.path().endsWith(".yaml")) {
                files.add(new SourceFile(directory + "/" + file.path(), file.content(), file.mode()));
            }
        }
        return new AttributeLayer(ATTRIBUTES, files);
    }

    private static List<AttributeLayer> ofImage(Path directory) {
        Map<String, List<SourceFile>> byName = new LinkedHashMap<>();
        for (SourceFile file : SourceReader.tree(directory)) {
            int slash = file.path().indexOf('/');
            String name = slash < 0 ? "" : file.path().substring(0, slash);
            SourceFile shown = new SourceFile(directory + "/" + file.path(), file.content(), file.mode());
            byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(shown);
        }
        List<AttributeLayer> layers = new ArrayList<>();
        List<SourceFile> pod = byName.remove(POD);
        for (Map.Entry<String, List<SourceFile>> entry : byName.entrySet()) {
            String name = entry.getKey().isEmpty() ? ATTRIBUTES : entry.getKey();
            layers.add(new AttributeLayer(name, entry.getValue()));
        }
        if (pod != null) {
            layers.add(new AttributeLayer(POD, AttributeLevel.POD, pod));
        }
        return layers;
    }

    /** Renders all templates, or fails. */
    RenderedTree render(AttributeTree attributes, RenderSettings settings) {
        List<RenderedFile> files = new ConfigurationRenderer(attributes, templates, settings)
                .render()
                .files();
        return new RenderedTree(files, SourceReader.directories(root.resolve(TEMPLATES)));
    }
}
