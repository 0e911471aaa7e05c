package io.dray.pod;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.Timestamps;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pod is, as its {@code pod.json} says: written once, before the pod gets its name, and never changed. The apps of a mutable
 * pod stand not there but each in a file of its own, so that they come and go one by one.
 *
 * @param uuid the pod
 * @param identity what people call it
 * @param created when it was planned
 * @param hostname its host name
 * @param networks which networks it is on, as {@code --net} takes them
 * @param mutable whether apps come and go
 * @param sharesProcesses whether its apps see each other's processes
 * @param apps its apps, in the order in which they came
 */
public record PodManifest(
        String uuid,
        PodIdentity identity,
        Instant created,
        String hostname,
        List<String> networks,
        boolean mutable,
        boolean sharesProcesses,
        List<App> apps) {
    /**
     * One app.
     *
     * @param name its name in the pod
     * @param image the image's name and version
     * @param imageId the image's ID
     * @param joined when it came, if the pod was there before
     */
    public record App(String name, String image, String imageId, Optional<Instant> joined) {
        /** As its own file says it. */
        public String toText() {
            return Json.write(toJson()) + "\n";
        }

        private JsonObject toJson() {
            JsonValue.ObjectBuilder json =
                    JsonValue.object().put("name", name).put("image", image).put("imageID", imageId);
            if (joined.isPresent()) {
                json.put("joined", Timestamps.format(joined.get()));
            }
            return json.build();
        }
    }

    /** A class of its own: the comparators that Java composes are made at run time, outside of the start-up cache. */
    private static final class FirstCome implements Comparator<App> {
        @Override
        public int compare(App one, App other) {
            int order =
                    one.joined().orElse(Instant.EPOCH).compareTo(other.joined().orElse(Instant.EPOCH));
            return order != 0 ? order : one.name().compareTo(other.name());
        }
    }

    public PodManifest {
        networks = List.copyOf(networks);
        apps = List.copyOf(apps);
    }

    public String toText() {
        List<JsonValue> appList = new ArrayList<>();
        for (App app : apps) {
            appList.add(app.toJson());
        }
        JsonValue.ObjectBuilder json = JsonValue.object().put("uuid", uuid);
        if (identity.name().isPresent()) {
            json.put("name", identity.name().get());
        }
        if (!identity.labels().isEmpty()) {
            JsonValue.ObjectBuilder labels = JsonValue.object();
            for (Map.Entry<String, String> label : identity.labels().entrySet()) {
                labels.put(label.getKey(), label.getValue());
            }
            json.put("labels", labels.build());
        }
        if (mutable) {
            json.put("mutable", true);
        }
        if (sharesProcesses) {
            json.put("sharesProcesses", true);
        }
        return Json.write(json.put("created", Timestamps.format(created))
                        .put("hostname", hostname)
                        .put("networks", networks)
                        .put("apps", new JsonArray(appList))
                        .build())
                + "\n";
    }

    public static PodManifest read(Path file) throws IOException {
        PodManifest pod = parse(file.toString(), bytes(file));
        return pod.mutable ? pod.having(joined(file.resolveSibling("apps"))) : pod;
    }

    /** The same pod with these apps. */
    public PodManifest having(List<App> others) {
        return new PodManifest(uuid, identity, created, hostname, networks, mutable, sharesProcesses, others);
    }

    private static List<App> joined(Path directories) throws IOException {
        List<App> apps = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directories)) {
            for (Path entry : entries) {
                Path file = entry.resolve("app.json");
                try {
                    apps.add(app(Json.parse(file.toString(), bytes(file)).asObject(file.toString()), file.toString()));
                } catch (FileNotFoundException _) {
                    // it is on its way, or was when its command was killed
                }
            }
        } catch (NoSuchFileException _) {
            return List.of();
        }
        apps.sort(new FirstCome());
        return apps;
    }

    /** Not by Files, whose channels take three times as long, for which a list of many pods has no time. */
    private static byte[] bytes(Path file) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.readAllBytes();
        }
    }

    static PodManifest parse(String source, byte[] content) {
        JsonObject json = Json.parse(source, content).asObject(source);
        List<App> apps = new ArrayList<>();
        for (JsonValue app : required(json, "apps", source).asList(source + ": apps")) {
            apps.add(app(app.asObject(source + ": apps"), source));
        }
        try {
            return new PodManifest(
                    text(json, "uuid", source),
                    identity(json, source),
                    Timestamps.parse(text(json, "created", source)),
                    text(json, "hostname", source),
                    networks(json, source),
                    json.field("mutable").isPresent(),
                    json.field("sharesProcesses").isPresent(),
                    apps);
        } catch (DateTimeParseException e) {
            throw new InvalidInputException(source + ": created: not a time", null, e);
        }
    }

    private static List<String> networks(JsonObject json, String source) {
        List<String> networks = new ArrayList<>();
        for (JsonValue item : required(json, "networks", source).asList(source + ": networks")) {
            networks.add(item.asString(source + ": networks"));
        }
        return networks;
    }

    private static App app(JsonObject json, String source) {
        Optional<JsonValue> joined = json.field("joined");
        return new App(
                text(json, "name", source),
                text(json, "image", source),
                text(json, "imageID", source),
                joined.isPresent()
                        ? Optional.of(Timestamps.parse(joined.get().asString(source + ": joined")))
                        : Optional.empty());
    }

    private static PodIdentity identity(JsonObject json, String source) {
        Optional<JsonValue> name = json.field("name");
        Optional<JsonValue> labels = json.field("labels");
        if (name.isEmpty() && labels.isEmpty()) {
            return PodIdentity.NONE;
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        if (labels.isPresent()) {
            for (Map.Entry<String, JsonValue> label :
                    labels.get().asObject(source + ": labels").fields().entrySet()) {
                pairs.put(label.getKey(), label.getValue().asString(source + ": labels"));
            }
        }
        return new PodIdentity(
                name.isPresent() ? Optional.of(name.get().asString(source + ": name")) : Optional.empty(), pairs);
    }

    private static String text(JsonObject json, String field, String source) {
        return required(json, field, source).asString(source + ": " + field);
    }

    private static JsonValue required(JsonObject json, String field, String source) {
        return json.field(field).orElseThrow(() -> new InvalidInputException(source + ": " + field + " is missing"));
    }
}
