package io.dray.build;

import io.dray.core.DataDirectory;
import io.dray.core.OperationFailedException;
import io.dray.core.ShellQuote;
import io.dray.linux.Cgroups;
import io.dray.linux.Command;
import io.dray.linux.IoFailures;
import io.dray.linux.ProgramRunner;
import io.dray.linux.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Runs shell text in mount and pid namespaces of its own. They end with this process, whatever kills it: the kernel sends
 * SIGKILL to {@code unshare} when its parent dies, {@code unshare} takes the first process of the pid namespace with it, and
 * that process everything else, mounts included.
 */
final class Sandbox {
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
     * @param lastLine the last line of its output that is not blank, or an empty text
     */
    record Outcome(int exitCode, String lastLine) {
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
            throw IoFailures.during("cannot write " + script, e);
        }
        AtomicReference<String> last = new AtomicReference<>("");
        int exitCode = programs.follow(command(script), line -> {
            if (!line.isBlank()) {
                last.set(line.strip());
            }
            output.accept(line);
        });
        return new Outcome(exitCode, String.valueOf(last.get()));
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

    /** An error about a program that ended badly, with the last thing it said; the listener heard all of it. */
    static OperationFailedException failure(String what, Outcome outcome) {
        String said = outcome.lastLine().isEmpty() ? "" : ": " + outcome.lastLine();
        return new OperationFailedException(what + " with exit code " + outcome.exitCode() + said);
    }
}
