package io.dray.image.oci;

import io.dray.core.AcName;
import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.image.manifest.App;
import io.dray.image.manifest.App.MountPoint;
import io.dray.image.manifest.ImageManifest;
import io.dray.image.tree.LayeredTree;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Says in appc's words what an OCI image's configuration says, as rkt's converter did where that was right. The same
 * configuration, manifest and name always give the same bytes. For one image; not thread-safe.
 */
final class AppcConversion {
    private static final int MAX_LISTED = 4096;

    private final OciReference name;
    private final OciSource source;
    private final OciConfig config;
    private final Optional<LayeredTree> files;
    private final Consumer<String> warnings;

    /**
     * A conversion.
     *
     * @param files the image's files, if it has any
     * @param warnings told, one line each, what appc has no words for
     */
    AppcConversion(
            OciReference name,
            OciSource source,
            OciConfig config,
            Optional<LayeredTree> files,
            Consumer<String> warnings) {
        this.name = name;
        this.source = source;
        this.config = config;
        this.files = files;
        this.warnings = warnings;
    }

    /** The bytes of the appc manifest: those that the image was made of, if it was an appc image once. */
    byte[] manifest() {
        String annotation = source.manifest().annotations().get(MediaTypes.APPC_MANIFEST);
        String original = annotation == null
                ? OciFields.parse("config", source.config()).textOrEmpty(MediaTypes.APPC_MANIFEST)
                : annotation;
        if (!original.isEmpty()) {
            byte[] content = original.getBytes(StandardCharsets.UTF_8);
            try {
                ImageManifest.parse(MediaTypes.APPC_MANIFEST, content);
                return content;
            } catch (InvalidInputException e) {
                warnings.accept(e.getMessage() + "; the manifest is made of the configuration instead");
            }
        }
        ImageManifest manifest = new ImageManifest(
                ImageManifest.AC_VERSION,
                name.imageName(),
                labels(),
                Optional.of(app()),
                List.of(),
                List.of(),
                annotations());
        return Json.write(manifest.toJson()).getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>(name.labels());
        labels.put("os", "linux");
        Optional<String> architecture = config.platform().appcArchitecture();
        if (architecture.isPresent()) {
            labels.put("arch", architecture.get());
        } else if (!config.platform().architecture().isEmpty()) {
            warnings.accept("appc has no word for the platform " + config.platform() + ": the label arch is left out");
        }
        return labels;
    }

    private App app() {
        OciConfig.Execution execution = config.execution();
        List<String> exec = new ArrayList<>(execution.entrypoint());
        exec.addAll(execution.command());
        OciAccounts accounts = OciAccounts.of(execution.user(), files);
        return new App(
                exec,
                accounts.user(),
                accounts.group(),
                accounts.supplementary(),
                List.of(),
                absolute(execution.workingDirectory()),
                environment(),
                mountPoints(),
                new OciPorts(warnings).toAppc(execution.ports()),
                List.of(),
                Map.of(),
                execution.labels());
    }

    /** A path without dots that begins at the root, which nothing is above. */
    private static String absolute(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                if (!parts.isEmpty()) {
                    parts.removeLast();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    private Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String variable : config.execution().environment()) {
            int equals = variable.indexOf('=');
            if (equals > 0 && isVariableName(variable.substring(0, equals))) {
                variables.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return variables;
    }

    /** What stands in the environment but cannot stand in that of an appc manifest (appc spec, aci.md, "environment"). */
    private List<String> oddVariables() {
        List<String> odd = new ArrayList<>();
        for (String variable : config.execution().environment()) {
            int equals = variable.indexOf('=');
            if (equals <= 0 || !isVariableName(variable.substring(0, equals))) {
                odd.add(variable);
            }
        }
        return odd;
    }

    private static boolean isVariableName(String text) {
        char first = text.charAt(0);
        boolean later = text.chars()
                .allMatch(c -> (c >= 'A' && c <= 'Z')
                        || (c >= 'a' && c <= 'z')
                        || (c >= '0' && c <= '9')
                        || "_.-".indexOf(c) >= 0);
        return later && "0123456789.-".indexOf(first) < 0;
    }

    private List<MountPoint> mountPoints() {
        Map<String, MountPoint> points = new LinkedHashMap<>();
        for (String volume : new TreeSet<>(config.execution().volumes())) {
            String base = AcName.sanitised("volume-" + volume).value();
            String unique = base;
            for (int i = 1; points.containsKey(unique); i++) {
                unique = base + "-" + i;
            }
            points.put(unique, new MountPoint(unique, absolute(volume), false));
            if (points.size() > MAX_LISTED) {
                throw new InvalidInputException("config: there are more than " + MAX_LISTED + " volumes");
            }
        }
        return List.copyOf(points.values());
    }

    private Map<String, String> annotations() {
        OciConfig.Execution execution = config.execution();
        Map<String, String> annotations = new LinkedHashMap<>();
        if (isTime(config.created())) {
            annotations.put("created", config.created());
        }
        put(annotations, "authors", config.author());
        put(annotations, DockerAnnotations.ORIGINAL_NAME, name.toString());
        put(annotations, DockerAnnotations.REGISTRY, name.registry());
        put(annotations, DockerAnnotations.REPOSITORY, name.repository());
        put(annotations, DockerAnnotations.TAG, name.tag().orElse(""));
        annotations.put(DockerAnnotations.IMAGE_ID, digestOf(source.config()));
        source.manifestBytes().ifPresent(bytes -> annotations.put(DockerAnnotations.MANIFEST_HASH, digestOf(bytes)));
        putList(annotations, DockerAnnotations.ENTRYPOINT, execution.entrypoint());
        putList(annotations, DockerAnnotations.COMMAND, execution.command());
        put(annotations, DockerAnnotations.STOP_SIGNAL, execution.stopSignal());
        putJson(annotations, DockerAnnotations.HEALTHCHECK, execution.healthcheck());
        putList(annotations, DockerAnnotations.SHELL, execution.shell());
        putJson(annotations, DockerAnnotations.HISTORY, config.history());
        List<String> odd = oddVariables();
        if (!odd.isEmpty()) {
            warnings.accept("appc cannot have these variables, which are left out: " + String.join(", ", names(odd)));
            putList(annotations, DockerAnnotations.ENVIRONMENT, odd);
        }
        return annotations;
    }

    private static List<String> names(List<String> variables) {
        return variables.stream()
                .map(variable -> "'" + variable.substring(0, Math.max(0, variable.indexOf('='))) + "'")
                .toList();
    }

    private static String digestOf(byte[] content) {
        return Digest.of(Digest.Algorithm.SHA256, content).toOci();
    }

    private static void put(Map<String, String> annotations, String key, String value) {
        if (!value.isEmpty()) {
            annotations.put(key, value);
        }
    }

    private static void putList(Map<String, String> annotations, String key, List<String> values) {
        if (!values.isEmpty()) {
            annotations.put(key, Json.write(JsonValue.ofStrings(values)));
        }
    }

    private static void putJson(Map<String, String> annotations, String key, Optional<JsonValue> value) {
        value.ifPresent(present -> annotations.put(key, Json.write(present)));
    }

    private static boolean isTime(String text) {
        try {
            return !text.isEmpty() && OffsetDateTime.parse(text).getYear() > 0 && text.indexOf('T') == 10;
        } catch (DateTimeException _) {
            return false;
        }
    }
}
