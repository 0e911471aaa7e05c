package io.dray.pod.configuration;

import io.dray.attributes.AttributeLayer;
import io.dray.attributes.AttributeLevel;
import io.dray.attributes.SourceFile;
import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import io.dray.pod.PodDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Attributes that were given to a pod, kept word for word: what is rendered at the start, and what is explained later, needs
 * them when the files they come from may long be others.
 */
public final class GivenAttributes {
    private static final String LEVEL = "level";
    private static final String NAME = "name";
    private static final String FILES = "files";
    private static final String PATH = "path";
    private static final String CONTENT = "content";

    private GivenAttributes() {}

    /** Writes them, unless there are none. */
    public static void write(PodDirectory pod, List<AttributeLayer> layers) throws IOException {
        if (layers.isEmpty()) {
            return;
        }
        List<JsonValue> list = new ArrayList<>();
        for (AttributeLayer layer : layers) {
            List<JsonValue> files = new ArrayList<>();
            for (SourceFile file : layer.files()) {
                files.add(JsonValue.object()
                        .put(PATH, file.path())
                        .put(CONTENT, text(file))
                        .build());
            }
            list.add(JsonValue.object()
                    .put(LEVEL, layer.level().written())
                    .put(NAME, layer.name())
                    .put(FILES, new JsonArray(files))
                    .build());
        }
        Files.writeString(pod.attributes(), Json.write(new JsonArray(list)) + "\n");
    }

    private static String text(SourceFile file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file.content()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(
                    file.path() + ": not valid attributes: it is not UTF-8", "save it as UTF-8", e);
        }
    }

    /** Those that were given to a pod. */
    public static List<AttributeLayer> read(PodDirectory pod) throws IOException {
        Path file = pod.attributes();
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            return List.of();
        }
        String source = file.toString();
        List<AttributeLayer> layers = new ArrayList<>();
        for (JsonValue item : Json.parse(source, content).asList(source)) {
            layers.add(layer(item.asObject(source), source));
        }
        return layers;
    }

    private static AttributeLayer layer(JsonObject json, String source) {
        List<SourceFile> files = new ArrayList<>();
        for (JsonValue item : required(json, FILES, source).asList(source + ": " + FILES)) {
            JsonObject file = item.asObject(source + ": " + FILES);
            files.add(new SourceFile(
                    text(file, PATH, source), text(file, CONTENT, source).getBytes(StandardCharsets.UTF_8), 0));
        }
        String level = text(json, LEVEL, source);
        AttributeLevel known = AttributeLevel.of(level)
                .orElseThrow(() -> new InvalidInputException(source + ": unknown level '" + level + "'"));
        return AttributeLayer.asGiven(text(json, NAME, source), known, files);
    }

    private static String text(JsonObject json, String field, String source) {
        return required(json, field, source).asString(source + ": " + field);
    }

    private static JsonValue required(JsonObject json, String field, String source) {
        return json.field(field).orElseThrow(() -> new InvalidInputException(source + ": " + field + " is missing"));
    }
}
