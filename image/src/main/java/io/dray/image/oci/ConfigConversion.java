package io.dray.image.oci;

import io.dray.core.Digest;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.JsonValue.ObjectBuilder;
import io.dray.image.manifest.App;
import io.dray.image.manifest.App.MountPoint;
import io.dray.image.manifest.ImageManifest;
import io.dray.image.tree.LayeredTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Says in OCI's words what an appc manifest says. What OCI cannot say is in the annotation {@code io.appc.manifest}, which holds
 * the whole appc manifest. The same manifest always gives the same bytes.
 *
 * @param manifest of the image
 * @param files of the image
 * @param warnings told, one line each, what another executor will not do
 */
record ConfigConversion(ImageManifest manifest, LayeredTree files, Consumer<String> warnings) {
    private static final String EPOCH = "1970-01-01T00:00:00Z";

    /** appc promises it to every app, and OCI's executors supply none (appc spec, ace.md). */
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** Annotations that have a name of their own in OCI (image-spec, annotations.md). */
    private static final Map<String, String> KNOWN = Map.of(
            "created", "org.opencontainers.image.created",
            "authors", "org.opencontainers.image.authors",
            "homepage", "org.opencontainers.image.url",
            "documentation", "org.opencontainers.image.documentation");

    /**
     * The bytes of the configuration. It holds the whole manifest too, because archives of Docker's have no annotations; fields
     * that nobody knows are ignored (image-spec, config.md).
     */
    byte[] config(List<Digest> diffIds, byte[] original) {
        Platform platform = platform();
        ObjectBuilder json = JsonValue.object()
                .put("created", manifest.annotations().getOrDefault("created", EPOCH))
                .put("architecture", platform.architecture())
                .put("os", platform.os());
        if (!platform.variant().isEmpty()) {
            json.put("variant", platform.variant());
        }
        putText(json, "author", manifest.annotations().getOrDefault("authors", ""));
        json.put("config", manifest.app().map(this::execution).orElse(new JsonObject(Map.of())));
        json.put(
                "rootfs",
                JsonValue.object()
                        .put("type", "layers")
                        .put("diff_ids", diffIds.stream().map(Digest::toOci).toList())
                        .build());
        json.put(MediaTypes.APPC_MANIFEST, new String(original, StandardCharsets.UTF_8));
        return Json.write(json.build()).getBytes(StandardCharsets.UTF_8);
    }

    Platform platform() {
        return Platform.ofLabels(
                Optional.ofNullable(manifest.labels().get("os")),
                Optional.ofNullable(manifest.labels().get("arch")));
    }

    private JsonObject execution(App app) {
        ObjectBuilder json = JsonValue.object().put("User", user(app));
        putNames(json, "ExposedPorts", new OciPorts(warnings).toOci(app.ports()));
        json.put("Env", environment(app));
        if (!app.exec().isEmpty()) {
            json.put("Entrypoint", app.exec());
        }
        putNames(
                json,
                "Volumes",
                app.mountPoints().stream().map(MountPoint::path).toList());
        json.put("WorkingDir", app.workingDirectory());
        if (!app.userLabels().isEmpty()) {
            json.put("Labels", Descriptor.texts(app.userLabels()));
        }
        putText(json, "StopSignal", DockerAnnotations.stopSignal(manifest).orElse(""));
        app.eventHandlers()
                .forEach(handler ->
                        warnings.accept("OCI has no event handlers: other programs than Dray will not run the "
                                + handler.name() + " handler of " + manifest.displayName()));
        return json.build();
    }

    private static List<String> environment(App app) {
        List<String> variables = new ArrayList<>();
        if (!app.environment().containsKey("PATH")) {
            variables.add("PATH=" + PATH);
        }
        app.environment().forEach((name, value) -> variables.add(name + "=" + value));
        return variables;
    }

    private String user(App app) {
        return account(app.user(), true) + ":" + account(app.group(), false);
    }

    /** appc can mean the owner of a file, which OCI can only name by number. */
    private String account(String text, boolean isUser) {
        if (!text.startsWith("/")) {
            return text;
        }
        return files.lookup(text)
                .map(entry -> Integer.toUnsignedString(isUser ? entry.uid() : entry.gid()))
                .orElseGet(() -> {
                    warnings.accept("there is no " + text + " in the image, whose owner is to run it: it will be root");
                    return "0";
                });
    }

    private static void putText(ObjectBuilder json, String field, String value) {
        if (!value.isEmpty()) {
            json.put(field, value);
        }
    }

    /** A set, as Go writes one: the names are fields of an object. */
    private static void putNames(ObjectBuilder json, String field, List<String> names) {
        if (!names.isEmpty()) {
            Map<String, JsonValue> set = new TreeMap<>();
            names.forEach(name -> set.put(name, new JsonObject(Map.of())));
            json.put(field, new JsonObject(set));
        }
    }

    /**
     * The annotations of the manifest.
     *
     * @param original the appc manifest byte for byte
     */
    Map<String, String> annotations(byte[] original) {
        Map<String, String> annotations = new TreeMap<>();
        annotations.put("org.opencontainers.image.title", manifest.name());
        manifest.version().ifPresent(version -> annotations.put("org.opencontainers.image.version", version));
        manifest.annotations().forEach((name, value) -> {
            String known = KNOWN.get(name);
            annotations.put(known == null ? "io.appc.annotation." + name : known, value);
        });
        annotations.put(MediaTypes.APPC_MANIFEST, new String(original, StandardCharsets.UTF_8));
        return annotations;
    }

    /** The manifest of an image. */
    static byte[] manifest(Descriptor config, List<Descriptor> layers, Map<String, String> annotations) {
        List<JsonValue> items = new ArrayList<>();
        layers.forEach(layer -> items.add(layer.toJson()));
        ObjectBuilder json = JsonValue.object()
                .put("schemaVersion", 2)
                .put("mediaType", MediaTypes.MANIFEST)
                .put("config", config.toJson())
                .put("layers", new JsonArray(items));
        if (!annotations.isEmpty()) {
            json.put("annotations", Descriptor.texts(annotations));
        }
        return Json.write(json.build()).getBytes(StandardCharsets.UTF_8);
    }
}
