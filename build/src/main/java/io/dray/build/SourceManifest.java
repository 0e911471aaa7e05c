package io.dray.build;

import io.dray.core.InvalidInputException;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import io.dray.image.manifest.ImageReference;
import io.dray.pod.plan.Compatibility;
import io.dray.template.Dialect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code aci-manifest.yml} says, after one of its two renderings.
 *
 * @param name the image's name
 * @param builder the file system in which the build runs
 * @param imageMounts host directories that the runlevels in the image's root see
 * @param aci what goes into the image's own manifest
 */
public record SourceManifest(ImageName name, BuilderSection builder, List<HostMount> imageMounts, AciSection aci) {
    public SourceManifest {
        imageMounts = List.copyOf(imageMounts);
    }

    /**
     * The file system in which a build runs.
     *
     * @param image the builder image; empty for Dray's own
     * @param dependencies images below it
     * @param environment variables for all scripts
     * @param mounts host directories that the runlevel {@code builder} sees
     */
    public record BuilderSection(
            Optional<ImageReference> image,
            List<ImageReference> dependencies,
            Map<String, String> environment,
            List<HostMount> mounts) {
        public BuilderSection {
            dependencies = List.copyOf(dependencies);
            environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
            mounts = List.copyOf(mounts);
        }
    }

    /**
     * What goes into the image's manifest.
     *
     * @param dependencies the images below it, lowest first
     * @param annotations as in an appc manifest, and one for the key {@code compat}
     * @param pathWhitelist as in an appc manifest
     * @param app the fields of an appc app that the source gives
     */
    public record AciSection(
            List<ImageReference> dependencies, JsonArray annotations, List<String> pathWhitelist, JsonObject app) {
        public AciSection {
            dependencies = List.copyOf(dependencies);
            pathWhitelist = List.copyOf(pathWhitelist);
        }
    }

    /**
     * Reads a rendered manifest.
     *
     * @param file how messages name it
     * @throws InvalidInputException for anything that no image can be built from, with file and line
     */
    static SourceManifest read(String file, String rendered) {
        ShapedDocument document = ShapeReader.read(file, rendered, ManifestShape.MANIFEST);
        ImageName name = document.text("name", ImageName::parse)
                .orElseThrow(() -> new InvalidInputException(
                        file + ": the key 'name' is missing", "add a line such as 'name: example.com/image:1'"));
        BuilderSection builder = new BuilderSection(
                document.text("builder.image", ImageReference::parse),
                document.texts("builder.dependencies", ImageReference::parse),
                variables(document, "builder.environment"),
                hostMounts(document, "builder.mountPoints"));
        AciSection aci = new AciSection(
                document.texts("aci.dependencies", ImageReference::parse),
                annotations(document),
                document.texts("aci.pathWhitelist", SourceManifest::absolutePath),
                document.find("aci.app")
                        .map(app -> app.asObject("aci.app"))
                        .orElseGet(() -> JsonValue.object().build()));
        return new SourceManifest(name, builder, hostMounts(document, "build.mountPoints"), aci);
    }

    /** The same manifest, of this version. */
    SourceManifest withVersion(String version) {
        return new SourceManifest(name.withVersion(version), builder, imageMounts, aci);
    }

    /** What the file annotates, and whose rules its templates follow. */
    private static JsonArray annotations(ShapedDocument document) {
        List<JsonValue> annotations = new ArrayList<>(document.items("aci.annotations", (path, item) -> item));
        document.text("compat", SourceManifest::dialect)
                .ifPresent(dialect -> annotations.add(JsonValue.object()
                        .put("name", Compatibility.ANNOTATION)
                        .put("value", dialect.written())
                        .build()));
        return new JsonArray(annotations);
    }

    private static Dialect dialect(String word) {
        if (word.equals(Dialect.DGR.written())) {
            return Dialect.DGR;
        }
        throw new InvalidInputException(
                "there is no compatibility with '" + word + "'",
                "write compat: dgr for templates that were made for dgr, or leave it out");
    }

    private static Map<String, String> variables(ShapedDocument document, String path) {
        Map<String, String> variables = new LinkedHashMap<>();
        document.items(path, (itemPath, item) -> {
            String value = item.asObject(itemPath)
                    .field("value")
                    .map(text -> text.asString(itemPath))
                    .orElse("");
            return variables.put(document.required(itemPath, item, "name"), value) == null;
        });
        return variables;
    }

    private static List<HostMount> hostMounts(ShapedDocument document, String path) {
        return document.items(path, (itemPath, item) -> {
            String from = document.required(itemPath, item, "from");
            String to = document.required(itemPath, item, "to");
            try {
                return new HostMount(from, to);
            } catch (InvalidInputException e) {
                throw document.refusal(itemPath, String.valueOf(e.getMessage()));
            }
        });
    }

    private static String absolutePath(String text) {
        if (!text.startsWith("/")) {
            throw new InvalidInputException("'" + text + "' is not an absolute path", "write /" + text);
        }
        return text;
    }
}
