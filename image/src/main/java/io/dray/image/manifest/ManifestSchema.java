package io.dray.image.manifest;

import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The names of all fields of manifests in the spelling of the specification, and what in a manifest is spelled otherwise. */
final class ManifestSchema {
    /** An object whose fields anybody may name. */
    private static final ManifestSchema ANY = new ManifestSchema(Map.of());

    private static final ManifestSchema PAIR = fields("name", "value");

    private static final ManifestSchema APP = fields(
                    "exec", "user", "group", "supplementaryGIDs", "workingDirectory", "userAnnotations", "userLabels")
            .with("eventHandlers", fields("name", "exec"))
            .with("environment", PAIR)
            .with("mountPoints", fields("name", "path", "readOnly"))
            .with("ports", fields("name", "protocol", "port", "count", "socketActivated"))
            .with("isolators", PAIR);

    /** Of image manifests. */
    static final ManifestSchema IMAGE = fields("acKind", "acVersion", "name", "pathWhitelist")
            .with("labels", PAIR)
            .with("app", APP)
            .with("dependencies", fields("imageName", "imageID", "size").with("labels", PAIR))
            .with("annotations", PAIR);

    private static final ManifestSchema VOLUME =
            fields("name", "kind", "source", "readOnly", "recursive", "mode", "uid", "gid");

    /** Of pod manifests. */
    static final ManifestSchema POD = fields("acKind", "acVersion", "userAnnotations", "userLabels")
            .with(
                    "apps",
                    fields("name", "readOnlyRootFS")
                            .with("image", fields("name", "id").with("labels", PAIR))
                            .with("app", APP)
                            .with("mounts", fields("volume", "path").with("appVolume", VOLUME))
                            .with("annotations", PAIR))
            .with("volumes", VOLUME)
            .with("isolators", PAIR)
            .with("annotations", PAIR)
            .with(
                    "ports",
                    fields("name", "hostPort", "hostIP")
                            .with("podPort", fields("name", "protocol", "port", "count", "socketActivated")));

    private final Map<String, ManifestSchema> fields;

    private ManifestSchema(Map<String, ManifestSchema> fields) {
        this.fields = fields;
    }

    private static ManifestSchema fields(String... names) {
        ManifestSchema schema = new ManifestSchema(new HashMap<>());
        for (String name : names) {
            schema.fields.put(name, ANY);
        }
        return schema;
    }

    private ManifestSchema with(String name, ManifestSchema nested) {
        fields.put(name, nested);
        return this;
    }

    /** What readers ignore or accept although it is not a field of the specification. */
    List<Finding> strays(JsonValue document) {
        List<Finding> found = new ArrayList<>();
        look(document, "", found);
        return found;
    }

    private void look(JsonValue value, String path, List<Finding> found) {
        if (fields.isEmpty()) {
            return;
        }
        if (value instanceof JsonArray array) {
            for (int i = 0; i < array.items().size(); i++) {
                look(array.items().get(i), path + "[" + i + "]", found);
            }
        } else if (value instanceof JsonObject object) {
            for (Map.Entry<String, JsonValue> field : object.fields().entrySet()) {
                String place = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                Optional<String> spelling = spelling(field.getKey());
                if (spelling.isEmpty()) {
                    found.add(Finding.warning(
                            place + ": the specification has no such field",
                            "it is kept in the stored manifest but means nothing"));
                    continue;
                }
                if (!spelling.get().equals(field.getKey())) {
                    found.add(Finding.warning(
                            place + ": it is spelled " + spelling.get(),
                            "readers written in Go accept any case, others do not"));
                }
                fields.getOrDefault(spelling.get(), ANY).look(field.getValue(), place, found);
            }
        }
    }

    private Optional<String> spelling(String name) {
        if (fields.containsKey(name)) {
            return Optional.of(name);
        }
        for (String known : fields.keySet()) {
            if (known.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }
}
