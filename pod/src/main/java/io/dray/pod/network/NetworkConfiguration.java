package io.dray.pod.network;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonBoolean;
import io.dray.core.JsonValue.JsonObject;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of a network: a {@code .conf} with one plugin or a {@code .conflist} with several that work one after the
 * other (CNI specification, "Network configuration format"). Names of fields are read as Go reads them, whatever their case.
 *
 * @param source where it was read, for messages
 * @param name the network's name
 * @param version the version of the CNI specification it is written for
 * @param plugins in the order of their work; at least one
 * @param single for a network of one plugin its configuration, byte for byte as it was read
 */
record NetworkConfiguration(String source, String name, String version, List<Plugin> plugins, Optional<String> single) {
    private static final String LIST = ".conflist";

    /** What a configuration without a version is written for, as rkt had it. */
    private static final String FIRST_VERSION = "0.1.0";

    NetworkConfiguration {
        plugins = List.copyOf(plugins);
    }

    /**
     * One plugin.
     *
     * @param type the name of its program
     * @param addressType the name of the program that gives out addresses for it
     * @param json its configuration
     */
    record Plugin(String type, Optional<String> addressType, JsonObject json) {
        /** Whether it changes the addresses of what leaves the network, by iptables. */
        boolean masquerades() {
            return isTrue(json.fieldIgnoringCase("ipMasq"));
        }

        /** Whether it wants to be told the ports that lead to the pod (CNI conventions, "portMappings"). */
        boolean mapsPorts() {
            return json.fieldIgnoringCase("capabilities").orElse(json) instanceof JsonObject capabilities
                    && isTrue(capabilities.field("portMappings"));
        }
    }

    private static boolean isTrue(Optional<JsonValue> value) {
        return value.isPresent() && value.get() instanceof JsonBoolean bool && bool.value();
    }

    /** Whether the name of a file says that it holds a network. */
    static boolean isNamed(String file) {
        return file.endsWith(".conf") || file.endsWith(LIST);
    }

    /**
     * Reads a file.
     *
     * @throws InvalidInputException that names the file and, for what is not JSON, line and column
     */
    static NetworkConfiguration read(Path file) {
        try {
            return parse(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw IoFailures.with("cannot read the network configuration", file, e);
        }
    }

    static NetworkConfiguration parse(String source, byte[] content) {
        JsonObject json = Json.parse(source, content).asObject(source);
        Optional<JsonValue> version = json.fieldIgnoringCase("cniVersion");
        String name = text(json, "name", source);
        if (!isName(name)) {
            throw new InvalidInputException(
                    source + ": '" + name + "' cannot be the name of a network",
                    "use letters, digits, dots, dashes and underscores, and begin with a letter or digit");
        }
        boolean list = source.endsWith(LIST);
        List<Plugin> plugins = new ArrayList<>();
        if (list) {
            List<JsonValue> items = json.fieldIgnoringCase("plugins")
                    .orElseThrow(() -> missing(source, "plugins"))
                    .asList(source + ": plugins");
            for (int i = 0; i < items.size(); i++) {
                String path = source + ": plugins[" + i + "]";
                plugins.add(plugin(items.get(i).asObject(path), path));
            }
            if (plugins.isEmpty()) {
                throw new InvalidInputException(source + ": plugins: there is none");
            }
        } else {
            plugins.add(plugin(json, source));
        }
        return new NetworkConfiguration(
                source,
                name,
                version.isPresent() ? version.get().asString(source + ": cniVersion") : FIRST_VERSION,
                plugins,
                list ? Optional.empty() : Optional.of(new String(content, StandardCharsets.UTF_8)));
    }

    /** Whether what leaves the network does so under the host's address. */
    boolean masquerades() {
        for (Plugin plugin : plugins) {
            if (plugin.masquerades()) {
                return true;
            }
        }
        return false;
    }

    /** Whether ports are the matter of one of its plugins. */
    boolean mapsPorts() {
        for (Plugin plugin : plugins) {
            if (plugin.mapsPorts()) {
                return true;
            }
        }
        return false;
    }

    /** The host's address on the network, if the configuration says it. */
    Optional<String> gateway() {
        Optional<JsonValue> addresses = plugins.getFirst().json().fieldIgnoringCase("ipam");
        return addresses.isPresent()
                        && addresses.get() instanceof JsonObject object
                        && object.fieldIgnoringCase("gateway").orElse(object) instanceof JsonValue.JsonString gateway
                ? Optional.of(gateway.value())
                : Optional.empty();
    }

    /**
     * What a plugin of a list is told, on one line: its configuration with the name and version of the list, and the ports if it
     * wants to know them.
     */
    String told(Plugin plugin, List<ForwardedPort> ports) {
        JsonValue.ObjectBuilder json =
                JsonValue.object().put("cniVersion", version).put("name", name);
        if (plugin.mapsPorts() && !ports.isEmpty()) {
            List<JsonValue> mappings = new ArrayList<>();
            for (ForwardedPort port : ports) {
                mappings.add(port.toMapping());
            }
            JsonValue list = new JsonValue.JsonArray(mappings);
            json.put(
                    "runtimeConfig",
                    JsonValue.object().put("portMappings", list).build());
        }
        for (Map.Entry<String, JsonValue> field : plugin.json().fields().entrySet()) {
            if (!field.getKey().equalsIgnoreCase("cniVersion")
                    && !field.getKey().equalsIgnoreCase("name")
                    && !field.getKey().equals("capabilities")) {
                json.put(field.getKey(), field.getValue());
            }
        }
        return Json.write(json.build());
    }

    private static Plugin plugin(JsonObject json, String path) {
        String type = text(json, "type", path);
        Optional<JsonValue> ipam = json.fieldIgnoringCase("ipam");
        Optional<String> addressType = Optional.empty();
        if (ipam.isPresent()
                && ipam.get() instanceof JsonObject object
                && !object.fields().isEmpty()) {
            addressType = Optional.of(text(object, "type", path + ": ipam"));
        }
        return new Plugin(type, addressType, json);
    }

    private static String text(JsonObject json, String field, String path) {
        JsonValue value = json.fieldIgnoringCase(field).orElseThrow(() -> missing(path, field));
        String text = value.asString(path + ": " + field);
        if (text.isEmpty()) {
            throw missing(path, field);
        }
        return text;
    }

    private static InvalidInputException missing(String path, String field) {
        return new InvalidInputException(path + ": " + field + " is missing");
    }

    /** It becomes a part of the names of files. */
    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && (i == 0 || (c != '.' && c != '-' && c != '_'))) {
                return false;
            }
        }
        return true;
    }
}
