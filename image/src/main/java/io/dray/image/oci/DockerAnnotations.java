package io.dray.image.oci;

import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.image.manifest.ImageManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The annotations by which an appc manifest says what only Docker and OCI know. The names are those that rkt's converter gave,
 * for the rest names like them.
 */
public final class DockerAnnotations {
    static final String PREFIX = "appc.io/docker/";
    static final String ORIGINAL_NAME = PREFIX + "originalname";
    static final String REGISTRY = PREFIX + "registryurl";
    static final String REPOSITORY = PREFIX + "repository";
    static final String TAG = PREFIX + "tag";
    static final String IMAGE_ID = PREFIX + "imageid";
    static final String MANIFEST_HASH = PREFIX + "manifesthash";
    static final String ENTRYPOINT = PREFIX + "entrypoint";
    static final String COMMAND = PREFIX + "cmd";
    static final String STOP_SIGNAL = PREFIX + "stopsignal";
    static final String HEALTHCHECK = PREFIX + "healthcheck";
    static final String SHELL = PREFIX + "shell";
    static final String HISTORY = PREFIX + "history";
    static final String ENVIRONMENT = PREFIX + "env";

    private DockerAnnotations() {}

    /**
     * What an image runs when it is given arguments: of a Docker image they replace the command and not the entrypoint, to the
     * program of any other they are appended. For the way to a start: no native calls.
     *
     * @param arguments none means that the image's own stay
     */
    public static List<String> command(ImageManifest manifest, List<String> arguments) {
        List<String> exec = manifest.app().isPresent() ? manifest.app().get().exec() : List.of();
        if (arguments.isEmpty()) {
            return exec;
        }
        boolean isDockers = manifest.annotations().containsKey(ENTRYPOINT)
                || manifest.annotations().containsKey(COMMAND);
        List<String> command = new ArrayList<>(isDockers ? texts(manifest, ENTRYPOINT) : exec);
        command.addAll(arguments);
        return List.copyOf(command);
    }

    /** The signal that asks the app to end, {@code SIGQUIT}, if the image names one. */
    public static Optional<String> stopSignal(ImageManifest manifest) {
        return Optional.ofNullable(manifest.annotations().get(STOP_SIGNAL));
    }

    private static List<String> texts(ImageManifest manifest, String annotation) {
        String json = manifest.annotations().get(annotation);
        List<String> texts = new ArrayList<>();
        if (json != null && Json.parse(annotation, json) instanceof JsonArray array) {
            for (JsonValue item : array.items()) {
                texts.add(item.asString(annotation));
            }
        }
        return texts;
    }
}
