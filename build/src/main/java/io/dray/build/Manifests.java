package io.dray.build;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.image.StoredImage;
import io.dray.image.manifest.Dependency;
import io.dray.image.manifest.ImageManifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes the manifest of an image from that of its source. */
final class Manifests {
    private static final List<String> DEFAULT_EXEC = List.of(BuildPaths.BUSYBOX, "sh");
    private static final String ROOT = "0";

    private Manifests() {}

    /**
     * The manifest of an image. It has no build date: what is built twice from the same sources is the same image.
     *
     * @param file how messages name the source's manifest
     * @param source what the source says, its name with a version
     * @param dependencies the images that it was built on; they are pinned, to their very content
     * @throws InvalidInputException for what appc does not allow
     */
    static ImageManifest of(String file, SourceManifest source, List<StoredImage> dependencies) {
        JsonValue.ObjectBuilder json = JsonValue.object()
                .put("acKind", "ImageManifest")
                .put("acVersion", ImageManifest.AC_VERSION)
                .put("name", source.name().identifier().value())
                .put("app", app(source.aci().app()))
                .put("annotations", source.aci().annotations())
                .put("pathWhitelist", source.aci().pathWhitelist());
        List<Dependency> pinned = new ArrayList<>();
        for (StoredImage dependency : dependencies) {
            pinned.add(pin(dependency));
        }
        return ImageManifest.from(json.build(), file + ": aci")
                .withLabels(labels(source.name()))
                .withDependencies(pinned);
    }

    /** The bytes of a manifest as they go into an archive. */
    static byte[] bytes(ImageManifest manifest) {
        return Json.write(manifest.toJson()).getBytes(StandardCharsets.UTF_8);
    }

    /** The program of an app and its arguments, or what dgr took if the source gives none. */
    static List<String> exec(JsonObject app) {
        Optional<JsonValue> exec = app.field("exec");
        if (exec.isEmpty()) {
            return DEFAULT_EXEC;
        }
        return exec.get().asList("exec").stream()
                .map(argument -> argument.asString("exec"))
                .toList();
    }

    private static JsonObject app(JsonObject source) {
        JsonValue.ObjectBuilder app = JsonValue.object().put("exec", exec(source));
        app.put("user", ROOT).put("group", ROOT);
        source.fields().forEach(app::put);
        return app.build();
    }

    private static Map<String, String> labels(ImageName name) {
        Map<String, String> labels = new LinkedHashMap<>();
        name.version().ifPresent(version -> labels.put("version", version));
        labels.put("os", "linux");
        labels.put("arch", Architecture.ofHost());
        return labels;
    }

    private static Dependency pin(StoredImage image) {
        Map<String, String> labels = new LinkedHashMap<>();
        String version = image.labels().get("version");
        if (version != null) {
            labels.put("version", version);
        }
        return new Dependency(image.name(), Optional.of(image.id()), labels, OptionalLong.empty());
    }
}
