package io.dray.pod.start;

import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import io.dray.image.manifest.App;
import io.dray.image.manifest.ImageManifest;
import io.dray.pod.network.ForwardedPort;
import io.dray.pod.plan.AppPlan;
import io.dray.pod.plan.PlannedPod;
import io.dray.pod.volume.Volume;
import io.dray.pod.volume.VolumeMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The appc pod manifest of a planned pod: every image by its ID, every mount point with its volume (appc spec, pods.md, "Pod
 * Manifest Schema").
 */
final class ReifiedManifest {
    private static final String VERSION = "0.8.11";
    private static final int OCTAL = 8;

    private ReifiedManifest() {}

    static String of(PlannedPod pod) {
        List<JsonValue> apps = new ArrayList<>();
        for (AppPlan app : pod.apps()) {
            apps.add(app(app));
        }
        List<JsonValue> volumes = new ArrayList<>();
        for (Volume volume : pod.allVolumes()) {
            volumes.add(volume(volume));
        }
        JsonValue.ObjectBuilder json = JsonValue.object()
                .put("acVersion", VERSION)
                .put("acKind", "PodManifest")
                .put("apps", new JsonArray(apps))
                .put("volumes", new JsonArray(volumes))
                .put("isolators", isolators(pod.facts().isolators()))
                .put("annotations", ImageManifest.nameValues(pod.facts().annotations()))
                .put("ports", new JsonArray(ports(pod)));
        addFree(json, "userAnnotations", pod.facts().userAnnotations());
        addFree(json, "userLabels", pod.manifest().identity().labels());
        return Json.write(json.build());
    }

    private static void addFree(JsonValue.ObjectBuilder json, String field, Map<String, String> texts) {
        if (!texts.isEmpty()) {
            JsonValue.ObjectBuilder pairs = JsonValue.object();
            for (Map.Entry<String, String> text : texts.entrySet()) {
                pairs.put(text.getKey(), text.getValue());
            }
            json.put(field, pairs.build());
        }
    }

    private static JsonArray isolators(List<App.Isolator> isolators) {
        List<JsonValue> items = new ArrayList<>();
        for (App.Isolator isolator : isolators) {
            items.add(JsonValue.object()
                    .put("name", isolator.name())
                    .put("value", isolator.value())
                    .build());
        }
        return new JsonArray(items);
    }

    private static List<JsonValue> ports(PlannedPod pod) {
        List<JsonValue> ports = new ArrayList<>();
        for (ForwardedPort port : pod.ports()) {
            JsonValue.ObjectBuilder json =
                    JsonValue.object().put("name", port.name()).put("hostPort", port.hostPort());
            if (port.hostAddress().isPresent()) {
                json.put("hostIP", port.hostAddress().get());
            }
            ports.add(json.build());
        }
        return ports;
    }

    /** What an app adds to the manifest of a pod that it joins. */
    static String part(AppPlan app) {
        return Json.write(app(app));
    }

    private static JsonObject app(AppPlan app) {
        JsonObject image = JsonValue.object()
                .put("name", app.image().name())
                .put("id", app.image().id().toString())
                .put("labels", ImageManifest.nameValues(app.image().labels()))
                .build();
        JsonValue.ObjectBuilder json = JsonValue.object()
                .put("name", app.name())
                .put("image", image)
                .put("app", app.app().toJson());
        if (app.readOnlyRoot()) {
            json.put("readOnlyRootFS", true);
        }
        List<JsonValue> mounts = new ArrayList<>();
        for (VolumeMount mount : app.volumes()) {
            JsonValue.ObjectBuilder item =
                    JsonValue.object().put("volume", mount.volume().name()).put("path", mount.target());
            mounts.add((mount.own() ? item.put("appVolume", volume(mount.volume())) : item).build());
        }
        if (!mounts.isEmpty()) {
            json.put("mounts", new JsonArray(mounts));
        }
        if (!app.annotations().isEmpty()) {
            json.put("annotations", ImageManifest.nameValues(app.annotations()));
        }
        return json.build();
    }

    private static JsonObject volume(Volume volume) {
        JsonValue.ObjectBuilder json = JsonValue.object().put("name", volume.name());
        if (volume instanceof Volume.Host host) {
            json.put("kind", "host").put("source", host.source());
            return withAccess(json, host).put("recursive", host.recursive()).build();
        }
        withAccess(json.put("kind", "empty"), volume);
        if (volume instanceof Volume.Empty empty) {
            json.put("mode", "0" + Integer.toString(empty.mode(), OCTAL));
            json.put("uid", empty.uid()).put("gid", empty.gid());
        }
        return json.build();
    }

    /** What was not said is not said here, either: it would win over mount points. */
    private static JsonValue.ObjectBuilder withAccess(JsonValue.ObjectBuilder json, Volume volume) {
        return volume.access() == Volume.Access.UNSAID
                ? json
                : json.put("readOnly", volume.access() == Volume.Access.READ_ONLY);
    }
}
