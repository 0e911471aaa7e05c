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
     * @throws OperationFailedException if its start fails; then nothing is left of it, or no more than gc removes
     */
    public String start(PreparedPod prepared, Launcher launcher) {
        PodDirectory pod = new PodDirectory(prepared.directory());
        try {
            Path aside = data.newTemporary("start");
            Path output = aside.resolve(OUTPUT);
            ProcessHandle process = programs.detach(
                    Command.of(launcher.program(), "--dir=" + data.root(), "run-prepared", pod.uuid()), output);
            boolean started = await(pod, process);
            String said = Files.exists(output) ? Files.readString(output).strip() : "";
            if (started) {
                // what runs before the apps writes there until it is done
                Files.move(output, pod.root().resolve(OUTPUT), StandardCopyOption.REPLACE_EXISTING);
            }
            FileTrees.delete(aside);
            if (!started) {
                throw failure(pod, said);
            }
            return pod.uuid();
        } catch (IOException e) {
            throw IoFailures.during("cannot start pod " + pod.uuid(), e);
        }
    }

    /** Whether it has started; false once it is certain that it will not. */
    private static boolean await(PodDirectory pod, ProcessHandle process) {
        while (!Files.exists(pod.started())) {
            if (!process.isAlive()) {
                // it may have started its apps, and ended with them, since the last look
                return Files.exists(pod.started());
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

    /** A start that fails says why and removes the directory; one that was killed does neither. */
    private static OperationFailedException failure(PodDirectory pod, String said) throws IOException {
        Files.deleteIfExists(pod.prepared());
        String what = "pod \"" + pod.uuid() + "\" did not start: ";
        return said.isEmpty()
                ? new OperationFailedException(what + "its process was killed", "'dray gc' removes what is left of it")
                : new OperationFailedException(what + said);
    }
}
