package io.dray.image.manifest;

import io.dray.core.InvalidInputException;
import io.dray.core.IpAddress;
import io.dray.core.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Checks an appc pod manifest against its schema (appc spec, pods.md, "Pod Manifest Schema"). */
public final class PodManifestRules {
    public static final String KIND = "PodManifest";

    private static final int MAX_PORT = 65535;
    private static final int MAX_MODE = 07777;
    private static final long MAX_ID = 0xFFFF_FFFEL;

    private PodManifestRules() {}

    /**
     * Checks a whole manifest.
     *
     * @throws InvalidInputException for the first thing that is wrong; names the field
     */
    static void check(JsonValue json, String source) {
        ManifestFields fields = ManifestFields.of(json, source, "");
        String kind = fields.requiredText("acKind");
        if (!kind.equals(KIND)) {
            throw fields.invalid("acKind", "expected PodManifest, found '" + kind + "'");
        }
        ManifestRules.version(fields, "acVersion");
        checkApps(fields);
        checkVolumes(fields);
        IsolatorRules.check(fields);
        ManifestRules.annotations(fields, "annotations");
        checkPorts(fields);
        fields.textMap("userAnnotations");
        fields.textMap("userLabels");
    }

    private static void checkApps(ManifestFields pod) {
        Set<String> names = new HashSet<>();
        for (ManifestFields app : pod.list("apps")) {
            String name = ManifestRules.name(app, "name");
            if (!names.add(name)) {
                throw app.invalid("name", "'" + name + "' is there twice");
            }
            checkImage(app.nested("image").orElseThrow(() -> app.invalid("image", "it is required")));
            Optional<ManifestFields> override = app.nested("app");
            if (override.isPresent()) {
                App.from(override.get());
                IsolatorRules.check(override.get());
            }
            app.flag("readOnlyRootFS");
            checkMounts(app);
            ManifestRules.annotations(app, "annotations");
        }
    }

    private static void checkImage(ManifestFields image) {
        if (image.digest("id").isEmpty()) {
            throw image.invalid("id", "it is required");
        }
        if (image.text("name").isPresent()) {
            ManifestRules.identifier(image, "name");
        }
        ManifestRules.labels(image, "labels");
    }

    private static void checkMounts(ManifestFields app) {
        for (ManifestFields mount : app.list("mounts")) {
            ManifestRules.name(mount, "volume");
            ManifestRules.pathInRoot(mount, "path");
            mount.nested("appVolume").ifPresent(PodManifestRules::checkVolume);
        }
    }

    private static void checkVolumes(ManifestFields pod) {
        Set<String> names = new HashSet<>();
        for (ManifestFields volume : pod.list("volumes")) {
            checkVolume(volume);
            String name = volume.requiredText("name");
            if (!names.add(name)) {
                throw volume.invalid("name", "'" + name + "' is there twice");
            }
        }
    }

    private static void checkVolume(ManifestFields volume) {
        ManifestRules.name(volume, "name");
        String kind = volume.requiredText("kind");
        volume.flag("readOnly");
        volume.flag("recursive");
        Optional<String> source = volume.text("source");
        boolean hasSource = source.isPresent() && !source.get().isEmpty();
        switch (kind) {
            case "host" -> {
                ManifestRules.startingAtRoot(volume, "source");
                for (String field : List.of("mode", "uid", "gid")) {
                    if (volume.value(field).isPresent()) {
                        throw volume.invalid(field, "a host volume has none");
                    }
                }
            }
            case "empty" -> {
                if (hasSource) {
                    throw volume.invalid("source", "an empty volume has none");
                }
                checkMode(volume);
                checkId(volume, "uid");
                checkId(volume, "gid");
            }
            default -> throw volume.invalid("kind", "'" + kind + "' is neither empty nor host");
        }
    }

    private static void checkMode(ManifestFields volume) {
        Optional<String> mode = volume.text("mode");
        if (mode.isEmpty() || mode.get().isEmpty()) {
            return;
        }
        try {
            int bits = Integer.parseInt(mode.get(), 8);
            if (bits >= 0 && bits <= MAX_MODE) {
                return;
            }
        } catch (NumberFormatException _) {
            // refused below, like a number that is too large
        }
        throw volume.invalid("mode", "'" + mode.get() + "' is not a mode such as 0755");
    }

    private static void checkId(ManifestFields volume, String field) {
        OptionalLong id = volume.number(field);
        if (id.isPresent() && (id.getAsLong() < 0 || id.getAsLong() > MAX_ID)) {
            throw volume.invalid(field, id.getAsLong() + " is not possible");
        }
    }

    private static void checkPorts(ManifestFields pod) {
        for (ManifestFields port : pod.list("ports")) {
            ManifestRules.name(port, "name");
            OptionalLong number = port.number("hostPort");
            if (number.isEmpty() || number.getAsLong() < 1 || number.getAsLong() > MAX_PORT) {
                throw port.invalid("hostPort", "it must be a number from 1 to " + MAX_PORT);
            }
            Optional<String> address = port.text("hostIP");
            if (address.isPresent() && !address.get().isEmpty() && !IpAddress.isAddress(address.get())) {
                throw port.invalid("hostIP", "'" + address.get() + "' is not an IP address");
            }
            port.nested("podPort").ifPresent(AppParts::port);
        }
    }
}
