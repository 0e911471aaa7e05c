package io.dray.cli;

import io.dray.core.DrayException;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.JsonValue.ObjectBuilder;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the manifest of a pod tells of one app beside its state.
 *
 * @param mounts its volumes, with rkt's keys
 * @param userAnnotations for people, without effect
 * @param userLabels for people, without effect
 */
record AppFacts(List<JsonValue> mounts, Map<String, String> userAnnotations, Map<String, String> userLabels) {
    AppFacts {
        mounts = List.copyOf(mounts);
        userAnnotations = Map.copyOf(userAnnotations);
        userLabels = Map.copyOf(userLabels);
    }

    /** By the names of the apps; without those of a pod that is being removed. */
    static Map<String, AppFacts> of(Pod pod, PodRegistry registry) {
        Map<String, AppFacts> facts = new LinkedHashMap<>();
        try {
            JsonObject manifest = registry.manifest(pod).asObject("manifest");
            Map<String, JsonObject> volumes = new LinkedHashMap<>();
            for (JsonObject volume : objects(manifest, "volumes")) {
                volumes.put(text(volume, "name"), volume);
            }
            for (JsonObject app : objects(manifest, "apps")) {
                facts.put(text(app, "name"), of(app, volumes));
            }
        } catch (DrayException _) {
            return Map.of();
        }
        return facts;
    }

    private static AppFacts of(JsonObject app, Map<String, JsonObject> volumes) {
        List<JsonValue> mounts = new ArrayList<>();
        for (JsonObject mount : objects(app, "mounts")) {
            String volume = text(mount, "volume");
            Optional<JsonValue> own = mount.field("appVolume");
            Optional<JsonObject> source = own.isPresent()
                    ? Optional.of(own.get().asObject("appVolume"))
                    : Optional.ofNullable(volumes.get(volume));
            mounts.add(JsonValue.object()
                    .put("name", volume)
                    .put("container_path", text(mount, "path"))
                    .put("host_path", source.isPresent() ? text(source.get(), "source") : "")
                    .put("read_only", source.isPresent() && isReadOnly(source.get()))
                    .build());
        }
        Optional<JsonValue> content = app.field("app");
        JsonObject own = content.isPresent()
                ? content.get().asObject("app")
                : JsonValue.object().build();
        return new AppFacts(mounts, pairs(own, "userAnnotations"), pairs(own, "userLabels"));
    }

    /** Adds what there is of it. */
    void addTo(ObjectBuilder json) {
        if (!mounts.isEmpty()) {
            json.put("mounts", new JsonArray(mounts));
        }
        add(json, "user_annotations", userAnnotations);
        add(json, "user_labels", userLabels);
    }

    /** Adds the pairs in the order of their names, if there are any. */
    static void add(ObjectBuilder json, String key, Map<String, String> pairs) {
        if (!pairs.isEmpty()) {
            ObjectBuilder object = JsonValue.object();
            for (Map.Entry<String, String> pair : new TreeMap<>(pairs).entrySet()) {
                object.put(pair.getKey(), pair.getValue());
            }
            json.put(key, object.build());
        }
    }

    private static boolean isReadOnly(JsonObject volume) {
        Optional<JsonValue> readOnly = volume.field("readOnly");
        return readOnly.isPresent() && readOnly.get().asBoolean("readOnly");
    }

    private static List<JsonObject> objects(JsonObject json, String field) {
        List<JsonObject> objects = new ArrayList<>();
        Optional<JsonValue> list = json.field(field);
        for (JsonValue item : list.isPresent() ? list.get().asList(field) : List.<JsonValue>of()) {
            objects.add(item.asObject(field));
        }
        return objects;
    }

    private static String text(JsonObject json, String field) {
        Optional<JsonValue> text = json.field(field);
        return text.isPresent() ? text.get().asString(field) : "";
    }

    private static Map<String, String> pairs(JsonObject json, String field) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Optional<JsonValue> object = json.field(field);
        if (object.isPresent()) {
            for (Map.Entry<String, JsonValue> pair :
                    object.get().asObject(field).fields().entrySet()) {
                pairs.put(pair.getKey(), pair.getValue().asString(field));
            }
        }
        return pairs;
    }
}
