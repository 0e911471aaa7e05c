package io.dray.image.config;

import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import io.dray.image.config.HostCredentials.Basic;
import io.dray.image.http.Authorizer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The merged configuration.
 *
 * @param hosts what is said to hosts, by {@code name} or {@code name:port}; kind {@code auth}
 * @param registries what is said to registries, by the same; kind {@code dockerAuth}
 * @param paths the settings of kind {@code paths}: {@code data}, {@code stage1-images}
 * @param stage1 the settings of kind {@code stage1}: {@code name}, {@code version}, {@code location}; Dray has no use for them
 */
public record Configuration(
        Map<String, HostCredentials> hosts,
        Map<String, Basic> registries,
        Map<String, String> paths,
        Map<String, String> stage1) {
    static final List<String> PATHS = List.of("data", "stage1-images");
    static final List<String> STAGE1 = List.of("name", "version", "location");

    private static final String VERSION = "v1";

    public Configuration {
        hosts = Collections.unmodifiableMap(new TreeMap<>(hosts));
        registries = Collections.unmodifiableMap(new TreeMap<>(registries));
        paths = Collections.unmodifiableMap(new LinkedHashMap<>(paths));
        stage1 = Collections.unmodifiableMap(new LinkedHashMap<>(stage1));
    }

    /** A configuration that says nothing. */
    public static Configuration empty() {
        return new Configuration(Map.of(), Map.of(), Map.of(), Map.of());
    }

    /** Reads and merges all files of kinds that are known. */
    public static Configuration read(ConfigurationPlaces places) {
        return new ConfigurationReader().read(places);
    }

    /** The data directory, if the configuration names one. */
    public Optional<String> dataDirectory() {
        return Optional.ofNullable(paths.get("data"));
    }

    /** Says to each host what it is owed and nothing to the others. */
    public Authorizer authorizer(InstantSource clock) {
        return (method, uri) -> {
            HostCredentials known = hosts.get(uri.getAuthority());
            HostCredentials credentials = known == null && uri.getPort() < 0 ? hosts.get(uri.getHost()) : known;
            return credentials == null ? Map.of() : credentials.headers(method, uri, clock.instant());
        };
    }

    /** As {@code rkt config} prints it: one entry for each host and registry. */
    public JsonObject toJson() {
        List<JsonValue> entries = new ArrayList<>();
        hosts.forEach((host, credentials) -> entries.add(entry("auth")
                .put("domains", List.of(host))
                .put("type", credentials.type())
                .put("credentials", credentials.toJson())
                .build()));
        registries.forEach((registry, credentials) -> entries.add(entry("dockerAuth")
                .put("registries", List.of(registry))
                .put("credentials", credentials.toJson())
                .build()));
        entries.add(settings("paths", PATHS, paths));
        entries.add(settings("stage1", STAGE1, stage1));
        return JsonValue.object().put("stage0", new JsonArray(entries)).build();
    }

    private static JsonValue settings(String kind, List<String> names, Map<String, String> values) {
        JsonValue.ObjectBuilder entry = entry(kind);
        for (String name : names) {
            entry.put(name, values.getOrDefault(name, ""));
        }
        return entry.build();
    }

    private static JsonValue.ObjectBuilder entry(String kind) {
        return JsonValue.object().put("rktVersion", VERSION).put("rktKind", kind);
    }
}
