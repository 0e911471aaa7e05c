package io.dray.image.oci;

import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.core.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of an image (image-spec, config.md), in Docker's words and OCI's, which are the same.
 *
 * @param platform what it runs on
 * @param created RFC 3339, or empty
 * @param author or empty
 * @param execution how to run it
 * @param diffIds the digests of the uncompressed layers, lowest first
 * @param history how it was made, one object per step, as it stands; absent if nothing is said
 */
record OciConfig(
        Platform platform,
        String created,
        String author,
        Execution execution,
        List<Digest> diffIds,
        Optional<JsonValue> history) {
    /**
     * How to run an image.
     *
     * @param user {@code user}, {@code user:group}, by name or number; empty means root
     * @param entrypoint the program
     * @param command its arguments, or program and arguments
     * @param environment {@code NAME=value}, in order
     * @param workingDirectory or empty
     * @param ports {@code 8080/tcp}
     * @param volumes paths for which volumes are wanted
     * @param labels free text
     * @param stopSignal {@code SIGQUIT}, or empty
     * @param healthcheck as it stands
     * @param shell for commands in shell form
     */
    record Execution(
            String user,
            List<String> entrypoint,
            List<String> command,
            List<String> environment,
            String workingDirectory,
            List<String> ports,
            List<String> volumes,
            Map<String, String> labels,
            String stopSignal,
            Optional<JsonValue> healthcheck,
            List<String> shell) {
        Execution {
            entrypoint = List.copyOf(entrypoint);
            command = List.copyOf(command);
            environment = List.copyOf(environment);
            ports = List.copyOf(ports);
            volumes = List.copyOf(volumes);
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
            shell = List.copyOf(shell);
        }

        private static final Execution NONE = new Execution(
                "",
                List.of(),
                List.of(),
                List.of(),
                "",
                List.of(),
                List.of(),
                Map.of(),
                "",
                Optional.empty(),
                List.of());

        private static Execution from(OciFields fields) {
            return new Execution(
                    fields.textOrEmpty("User"),
                    fields.texts("Entrypoint"),
                    fields.texts("Cmd"),
                    fields.texts("Env"),
                    fields.textOrEmpty("WorkingDir"),
                    fields.names("ExposedPorts"),
                    fields.names("Volumes"),
                    fields.textMap("Labels"),
                    fields.textOrEmpty("StopSignal"),
                    fields.value("Healthcheck"),
                    fields.texts("Shell"));
        }
    }

    OciConfig {
        diffIds = List.copyOf(diffIds);
    }

    /**
     * Reads the bytes of a configuration.
     *
     * @param source what is read, for messages: {@code config sha256:ab12}
     */
    static OciConfig parse(String source, byte[] content) {
        OciFields fields = OciFields.parse(source, content);
        Platform platform = Platform.from(fields);
        if (!platform.os().isEmpty() && !platform.os().equals("linux")) {
            throw new InvalidInputException(
                    source + ": os: the image is for " + platform.os() + ", and Dray runs Linux");
        }
        OciFields rootfs = fields.nested("rootfs").orElseThrow(() -> fields.invalid("rootfs", "it is required"));
        String type = rootfs.textOrEmpty("type");
        if (!type.equals("layers")) {
            throw rootfs.invalid("type", "it must be 'layers', not '" + type + "'");
        }
        return new OciConfig(
                platform,
                fields.textOrEmpty("created"),
                fields.textOrEmpty("author"),
                fields.nested("config").map(Execution::from).orElse(Execution.NONE),
                diffIds(rootfs),
                fields.value("history"));
    }

    private static List<Digest> diffIds(OciFields rootfs) {
        List<Digest> diffIds = new ArrayList<>();
        List<String> texts = rootfs.texts("diff_ids");
        if (texts.size() > OciManifest.MAX_LAYERS) {
            throw rootfs.invalid(
                    "diff_ids", "there are " + texts.size() + ", more than the limit of " + OciManifest.MAX_LAYERS);
        }
        for (String text : texts) {
            try {
                diffIds.add(diffId(text));
            } catch (InvalidInputException e) {
                throw new InvalidInputException(
                        rootfs.place() + ": diff_ids[" + diffIds.size() + "]: " + e.getMessage(), null, e);
            }
        }
        return diffIds;
    }

    /** A layer of any other algorithm would have the name of an ACI's layer in the store. */
    private static Digest diffId(String text) {
        Digest diffId = OciDigests.parse(text);
        if (diffId.algorithm() != Digest.Algorithm.SHA256) {
            throw new InvalidInputException("Dray reads layers by their sha256 digest, not by "
                    + diffId.algorithm().label());
        }
        return diffId;
    }
}
