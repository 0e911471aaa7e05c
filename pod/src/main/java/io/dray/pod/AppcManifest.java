package io.dray.pod;

import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The appc manifest of a pod as it is now: of a mutable pod that of the empty pod, and a part of each app that has joined it. */
public final class AppcManifest {
    private static final String APPS = "apps";

    private AppcManifest() {}

    public static JsonObject read(PodDirectory pod) throws IOException {
        return parse(pod.reified().toString(), text(pod.reified()));
    }

    /**
     * Its text.
     *
     * @param file the pod's {@code manifest}
     */
    public static byte[] text(Path file) throws IOException {
        byte[] text = Files.readAllBytes(file);
        PodDirectory pod = new PodDirectory(file.resolveSibling(""));
        if (!Files.isDirectory(pod.apps()) || !Files.exists(pod.manifest())) {
            return text;
        }
        PodManifest known = PodManifest.read(pod.manifest());
        return known.mutable()
                ? Json.write(having(parse(file.toString(), text), parts(pod, known)))
                        .getBytes(StandardCharsets.UTF_8)
                : text;
    }

    private static List<JsonValue> parts(PodDirectory pod, PodManifest manifest) throws IOException {
        List<JsonValue> parts = new ArrayList<>();
        for (PodManifest.App app : manifest.apps()) {
            try {
                Path file = pod.reified(app.name());
                parts.add(parse(file.toString(), Files.readAllBytes(file)));
            } catch (NoSuchFileException _) {
                // it left just now
            }
        }
        return parts;
    }

    private static JsonObject having(JsonObject manifest, List<JsonValue> parts) {
        JsonValue.ObjectBuilder json = JsonValue.object();
        for (Map.Entry<String, JsonValue> field : manifest.fields().entrySet()) {
            json.put(field.getKey(), field.getKey().equals(APPS) ? new JsonArray(parts) : field.getValue());
        }
        return json.build();
    }

    private static JsonObject parse(String source, byte[] text) {
        return Json.parse(source, text).asObject(source);
    }
}
