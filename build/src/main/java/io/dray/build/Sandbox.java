package io.dray.build;

import io.dray.core.DataDirectory;
import io.dray.core.OperationFailedException;
import io.dray.core.ShellQuote;
import io.dray.linux.Cgroups;
import io.dray.linux.Command;
import io.dray.linux.ProgramRunner;
import io.dray.linux.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs shell text in mount and pid namespaces of its own. They end with this process, whatever kills it: the kernel sends
 * SIGKILL to {@code unshare} when its parent dies, {@code unshare} takes the first process of the pid namespace with it, and
 * that process everything else, mounts included.
 */
final class Sandbox {
    private static final int REMEMBERED_LINES = 15;

    private final DataDirectory data;
    private final ProgramRunner programs;

    Sandbox(DataDirectory data, ProgramRunner programs) {
        this.data = data;
        this.programs = programs;
    }

    /**
     * What a program left behind.
     *
     * @param exitCode its exit code, 128 + n for signal n
     * @param lastLines the end of its output
     */
    record Outcome(int exitCode, List<String> lastLines) {
        Outcome {
            lastLines = List.copyOf(lastLines);
        }

        boolean isSuccess() {
            return exitCode == 0;
        }
    }

    /** Runs the lines one after the other, with the data directory as working directory, up to the first that fails. */
    Outcome run(Path workspace, List<String> lines, Consumer<String> output) {
        List<String> all = new ArrayList<>();
        all.add("set -e");
        all.add("cd " + ShellQuote.quote(data.root().toString()));
        all.addAll(lines);
        Path script = workspace.resolve("start");
        try {
            Files.writeString(script, String.join("\n", all) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Deque<String> last = new ArrayDeque<>();
        int exitCode = programs.follow(command(script), line -> {
            if (last.size() == REMEMBERED_LINES) {
                last.removeFirst();
            }
            last.addLast(line);
            output.accept(line);
        });
        return new Outcome(exitCode, List.copyOf(last));
    }

    /**
     * The lines that run a container from the bundle (a directory with {@code config.json}). Its processes stay in this
     * process's control groups: the pid namespace already ends them, and no group can be left behind. crun's own state lies in
     * the workspace for the same reason.
     */
    static List<String> containerLines(Path bundle, String name) {
        List<String> lines = new ArrayList<>();
        // crun refuses a hybrid hierarchy whose unified part has controllers
        Cgroups.detect()
                .unifiedInTheWay()
                .ifPresent(mount -> lines.add("umount " + ShellQuote.quote(mount.toString())));
        lines.add("exec "
                + ShellQuote.join(List.of(
                        Programs.locate("crun").toString(),
                        "--cgroup-manager=disabled",
                        "--root",
                        bundle.resolve("crun").toString(),
                        "run",
                        "--bundle",
                        bundle.toString(),
                        name)));
        return lines;
    }

    private static Command command(Path script) {
        return Command.of(
                "setpriv",
                List.of(
                        "--pdeathsig",
                        "KILL",
                        Programs.locate("unshare").toString(),
                        "--mount",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "--mount-proc",
                        "--propagation",
                        "slave",
                        "/bin/sh",
                        script.toString()));
    }

    /** An error about a program that ended badly, with the end of what it said. */
    static OperationFailedException failure(String what, Outcome outcome) {
        String said = outcome.lastLines().isEmpty() ? "" : ":\n  " + String.join("\n  ", outcome.lastLines());
        return new OperationFailedException(what + " with exit code " + outcome.exitCode() + said);
    }
}
