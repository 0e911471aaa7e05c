package io.dray.image.manifest;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An appc image manifest (appc spec, aci.md, "Image Manifest Schema"). Reading is lenient where the reference was, see
 * {@link ManifestFields}; what {@link #toJson} writes is strict.
 *
 * @param acVersion the version of the specification it was written for
 * @param name the image's name
 * @param labels {@code version}, {@code os}, {@code arch} and any others, in the order of the manifest
 * @param app what to run; absent in images that only bring files
 * @param dependencies the images beneath this one, lowest first
 * @param pathWhitelist if not empty, all paths that the assembled file system has
 * @param annotations further facts, in the order of the manifest
 */
public record ImageManifest(
        String acVersion,
        String name,
        Map<String, String> labels,
        Optional<App> app,
        List<Dependency> dependencies,
        List<String> pathWhitelist,
        Map<String, String> annotations) {
    /** The version of the specification that Dray writes; the last one that Debian's actool knows. */
    public static final String AC_VERSION = "0.8.11";

    private static final String KIND = "ImageManifest";

    public ImageManifest {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        dependencies = List.copyOf(dependencies);
        pathWhitelist = List.copyOf(pathWhitelist);
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }

    /** A manifest that says nothing but its name. */
    public static ImageManifest named(String name) {
        return new ImageManifest(AC_VERSION, name, Map.of(), Optional.empty(), List.of(), List.of(), Map.of());
    }

    /** Reads and checks a manifest; messages begin with {@code manifest: }. */
    public static ImageManifest from(JsonValue json) {
        return from(json, "manifest");
    }

    /**
     * Reads and checks a manifest.
     *
     * @param source what is read, for messages: {@code manifest: app.exec[1]: expected a string, found a number}
     */
    public static ImageManifest from(JsonValue json, String source) {
        ManifestFields fields = ManifestFields.of(json, source, "");
        String kind = fields.requiredText("acKind");
        if (!kind.equals(KIND)) {
            throw fields.invalid("acKind", "expected ImageManifest, found '" + kind + "'");
        }
        String version = ManifestRules.version(fields, "acVersion");
        List<Dependency> dependencies = new ArrayList<>();
        for (ManifestFields dependency : fields.list("dependencies")) {
            dependencies.add(Dependency.from(dependency));
        }
        return new ImageManifest(
                version,
                ManifestRules.identifier(fields, "name"),
                ManifestRules.labels(fields, "labels"),
                fields.nested("app").map(App::from),
                dependencies,
                whitelist(fields),
                ManifestRules.annotations(fields, "annotations"));
    }

    /** Reads the bytes of a manifest file; see {@link #from(JsonValue, String)}. */
    public static ImageManifest parse(String source, byte[] content) {
        return from(Json.parse(source, content), source);
    }

    private static List<String> whitelist(ManifestFields fields) {
        List<String> paths = fields.texts("pathWhitelist");
        for (int i = 0; i < paths.size(); i++) {
            if (!paths.get(i).startsWith("/")) {
                throw new InvalidInputException(
                        fields.at("pathWhitelist") + "[" + i + "]: '" + paths.get(i) + "' is not an absolute path");
            }
        }
        return paths;
    }

    /** The {@code version} label. */
    public Optional<String> version() {
        return Optional.ofNullable(labels.get("version"));
    }

    /** Name and version, {@code example.com/aci-redis:7}, as an image is named to people. */
    public String displayName() {
        return version().map(version -> name + ":" + version).orElse(name);
    }

    /** The same manifest with other labels. */
    public ImageManifest withLabels(Map<String, String> newLabels) {
        return new ImageManifest(acVersion, name, newLabels, app, dependencies, pathWhitelist, annotations);
    }

    /** The same manifest with other dependencies. */
    public ImageManifest withDependencies(List<Dependency> newDependencies) {
        return new ImageManifest(acVersion, name, labels, app, newDependencies, pathWhitelist, annotations);
    }

    /** The same manifest with another whitelist. */
    public ImageManifest withPathWhitelist(List<String> newWhitelist) {
        return new ImageManifest(acVersion, name, labels, app, dependencies, newWhitelist, annotations);
    }

    /** The same manifest with another app. */
    public ImageManifest withApp(App newApp) {
        return new ImageManifest(
                acVersion, name, labels, Optional.of(newApp), dependencies, pathWhitelist, annotations);
    }

    /** The same manifest with other annotations. */
    public ImageManifest withAnnotations(Map<String, String> newAnnotations) {
        return new ImageManifest(acVersion, name, labels, app, dependencies, pathWhitelist, newAnnotations);
    }

    /** The manifest in the specification's spelling; what is empty is left out. */
    public JsonObject toJson() {
        JsonValue.ObjectBuilder json = JsonValue.object()
                .put("acKind", KIND)
                .put("acVersion", acVersion)
                .put("name", name);
        if (!labels.isEmpty()) {
            json.put("labels", nameValues(labels));
        }
        app.ifPresent(present -> json.put("app", present.toJson()));
        if (!dependencies.isEmpty()) {
            List<JsonValue> items = new ArrayList<>();
            for (Dependency dependency : dependencies) {
                items.add(dependency.toJson());
            }
            json.put("dependencies", new JsonArray(items));
        }
        if (!pathWhitelist.isEmpty()) {
            json.put("pathWhitelist", pathWhitelist);
        }
        if (!annotations.isEmpty()) {
            json.put("annotations", nameValues(annotations));
        }
        return json.build();
    }

    /** A list of objects with {@code name} and {@code value}, as manifests write annotations and environments. */
    public static JsonArray nameValues(Map<String, String> pairs) {
        List<JsonValue> items = new ArrayList<>();
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            items.add(JsonValue.object()
                    .put("name", pair.getKey())
                    .put("value", pair.getValue())
                    .build());
        }
        return new JsonArray(items);
    }
}
