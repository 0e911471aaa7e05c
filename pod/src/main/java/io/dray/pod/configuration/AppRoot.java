package io.dray.pod.configuration;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an app's root file system is made of, as its {@code root.json} says: written once, and never changed. Apart from
 * {@code pod.json}, because listings read that of every pod.
 *
 * @param layers the layers of images, lowest first
 * @param rules how the app's templates are rendered
 */
public record AppRoot(List<Layer> layers, TemplateRules rules) {
    /**
     * One layer.
     *
     * @param link path relative to the data directory
     * @param image name and version of the image that brought it
     */
    public record Layer(String link, String image) {}

    public AppRoot {
        layers = List.copyOf(layers);
    }

    public String toText() {
        List<JsonValue> items = new ArrayList<>();
        for (Layer layer : layers) {
            items.add(JsonValue.object()
                    .put("link", layer.link())
                    .put("image", layer.image())
                    .build());
        }
        return Json.writePretty(JsonValue.object()
                .put("layers", new JsonArray(items))
                .put("templates", rules.toJson())
                .build());
    }

    public static AppRoot read(Path file) throws IOException {
        return parse(file.toString(), Files.readAllBytes(file));
    }

    static AppRoot parse(String source, byte[] content) {
        JsonObject json = Json.parse(source, content).asObject(source);
        List<Layer> layers = new ArrayList<>();
        for (JsonValue item : required(json, "layers", source).asList(source + ": layers")) {
            JsonObject layer = item.asObject(source + ": layers");
            layers.add(new Layer(
                    required(layer, "link", source).asString(source + ": link"),
                    required(layer, "image", source).asString(source + ": image")));
        }
        JsonObject rules = required(json, "templates", source).asObject(source + ": templates");
        return new AppRoot(layers, TemplateRules.from(rules, source));
    }

    private static JsonValue required(JsonObject json, String field, String source) {
        return json.field(field).orElseThrow(() -> new InvalidInputException(source + ": " + field + " is missing"));
    }
}
