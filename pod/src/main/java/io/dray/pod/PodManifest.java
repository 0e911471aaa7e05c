package io.dray.pod;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.Timestamps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a pod is, as its {@code pod.json} says: written once, before the pod gets its name, and never changed.
 *
 * @param uuid the pod
 * @param created when it was planned
 * @param hostname its host name
 * @param network which network it is on
 * @param apps its apps
 */
record PodManifest(String uuid, Instant created, String hostname, Network network, List<App> apps) {
    /**
     * One app.
     *
     * @param name its name in the pod
     * @param image the image's name and version
     * @param imageId the image's ID
     * @param layers the layers of its root file system, lowest first
     * @param rules how its templates are rendered
     */
    record App(String name, String image, String imageId, List<Layer> layers, TemplateRules rules) {
        App {
            layers = List.copyOf(layers);
        }
    }

    /**
     * One layer.
     *
     * @param link path relative to the data directory
     * @param image name and version of the image that brought it
     */
    record Layer(String link, String image) {}

    PodManifest {
        apps = List.copyOf(apps);
    }

    String toText() {
        List<JsonValue> appList = new ArrayList<>();
        for (App app : apps) {
            appList.add(toJson(app));
        }
        return Json.writePretty(JsonValue.object()
                .put("uuid", uuid)
                .put("created", Timestamps.format(created))
                .put("hostname", hostname)
                .put("network", network.label())
                .put("apps", new JsonArray(appList))
                .build());
    }

    private static JsonObject toJson(App app) {
        List<JsonValue> layers = new ArrayList<>();
        for (Layer layer : app.layers()) {
            layers.add(JsonValue.object()
                    .put("link", layer.link())
                    .put("image", layer.image())
                    .build());
        }
        JsonValue.ObjectBuilder json = JsonValue.object()
                .put("name", app.name())
                .put("image", app.image())
                .put("imageID", app.imageId())
                .put("layers", new JsonArray(layers));
        json.put("templates", app.rules().toJson());
        return json.build();
    }

    static PodManifest read(Path file) throws IOException {
        return parse(file.toString(), Files.readAllBytes(file));
    }

    static PodManifest parse(String source, byte[] content) {
        JsonObject json = Json.parse(source, content).asObject(source);
        List<App> apps = new ArrayList<>();
        for (JsonValue app : required(json, "apps", source).asList(source + ": apps")) {
            apps.add(app(app.asObject(source + ": apps"), source));
        }
        try {
            return new PodManifest(
                    text(json, "uuid", source),
                    Timestamps.parse(text(json, "created", source)),
                    text(json, "hostname", source),
                    Network.parse(text(json, "network", source)),
                    apps);
        } catch (DateTimeParseException e) {
            throw new InvalidInputException(source + ": created: not a time", null, e);
        }
    }

    private static App app(JsonObject json, String source) {
        List<Layer> layers = new ArrayList<>();
        for (JsonValue item : required(json, "layers", source).asList(source + ": layers")) {
            JsonObject layer = item.asObject(source + ": layers");
            layers.add(new Layer(text(layer, "link", source), text(layer, "image", source)));
        }
        return new App(
                text(json, "name", source),
                text(json, "image", source),
                text(json, "imageID", source),
                layers,
                TemplateRules.from(required(json, "templates", source).asObject(source + ": templates"), source));
    }

    private static String text(JsonObject json, String field, String source) {
        return required(json, field, source).asString(source + ": " + field);
    }

    private static JsonValue required(JsonObject json, String field, String source) {
        return json.field(field).orElseThrow(() -> new InvalidInputException(source + ": " + field + " is missing"));
    }
}
