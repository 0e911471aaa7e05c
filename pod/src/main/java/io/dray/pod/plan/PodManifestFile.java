package io.dray.pod.plan;

import io.dray.core.AcName;
import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonNull;
import io.dray.core.JsonValue.JsonObject;
import io.dray.image.manifest.App;
import io.dray.image.manifest.ImageReference;
import io.dray.linux.IoFailures;
import io.dray.pod.network.PortForward;
import io.dray.pod.volume.MountRequest;
import io.dray.pod.volume.Volume;
import io.dray.pod.volume.VolumeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An appc pod manifest as somebody wrote it (appc spec, pods.md). Field names match in any case and unknown fields are ignored,
 * as in the reference implementation.
 */
public final class PodManifestFile {
    /**
     * What a manifest asks for.
     *
     * @param apps its apps
     * @param volumes its volumes
     * @param ports ports of the host that are to lead to it
     * @param facts what it says of the pod as a whole
     * @param labels its user labels
     */
    public record Content(
            List<AppRequest> apps,
            List<Volume> volumes,
            List<PortForward> ports,
            PodFacts facts,
            Map<String, String> labels) {
        public Content {
            apps = List.copyOf(apps);
            volumes = List.copyOf(volumes);
            ports = List.copyOf(ports);
            labels = Map.copyOf(labels);
        }

        /** The same with volumes and mounts as rkt took them. */
        public Content asRkt() {
            List<AppRequest> takenApps = new ArrayList<>();
            for (AppRequest app : apps) {
                takenApps.add(app.asRkt());
            }
            List<Volume> takenVolumes = new ArrayList<>();
            for (Volume volume : volumes) {
                takenVolumes.add(volume.asRkt());
            }
            return new Content(takenApps, takenVolumes, ports, facts, labels);
        }
    }

    private static final long MAX_BYTES = 4 << 20;

    private final String source;

    private PodManifestFile(String source) {
        this.source = source;
    }

