package io.dray.image.manifest;

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
 * What to run in an image and how (appc spec, aci.md, "app"). Nothing in it is evaluated: no variable is substituted.
 *
 * @param exec program and arguments; may be empty
 * @param user a user's name in the image, a number, or an absolute path in the image whose owner is meant
 * @param group as {@code user}
 * @param supplementaryGids further groups, as numbers
 * @param eventHandlers at most one of each kind
 * @param workingDirectory absolute, {@code /} by default
 * @param environment in the order of the manifest
 * @param mountPoints where volumes can be mounted
 * @param ports where it listens
 * @param isolators limits and rights, not interpreted here
 * @param userAnnotations free text that never changes what happens
 * @param userLabels free text that never changes what happens
 */
public record App(
        List<String> exec,
        String user,
        String group,
        List<Long> supplementaryGids,
        List<EventHandler> eventHandlers,
        String workingDirectory,
        Map<String, String> environment,
        List<MountPoint> mountPoints,
        List<Port> ports,
        List<Isolator> isolators,
        Map<String, String> userAnnotations,
        Map<String, String> userLabels) {
    private static final String ROOT_DIRECTORY = "/";
    private static final long MAX_ID = 0xFFFF_FFFEL;

    /**
     * A program to run beside the app.
     *
     * @param name {@code pre-start} or {@code post-stop}
     * @param exec program and arguments
     */
    public record EventHandler(String name, List<String> exec) {
        public EventHandler {
            exec = List.copyOf(exec);
        }
    }

    /**
     * A place in the image for a volume.
     *
     * @param name how volumes refer to it
     * @param path absolute path in the image
     * @param readOnly whether the app is content to read
     */
    public record MountPoint(String name, String path, boolean readOnly) {}

    /**
     * A port the app listens on.
     *
     * @param name how forwarding rules refer to it
     * @param protocol {@code tcp}, {@code udp} or any other
     * @param port the first port, 1 to 65535
     * @param count how many ports from there on, at least 1
     * @param socketActivated whether the app expects open sockets at its start
     */
    public record Port(String name, String protocol, int port, int count, boolean socketActivated) {}

    /**
     * A limit or a right.
     *
     * @param name what is limited, {@code resource/memory}
     * @param value its parameters; each isolator has its own
     */
    public record Isolator(String name, JsonValue value) {}

    public App {
        exec = List.copyOf(exec);
        supplementaryGids = List.copyOf(supplementaryGids);
        eventHandlers = List.copyOf(eventHandlers);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        mountPoints = List.copyOf(mountPoints);
        ports = List.copyOf(ports);
        isolators = List.copyOf(isolators);
        userAnnotations = Collections.unmodifiableMap(new LinkedHashMap<>(userAnnotations));
        userLabels = Collections.unmodifiableMap(new LinkedHashMap<>(userLabels));
    }

    /** Runs these arguments as root in {@code /}. */
    public static App running(List<String> exec) {
        return new App(
                exec,
                "0",
                "0",
                List.of(),
                List.of(),
                ROOT_DIRECTORY,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of());
    }

    /** Reads and checks an app object that stands by itself, as in a pod manifest; messages begin with the source. */
    public static App from(JsonValue json, String source, String path) {
        return from(ManifestFields.of(json, source, path));
    }

    static App from(ManifestFields fields) {
        Optional<String> directory = fields.text("workingDirectory");
        if (directory.isPresent() && !directory.get().isEmpty()) {
            ManifestRules.startingAtRoot(fields, "workingDirectory");
        }
        return new App(
                fields.texts("exec"),
                fields.requiredText("user"),
                fields.requiredText("group"),
                groups(fields),
                AppParts.eventHandlers(fields),
                directory.isEmpty() || directory.get().isEmpty() ? ROOT_DIRECTORY : directory.get(),
                AppParts.environment(fields),
                AppParts.mountPoints(fields),
                AppParts.ports(fields),
                AppParts.isolators(fields),
                fields.textMap("userAnnotations"),
                fields.textMap("userLabels"));
    }

    private static List<Long> groups(ManifestFields fields) {
        List<Long> groups = fields.numbers("supplementaryGIDs");
        for (long group : groups) {
            if (group < 0 || group > MAX_ID) {
                throw fields.invalid("supplementaryGIDs", group + " is not the number of a group");
            }
        }
        return groups;
    }

    /** The app in the specification's spelling; what is empty or the default is left out. */
    public JsonObject toJson() {
        JsonValue.ObjectBuilder json = JsonValue.object();
        json.put("exec", exec).put("user", user).put("group", group);
        if (!supplementaryGids.isEmpty()) {
            List<JsonValue> numbers = new ArrayList<>();
            for (long gid : supplementaryGids) {
                numbers.add(JsonValue.of(gid));
            }
            json.put("supplementaryGIDs", new JsonArray(numbers));
        }
        AppParts.write(this, json);
        return json.build();
    }

    /** The handler of this kind, {@code pre-start} or {@code post-stop}. */
    public Optional<EventHandler> eventHandler(String name) {
        for (EventHandler handler : eventHandlers) {
            if (handler.name().equals(name)) {
                return Optional.of(handler);
            }
        }
        return Optional.empty();
    }
}
