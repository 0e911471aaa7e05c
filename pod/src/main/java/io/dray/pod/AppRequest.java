package io.dray.pod;

import io.dray.image.ImageReference;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One app that was asked for.
 *
 * @param image which image
 * @param name the app's name in the pod; by default the last part of the image's name
 * @param exec the program instead of the image's
 * @param arguments put after the program's own arguments
 * @param environment variables that win over the pod's and the image's
 * @param user the user instead of the image's: a name, a number, or a path in the image
 * @param group the group instead of the image's, as {@code user}
 * @param workingDirectory the directory to start in instead of the image's
 */
public record AppRequest(
        ImageReference image,
        Optional<String> name,
        Optional<String> exec,
        List<String> arguments,
        Map<String, String> environment,
        Optional<String> user,
        Optional<String> group,
        Optional<String> workingDirectory) {
    public AppRequest {
        arguments = List.copyOf(arguments);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** The image as it is. */
    public static AppRequest of(ImageReference image) {
        return new AppRequest(
                image,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same app with another program and with these arguments after it. */
    public AppRequest running(Optional<String> newExec, List<String> newArguments) {
        return new AppRequest(image, name, newExec, newArguments, environment, user, group, workingDirectory);
    }
}
