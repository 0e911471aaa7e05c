package io.dray.image.manifest;

import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import io.dray.image.manifest.App.EventHandler;
import io.dray.image.manifest.App.Isolator;
import io.dray.image.manifest.App.MountPoint;
import io.dray.image.manifest.App.Port;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** The lists inside an app object, read and written. */
final class AppParts {
    private static final int MAX_PORT = 65535;

    private AppParts() {}

    static List<EventHandler> eventHandlers(ManifestFields app) {
        List<EventHandler> handlers = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (ManifestFields fields : app.list("eventHandlers")) {
            String name = fields.requiredText("name");
            if (!name.equals("pre-start") && !name.equals("post-stop")) {
                throw fields.invalid("name", "'" + name + "' is neither pre-start nor post-stop");
            }
            if (!names.add(name)) {
                throw fields.invalid("name", "there is a second " + name + " handler");
            }
            handlers.add(new EventHandler(name, fields.texts("exec")));
        }
        return handlers;
    }

    static Map<String, String> environment(ManifestFields app) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (ManifestFields fields : app.list("environment")) {
            String name = fields.requiredText("name");
            if (!isVariableName(name)) {
                throw fields.invalid("name", "'" + name + "' cannot be the name of a variable");
            }
            if (variables.put(name, fields.text("value").orElse("")) != null) {
                throw fields.invalid("name", "'" + name + "' is there twice");
            }
        }
        return variables;
    }

    /** {@code ^[A-Za-z_][A-Za-z_0-9.-]*$} (appc spec, aci.md, "environment"). */
    private static boolean isVariableName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean first = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
            boolean later = (c >= '0' && c <= '9') || c == '.' || c == '-';
            if (!first && (i == 0 || !later)) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    static List<MountPoint> mountPoints(ManifestFields app) {
        List<MountPoint> mountPoints = new ArrayList<>();
        for (ManifestFields fields : app.list("mountPoints")) {
            mountPoints.add(new MountPoint(
                    ManifestRules.name(fields, "name"),
                    ManifestRules.pathInRoot(fields, "path"),
                    fields.flag("readOnly")));
        }
        return mountPoints;
    }

    static List<Port> ports(ManifestFields app) {
        List<Port> ports = new ArrayList<>();
        for (ManifestFields fields : app.list("ports")) {
            ports.add(port(fields));
        }
        return ports;
    }

    /** One port, as it stands in an app or overrides one in a pod. */
    static Port port(ManifestFields fields) {
        OptionalLong port = fields.number("port");
        if (port.isEmpty() || port.getAsLong() < 1 || port.getAsLong() > MAX_PORT) {
            throw fields.invalid("port", "it must be a number from 1 to " + MAX_PORT);
        }
        long count = fields.number("count").orElse(1);
        // Go programs write an unset count as 0
        count = count == 0 ? 1 : count;
        if (count < 1 || count > MAX_PORT || port.getAsLong() + count - 1 > MAX_PORT) {
            throw fields.invalid("count", count + " ports from " + port.getAsLong() + " on end beyond " + MAX_PORT);
        }
        return new Port(
                ManifestRules.name(fields, "name"),
                fields.requiredText("protocol"),
                (int) port.getAsLong(),
                (int) count,
                fields.flag("socketActivated"));
    }

    static List<Isolator> isolators(ManifestFields app) {
        List<Isolator> isolators = new ArrayList<>();
        for (ManifestFields fields : app.list("isolators")) {
            String name = ManifestRules.identifier(fields, "name");
            Optional<JsonValue> value = fields.value("value");
            if (value.isEmpty()) {
                throw fields.invalid("value", "it is required");
            }
            isolators.add(new Isolator(name, value.get()));
        }
        return isolators;
    }

    static void write(App app, JsonValue.ObjectBuilder json) {
        putList(json, "eventHandlers", app.eventHandlers(), AppParts::toJson);
        if (!app.workingDirectory().equals("/")) {
            json.put("workingDirectory", app.workingDirectory());
        }
        if (!app.environment().isEmpty()) {
            json.put("environment", ImageManifest.nameValues(app.environment()));
        }
        putList(json, "mountPoints", app.mountPoints(), AppParts::toJson);
        putList(json, "ports", app.ports(), AppParts::toJson);
        putList(json, "isolators", app.isolators(), AppParts::toJson);
        putMap(json, "userAnnotations", app.userAnnotations());
        putMap(json, "userLabels", app.userLabels());
    }

    private static JsonObject toJson(EventHandler handler) {
        return JsonValue.object()
                .put("name", handler.name())
                .put("exec", handler.exec())
                .build();
    }

    private static JsonObject toJson(MountPoint point) {
        JsonValue.ObjectBuilder json =
                JsonValue.object().put("name", point.name()).put("path", point.path());
        return point.readOnly() ? json.put("readOnly", true).build() : json.build();
    }

    private static JsonObject toJson(Port port) {
        JsonValue.ObjectBuilder json = JsonValue.object()
                .put("name", port.name())
                .put("protocol", port.protocol())
                .put("port", port.port());
        if (port.count() > 1) {
            json.put("count", port.count());
        }
        return port.socketActivated() ? json.put("socketActivated", true).build() : json.build();
    }

    private static JsonObject toJson(Isolator isolator) {
        return JsonValue.object()
                .put("name", isolator.name())
                .put("value", isolator.value())
                .build();
    }

    private static <T> void putList(
            JsonValue.ObjectBuilder json, String field, List<T> items, Function<T, JsonObject> toJson) {
        if (!items.isEmpty()) {
            List<JsonValue> values = new ArrayList<>();
            for (T item : items) {
                values.add(toJson.apply(item));
            }
            json.put(field, new JsonArray(values));
        }
    }

    private static void putMap(JsonValue.ObjectBuilder json, String field, Map<String, String> pairs) {
        if (!pairs.isEmpty()) {
            JsonValue.ObjectBuilder object = JsonValue.object();
            pairs.forEach(object::put);
            json.put(field, object.build());
        }
    }
}
