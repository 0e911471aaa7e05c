package io.dray.pod.plan;

import io.dray.image.manifest.App;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command line says differently about an app than its image does.
 *
 * @param exec the program instead of the image's
 * @param arguments put after the program's own arguments
 * @param environment variables that win over the pod's and the image's
 * @param user the user instead of the image's: a name, a number, or a path in the image
 * @param group the group instead of the image's, as {@code user}
 * @param supplementaryGids the supplementary groups instead of the image's
 * @param workingDirectory the directory to start in instead of the image's
 * @param isolators limits and rights; each takes the place of those of its kind in the image
 * @param userAnnotations added to the image's; they never change what happens
 * @param userLabels added to the image's; they never change what happens
 */
public record AppChanges(
        Optional<String> exec,
        List<String> arguments,
        Map<String, String> environment,
        Optional<String> user,
        Optional<String> group,
        Optional<List<Long>> supplementaryGids,
        Optional<String> workingDirectory,
        List<App.Isolator> isolators,
        Map<String, String> userAnnotations,
        Map<String, String> userLabels) {
    /** The image as it is. */
    public static final AppChanges NONE = new AppChanges(
            Optional.empty(),
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Map.of(),
            Map.of());

    public AppChanges {
        arguments = List.copyOf(arguments);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        isolators = List.copyOf(isolators);
        userAnnotations = Collections.unmodifiableMap(new LinkedHashMap<>(userAnnotations));
        userLabels = Collections.unmodifiableMap(new LinkedHashMap<>(userLabels));
    }

    /** The same with another program and with these arguments after it. */
    public AppChanges running(Optional<String> newExec, List<String> newArguments) {
        return new AppChanges(
                newExec,
                newArguments,
                environment,
                user,
                group,
                supplementaryGids,
                workingDirectory,
                isolators,
                userAnnotations,
                userLabels);
    }

    /** The same with these variables. */
    public AppChanges withEnvironment(Map<String, String> variables) {
        return new AppChanges(
                exec,
                arguments,
                variables,
                user,
                group,
                supplementaryGids,
                workingDirectory,
                isolators,
                userAnnotations,
                userLabels);
    }

    /**
     * The app with these changes, its environment apart.
     *
     * @param command what the app runs unless another program was named; has the arguments already
     */
    App appliedTo(App app, List<String> command) {
        return new App(
                program(command),
                user.orElse(app.user()),
                group.orElse(app.group()),
                supplementaryGids.orElse(app.supplementaryGids()),
                app.eventHandlers(),
                workingDirectory.orElse(app.workingDirectory()),
                app.environment(),
                app.mountPoints(),
                app.ports(),
                isolators(app),
                added(app.userAnnotations(), userAnnotations),
                added(app.userLabels(), userLabels));
    }

    private List<String> program(List<String> command) {
        if (exec.isEmpty()) {
            return command;
        }
        List<String> program = new ArrayList<>();
        program.add(exec.get());
        program.addAll(arguments);
        return program;
    }

    private List<App.Isolator> isolators(App app) {
        if (isolators.isEmpty()) {
            return app.isolators();
        }
        List<App.Isolator> result = new ArrayList<>();
        for (App.Isolator isolator : app.isolators()) {
            boolean replaced = false;
            for (App.Isolator own : isolators) {
                replaced |= kind(own.name()).equals(kind(isolator.name()));
            }
            if (!replaced) {
                result.add(isolator);
            }
        }
        result.addAll(isolators);
        return result;
    }

    /** Sets to retain and sets to remove exclude each other, so that one takes the place of the other. */
    private static String kind(String name) {
        for (String ending : List.of("-retain-set", "-remove-set")) {
            if (name.endsWith(ending)) {
                return name.substring(0, name.length() - ending.length());
            }
        }
        return name;
    }

    private static Map<String, String> added(Map<String, String> base, Map<String, String> more) {
        if (more.isEmpty()) {
            return base;
        }
        Map<String, String> all = new LinkedHashMap<>(base);
        all.putAll(more);
        return all;
    }
}
