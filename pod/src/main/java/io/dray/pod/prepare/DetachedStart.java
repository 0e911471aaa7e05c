package io.dray.pod.prepare;

import io.dray.core.DataDirectory;
import io.dray.core.OperationFailedException;
import io.dray.linux.Command;
import io.dray.linux.IoFailures;
import io.dray.linux.ProgramRunner;
import io.dray.pod.FileTrees;
import io.dray.pod.PodDirectory;
import io.dray.pod.plan.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Starts a prepared pod in a session of its own, so that it outlives the shell it was started from, and waits until its apps are
 * started or it is known why they are not.
 */
public final class DetachedStart {
    private static final long PAUSE_MILLIS = 10;
    private static final String OUTPUT = "start.log";

    private final DataDirectory data;
    private final ProgramRunner programs = new ProgramRunner();

    /** Starts pods of a data directory. */
    public DetachedStart(DataDirectory data) {
        this.data = data;
    }

    /**
     * Starts the pod.
     *
     * @return its uuid
     * @throws OperationFailedException if its start fails; then nothing is left of it
     */
    public String start(PreparedPod prepared, Launcher launcher) {
        PodDirectory pod = new PodDirectory(prepared.directory());
        try {
            Path aside = data.newTemporary("start");
            Path output = aside.resolve(OUTPUT);
            programs.require(Command.of(
                    "setsid",
                    "--fork",
                    "/bin/sh",
                    "-c",
                    "exec \"$0\" --dir=\"$1\" run-prepared \"$2\" </dev/null >\"$3\" 2>&1",
                    launcher.program(),
                    data.root().toString(),
                    pod.uuid(),
                    output.toString()));
            boolean started = await(pod, output);
            String said = Files.exists(output) ? Files.readString(output).strip() : "";
            if (started) {
                // what runs before the apps writes there until it is done
                Files.move(output, pod.root().resolve(OUTPUT), StandardCopyOption.REPLACE_EXISTING);
            }
            FileTrees.delete(aside);
            if (!started) {
                throw new OperationFailedException("pod \"" + pod.uuid() + "\" did not start: " + said);
            }
            return pod.uuid();
        } catch (IOException e) {
            throw IoFailures.during("cannot start pod " + pod.uuid(), e);
        }
    }

    /** A start that fails removes the directory. */
    private static boolean await(PodDirectory pod, Path output) {
        while (!Files.exists(pod.started())) {
            boolean refused = Files.exists(pod.prepared()) && hasContent(output);
            if (refused || !Files.exists(pod.manifest())) {
                return false;
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private static boolean hasContent(Path file) {
        try {
            return Files.exists(file) && Files.size(file) > 0;
        } catch (IOException _) {
            return false;
        }
    }
}
