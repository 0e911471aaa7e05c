package io.dray.pod.configuration;

import io.dray.attributes.AttributeUse;
import io.dray.attributes.LineOrigin;
import io.dray.attributes.Origin;
import io.dray.attributes.RenderedConfiguration;
import io.dray.attributes.RenderedFile;
import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each line of an app's rendered files comes from: which line of which template, and which attributes, each with the file
 * and line it was written at. Kept as {@code provenance.json} beside the files.
 *
 * @param files one entry per rendered file
 */
public record Provenance(List<File> files) {
    /**
     * One rendered file.
     *
     * @param target its path in the app's root
     * @param lines the lines that depend on attributes, in order
     */
    public record File(String target, List<LineOrigin> lines) {
        public File {
            lines = List.copyOf(lines);
        }
    }

    public Provenance {
        files = List.copyOf(files);
    }

    static Provenance of(RenderedConfiguration configuration) {
        List<File> files = new ArrayList<>();
        for (RenderedFile file : configuration.files()) {
            files.add(new File(file.target(), file.lines()));
        }
        return new Provenance(files);
    }

    String toText() {
        List<JsonValue> list = new ArrayList<>();
        for (File file : files) {
            List<JsonValue> lines = new ArrayList<>();
            for (LineOrigin line : file.lines()) {
                lines.add(toJson(line));
            }
            list.add(JsonValue.object()
                    .put("target", file.target())
                    .put("lines", new JsonArray(lines))
                    .build());
        }
        return Json.write(JsonValue.object().put("files", new JsonArray(list)).build()) + "\n";
    }

    private static JsonObject toJson(LineOrigin line) {
        List<JsonValue> uses = new ArrayList<>();
        for (AttributeUse use : line.uses()) {
            uses.add(toJson(use));
        }
        return JsonValue.object()
                .put("line", line.line())
                .put("template", line.template())
                .put("templateLine", line.templateLine())
                .put("uses", new JsonArray(uses))
                .build();
    }

    /** One use of an attribute as it is written, for whoever prints it. */
    public static JsonObject toJson(AttributeUse use) {
        return JsonValue.object()
                .put("key", use.key())
                .put("value", use.value())
                .put("origin", toJson(use.origin()))
                .build();
    }

    private static JsonObject toJson(Origin origin) {
        List<JsonValue> overrode = new ArrayList<>();
        for (Origin lost : origin.overrode()) {
            overrode.add(toJson(lost));
        }
        return JsonValue.object()
                .put("file", origin.file())
                .put("line", origin.line())
                .put("column", origin.column())
                .put("layer", origin.layer())
                .put("overrode", new JsonArray(overrode))
                .build();
    }

    public static Provenance parse(String source, byte[] content) {
        Reader reader = new Reader(source);
        List<File> files = new ArrayList<>();
        for (JsonObject file : reader.list(Json.parse(source, content).asObject(source), "files")) {
            List<LineOrigin> lines = new ArrayList<>();
            for (JsonObject line : reader.list(file, "lines")) {
                lines.add(reader.line(line));
            }
            files.add(new File(reader.text(file, "target"), lines));
        }
        return new Provenance(files);
    }

    private record Reader(String source) {
        LineOrigin line(JsonObject json) {
            List<AttributeUse> uses = new ArrayList<>();
            for (JsonObject use : list(json, "uses")) {
                uses.add(new AttributeUse(
                        text(use, "key"),
                        text(use, "value"),
                        origin(field(use, "origin").asObject(source))));
            }
            return new LineOrigin(number(json, "line"), text(json, "template"), number(json, "templateLine"), uses);
        }

        private Origin origin(JsonObject json) {
            List<Origin> overrode = new ArrayList<>();
            for (JsonObject lost : list(json, "overrode")) {
                overrode.add(origin(lost));
            }
            return new Origin(
                    text(json, "file"), number(json, "line"), number(json, "column"), text(json, "layer"), overrode);
        }

        List<JsonObject> list(JsonObject json, String name) {
            List<JsonObject> objects = new ArrayList<>();
            for (JsonValue item : field(json, name).asList(source)) {
                objects.add(item.asObject(source));
            }
            return objects;
        }

        String text(JsonObject json, String name) {
            return field(json, name).asString(source + ": " + name);
        }

        private int number(JsonObject json, String name) {
            return Math.toIntExact(field(json, name).asLong(source + ": " + name));
        }

        private JsonValue field(JsonObject json, String name) {
            return json.field(name).orElseThrow(() -> new InvalidInputException(source + ": " + name + " is missing"));
        }
    }
}
