package io.dray.pod.change;

import io.dray.core.DataDirectory;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.linux.Command;
import io.dray.linux.ProgramRunner;
import io.dray.pod.PodDirectory;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodState;
import java.nio.file.Files;
import java.nio.file.LinkOption;

/** Starts and stops single apps. The launcher does it ({@code switch-app}); here is what it cannot say. */
public final class AppSwitch {
    private final DataDirectory data;
    private final String launcher;
    private final ProgramRunner programs = new ProgramRunner();

    /**
     * For the pods of a data directory.
     *
     * @param launcher the path of {@code bin/dray}
     */
    public AppSwitch(DataDirectory data, String launcher) {
        this.data = data;
        this.launcher = launcher;
    }

    /**
     * Checks that an app can be started and stopped by itself.
     *
     * @param onlyMutable whether that is refused for apps of pods that are not mutable, as rkt did
     * @throws InvalidInputException if it cannot
     * @throws MissingException if the pod has no such app
     */
    public static void check(Pod pod, String app, boolean onlyMutable) {
        if (pod.state() != PodState.RUNNING) {
            throw new InvalidInputException(
                    "pod \"" + pod.uuid() + "\" isn't currently running",
                    "it is " + pod.state().label());
        }
        if (onlyMutable) {
            AppRemoval.requireMutable(pod);
        }
        boolean known = false;
        for (Pod.App other : pod.apps()) {
            known |= other.name().equals(app);
        }
        if (!known) {
            throw new MissingException("nonexistent app \"" + app + "\"", "see 'dray app list " + pod.uuid() + "'");
        }
        PodDirectory directory = new PodDirectory(pod.directory());
        if (!Files.isDirectory(directory.services())) {
            throw new InvalidInputException(
                    "app " + app + " is the only one of its pod, which lives and ends with it",
                    "'dray stop " + pod.uuid() + "' stops both");
        }
        if (!Files.exists(directory.services().resolve(app), LinkOption.NOFOLLOW_LINKS)) {
            throw new InvalidInputException(
                    "app " + app + " is half removed", "'dray app rm " + pod.uuid() + " --app=" + app + "' ends that");
        }
    }

    /**
     * Has the launcher do it.
     *
     * @param verb {@code start} or {@code stop}
     * @param mark a variable to set for it
     * @return its exit code
     */
    public int run(String verb, Pod pod, String app, String mark) {
        return programs.attach(Command.of(launcher, "--dir=" + data.root(), "app", verb, pod.uuid(), "--app=" + app)
                .withVariable(mark, "yes"));
    }
}