    /**
     * Reads and checks a manifest.
     *
     * @throws InvalidInputException that names the file and the field that is wrong
     */
    public static Content read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new InvalidInputException(file + " is longer than " + MAX_BYTES + " bytes");
            }
            return parse(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw IoFailures.with("cannot read the pod manifest", file, e);
        }
    }

    static Content parse(String source, byte[] text) {
        return new PodManifestFile(source).content(Json.parse(source, text).asObject(source));
    }

    private Content content(JsonObject pod) {
        String kind = text(pod, "acKind", "acKind");
        if (!kind.equals("PodManifest")) {
            throw new InvalidInputException(source + ": acKind: '" + kind + "' is not PodManifest");
        }
        text(pod, "acVersion", "acVersion");
        List<AppRequest> apps = new ArrayList<>();
        for (JsonValue app : list(pod, "apps", "apps")) {
            apps.add(app(app, "apps[" + apps.size() + "]"));
        }
        List<Volume> volumes = new ArrayList<>();
        for (JsonValue volume : list(pod, "volumes", "volumes")) {
            volumes.add(volume(volume, "volumes[" + volumes.size() + "]"));
        }
        List<PortForward> ports = new ArrayList<>();
        for (JsonValue port : list(pod, "ports", "ports")) {
            String path = at("ports[" + ports.size() + "]");
            ports.add(PortForward.of(port.asObject(path), path));
        }
        PodFacts facts =
                new PodFacts(pairs(pod, "annotations", "annotations"), texts(pod, "userAnnotations"), isolators(pod));
        return new Content(apps, volumes, ports, facts, texts(pod, "userLabels"));
    }

    private List<App.Isolator> isolators(JsonObject pod) {
        List<App.Isolator> isolators = new ArrayList<>();
        for (JsonValue item : list(pod, "isolators", "isolators")) {
            String path = "isolators[" + isolators.size() + "]";
            JsonObject isolator = item.asObject(at(path));
            JsonValue value = value(isolator, "value")
                    .orElseThrow(() -> new InvalidInputException(at(path) + ".value: it is required"));
            isolators.add(new App.Isolator(text(isolator, "name", path + ".name"), value));
        }
        return isolators;
    }

    private Map<String, String> texts(JsonObject pod, String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        Optional<JsonValue> object = value(pod, field);
        if (object.isPresent()) {
            for (Map.Entry<String, JsonValue> text :
                    object.get().asObject(at(field)).fields().entrySet()) {
                texts.put(text.getKey(), text.getValue().asString(at(field + "." + text.getKey())));
            }
        }
        return texts;
    }

    private AppRequest app(JsonValue value, String path) {
        JsonObject app = value.asObject(at(path));
        String name = acName(app, "name", path + ".name");
        JsonObject image = value(app, "image")
                .orElseThrow(() -> new InvalidInputException(at(path) + ".image: it is required"))
                .asObject(at(path + ".image"));
        Optional<JsonValue> own = value(app, "app");
        List<MountRequest> mounts = new ArrayList<>();
        for (JsonValue mount : list(app, "mounts", path + ".mounts")) {
            mounts.add(mount(mount, path + ".mounts[" + mounts.size() + "]"));
        }
        return new AppRequest(
                image(image, path + ".image"),
                Optional.of(name),
                own.isPresent() ? Optional.of(App.from(own.get(), source, path + ".app")) : Optional.empty(),
                AppChanges.NONE,
                mounts,
                flag(app, "readOnlyRootFS", path).orElse(false),
                pairs(app, "annotations", path + ".annotations"),
                false);
    }

    /** By its ID, as the specification demands; by name and labels where the ID is left out. */
    private ImageReference image(JsonObject image, String path) {
        Optional<JsonValue> id = value(image, "id");
        if (id.isPresent()) {
            return ImageReference.parse(id.get().asString(at(path + ".id")));
        }
        return new ImageReference.ByName(text(image, "name", path + ".id"), pairs(image, "labels", path + ".labels"));
    }

    private MountRequest mount(JsonValue value, String path) {
        JsonObject mount = value.asObject(at(path));
        Optional<JsonValue> own = value(mount, "appVolume");
        return new MountRequest(
                acName(mount, "volume", path + ".volume"),
                text(mount, "path", path + ".path"),
                own.isPresent() ? Optional.of(volume(own.get(), path + ".appVolume")) : Optional.empty(),
                false);
    }

    private Volume volume(JsonValue value, String path) {
        JsonObject volume = value.asObject(at(path));
        String name = acName(volume, "name", path + ".name");
        String kind = text(volume, "kind", path + ".kind");
        Volume.Access access = Volume.Access.of(flag(volume, "readOnly", path));
        if (kind.equals("host")) {
            refuse(volume, path, "a volume of kind host", "mode", "uid", "gid");
            String place = text(volume, "source", path + ".source");
            return new Volume.Host(
                    name, place, access, flag(volume, "recursive", path).orElse(true));
        } else if (kind.equals("empty")) {
            refuse(volume, path, "a volume of kind empty", "source");
            Optional<JsonValue> mode = value(volume, "mode");
            int permissions = mode.isEmpty()
                    ? Volume.Empty.DEFAULT_MODE
                    : VolumeText.parseMode(mode.get().asString(at(path + ".mode")));
            return new Volume.Empty(name, access, permissions, id(volume, "uid", path), id(volume, "gid", path));
        }
        throw new InvalidInputException(at(path) + ".kind: '" + kind + "' is neither host nor empty");
    }

    private void refuse(JsonObject volume, String path, String what, String... fields) {
        for (String field : fields) {
            if (value(volume, field).isPresent()) {
                throw new InvalidInputException(at(path) + "." + field + ": " + what + " has none");
            }
        }
    }

    private int id(JsonObject volume, String field, String path) {
        Optional<JsonValue> id = value(volume, field);
        long number = id.isEmpty() ? 0 : id.get().asLong(at(path + "." + field));
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new InvalidInputException(at(path) + "." + field + ": " + number + " is not the number of an owner");
        }
        return (int) number;
    }

    private Map<String, String> pairs(JsonObject object, String field, String path) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (JsonValue item : list(object, field, path)) {
            JsonObject pair = item.asObject(at(path));
            String name = text(pair, "name", path + ".name");
            if (pairs.put(name, text(pair, "value", path + ".value")) != null) {
                throw new InvalidInputException(at(path) + ": '" + name + "' is there twice");
            }
        }
        return pairs;
    }

    private String text(JsonObject object, String field, String path) {
        Optional<JsonValue> value = value(object, field);
        return value.orElseThrow(() -> new InvalidInputException(at(path) + ": it is required"))
                .asString(at(path));
    }

    private String acName(JsonObject object, String field, String path) {
        String name = text(object, field, path);
        try {
            return AcName.of(name).value();
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    at(path) + ": " + e.getMessage(), e.hint().orElse(null), e);
        }
    }

    private Optional<Boolean> flag(JsonObject object, String field, String path) {
        Optional<JsonValue> value = value(object, field);
        return value.isPresent() ? Optional.of(value.get().asBoolean(at(path + "." + field))) : Optional.empty();
    }

    private List<JsonValue> list(JsonObject object, String field, String path) {
        Optional<JsonValue> value = value(object, field);
        return value.isPresent() ? value.get().asList(at(path)) : List.of();
    }

    private static Optional<JsonValue> value(JsonObject object, String field) {
        Optional<JsonValue> value = object.fieldIgnoringCase(field);
        return value.isPresent() && value.get() instanceof JsonNull ? Optional.empty() : value;
    }

    private String at(String path) {
        return source + ": " + path;
    }
}
