package io.dray.cli;

import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.JsonValue.ObjectBuilder;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodRegistry;
import io.dray.pod.state.PodState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pods with the keys of rkt's JSON: {@code name} is the UUID, times of pods are in seconds, what is empty is left out. */
final class PodJson {
    private PodJson() {}

    static JsonArray of(List<Pod> pods, PodRegistry registry) {
        List<JsonValue> items = new ArrayList<>();
        for (Pod pod : pods) {
            items.add(of(pod, registry));
        }
        return new JsonArray(items);
    }

    static JsonObject of(Pod pod, PodRegistry registry) {
        ObjectBuilder json = JsonValue.object()
                .put("name", pod.uuid())
                .put("state", pod.state().label());
        List<JsonValue> networks = new ArrayList<>();
        for (Map.Entry<String, String> network : pod.networks().entrySet()) {
            networks.add(JsonValue.object()
                    .put("netName", network.getKey())
                    .put("ip", network.getValue())
                    .build());
        }
        if (!networks.isEmpty()) {
            json.put("networks", new JsonArray(networks));
        }
        List<String> names = new ArrayList<>();
        List<JsonValue> apps = new ArrayList<>();
        Map<String, AppFacts> facts = AppFacts.of(pod, registry);
        for (Pod.App app : pod.apps()) {
            names.add(app.name());
            apps.add(of(pod, app, Optional.ofNullable(facts.get(app.name()))));
        }
        if (pod.identity().name().isPresent()) {
            json.put("pod_name", pod.identity().name().get());
        }
        AppFacts.add(json, "user_labels", pod.identity().labels());
        if (pod.sharesProcesses() && ProgramName.current() != ProgramName.RKT) {
            json.put("pid_namespace", "shared");
        }
        json.put("app_names", names).put("apps", new JsonArray(apps));
        json.put("created_at", pod.created().getEpochSecond());
        if (pod.started().isPresent()) {
            json.put("started_at", pod.started().get().getEpochSecond());
        }
        return json.build();
    }

    /** One app of a pod. */
    static JsonObject of(Pod pod, Pod.App app, PodRegistry registry) {
        return of(pod, app, Optional.ofNullable(AppFacts.of(pod, registry).get(app.name())));
    }

    private static String state(Pod pod, Pod.App app) {
        boolean waits = pod.state() == PodState.RUNNING && app.started().isEmpty();
        return waits ? "created" : pod.state().label();
    }

    /** Times of apps are in nanoseconds. */
    private static JsonObject of(Pod pod, Pod.App app, Optional<AppFacts> facts) {
        boolean exited = app.exitCode().isPresent();
        ObjectBuilder json = JsonValue.object()
                .put("name", app.name())
                .put("state", exited ? "exited" : state(pod, app))
                .put("created_at", Times.nanoseconds(app.created()));
        if (app.started().isPresent()) {
            json.put("started_at", Times.nanoseconds(app.started().get()));
        }
        if (exited) {
            if (app.finished().isPresent()) {
                json.put("finished_at", Times.nanoseconds(app.finished().get()));
            }
            json.put("exit_code", app.exitCode().getAsInt());
        }
        if (app.outOfMemory()) {
            json.put("oom_killed", true);
        }
        if (!app.restarts().isEmpty()) {
            json.put("restarts", app.restarts().size());
        }
        json.put("image_name", app.image()).put("image_id", app.imageId());
        if (facts.isPresent()) {
            facts.get().addTo(json);
        }
        return json.build();
    }
}
