package io.dray.pod.lifecycle;

import io.dray.core.ExitCode;
import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.MissingException;
import io.dray.core.OperationFailedException;
import io.dray.linux.Command;
import io.dray.linux.IoFailures;
import io.dray.linux.ProgramRunner;
import io.dray.pod.FileLocks;
import io.dray.pod.PodDirectory;
import io.dray.pod.RuntimeDirectory;
import io.dray.pod.prepare.PodPlanner;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a program beside an app: in its root and namespaces, and with its user, capabilities, system call filter, control group
 * and environment, so that whoever enters a pod can do no more than the app itself.
 */
public final class PodEnter {
    /** Major numbers of the terminals of devpts (Linux, admin-guide/devices.txt). */
    private static final int FIRST_PTY = 136;

    private static final int LAST_PTY = 143;

    /** The exit code of a process that SIGKILL has ended. */
    private static final int KILLED = 137;

    private final RuntimeDirectory runtime;
    private final ProgramRunner programs = new ProgramRunner();

    /** Enters pods of this machine. */
    public PodEnter(RuntimeDirectory runtime) {
        this.runtime = runtime;
    }

    /**
     * How a program runs.
     *
     * @param command program and arguments; empty for a shell
     * @param terminal whether it gets a terminal, coupled to the caller's, if that has one for input too
     * @param privileged whether it has root's user and all capabilities instead of the app's
     */
    public record Program(List<String> command, boolean terminal, boolean privileged) {
        public Program {
            command = List.copyOf(command);
        }
    }

    /**
     * The app that is meant.
     *
     * @throws InvalidInputException if the pod does not run, or has several apps and none is named
     */
    public static Pod.App choose(Pod pod, Optional<String> name) {
        if (pod.state() != PodState.RUNNING) {
            throw new InvalidInputException(
                    "pod \"" + pod.uuid() + "\" isn't currently running",
                    "it is " + pod.state().label());
        }
        if (name.isEmpty() && pod.apps().size() > 1) {
            List<String> names = new ArrayList<>();
            for (Pod.App app : pod.apps()) {
                names.add(app.name());
            }
            throw new InvalidInputException(
                    "pod contains multiple apps: " + String.join(", ", names),
                    "specify app using \"dray enter --app= ...\"");
        }
        for (Pod.App app : pod.apps()) {
            if (name.isEmpty() || app.name().equals(name.get())) {
                return app;
            }
        }
        throw new MissingException(
                "pod \"" + pod.uuid() + "\" has no app" + (name.isPresent() ? " " + name.get() : "s"),
                "see 'dray list'");
    }

    /** The shell that is run if no program is named. */
    public String shell(Pod pod, Pod.App app) {
        return shell(AppContainer.of(pod, app, runtime).process(programs));
    }

    /** Runs the program on this process's own input and output; returns its exit code. */
    public int run(Pod pod, Pod.App app, Program program) {
        PodDirectory directory = new PodDirectory(pod.directory());
        AppContainer container = AppContainer.of(pod, app, runtime);
        long process = container.process(programs);
        try {
            Path file = directory.app(app.name()).resolve("config.json");
            JsonObject config =
                    Json.parse(file.toString(), Files.readAllBytes(file)).asObject(file.toString());
            JsonValue own = config.field("process").orElseThrow(() -> new MissingException(file + " has no process"));
            try (EnterFiles files = EnterFiles.in(directory.app(app.name()))) {
                JsonObject changed = changed(own.asObject(file + ": process"), program, process);
                ProgramCheck.check(app.name(), Path.of("/proc/" + process + "/root/."), changed);
                Files.writeString(files.process(), Json.write(changed));
                Command exec = exec(process, container.name(), files);
                int code = hasTerminal(program) ? onTerminal(exec, files) : programs.attach(exec);
                System.out.writeBytes(files.lastOutput());
                System.out.flush();
                Optional<String> refusal = files.refusal();
                return refusal.isPresent() ? refused(refusal.get(), app, program) : code;
            }
        } catch (IOException e) {
            throw IoFailures.with("cannot enter", directory.app(app.name()), e);
        }
    }

    /** crun gives the caller's terminal back as it was, unless it is killed. */
    private int onTerminal(Command exec, EnterFiles files) {
        WindowSize.follow(programs, size -> fitTerminal(files.started(), size));
        Command look =
                Command.of("stty", "-F", "/proc/" + ProcessHandle.current().pid() + "/fd/0");
        String state = programs.run(look.withArguments(List.of("-g"))).output().strip();
        int code = programs.attach(exec);
        if (code == KILLED && !state.isEmpty()) {
            programs.run(look.withArguments(List.of(state)));
        }
        return code;
    }

    /** On a terminal crun says nothing but to its log. */
    private static int refused(String refusal, Pod.App app, Program program) {
        if (hasTerminal(program)) {
            throw new OperationFailedException("cannot enter app " + app.name() + ": " + refusal);
        }
        return ExitCode.FAILURE.number();
    }

    /** In the mount namespace of the pod, where nothing of the host's control groups is in crun's way. */
    private Command exec(long process, String container, EnterFiles files) {
        long pod = parentOf(process);
        return Command.of(
                "nsenter",
                "--mount=/proc/" + pod + "/ns/mnt",
                "--wd=/",
                "crun",
                "--log",
                files.log().toString(),
                "--root",
                runtime.containers().toString(),
                "exec",
                "--process",
                files.process().toString(),
                "--pid-file",
                files.started().toString(),
                container);
    }

    /** The supervisor of a container's first process, which is in the pod's mount namespace and not in the container's. */
    private static long parentOf(long process) {
        return ProcessHandle.of(process)
                .flatMap(ProcessHandle::parent)
                .map(ProcessHandle::pid)
                .orElseThrow(() -> new MissingException("the app ended just now"));
    }

    private static boolean hasTerminal(Program program) {
        return program.terminal() && PodPlanner.inputIsTerminal();
    }

    /** crun gives the program's terminal the size of the caller's, but only at the start. */
    private void fitTerminal(Path started, String size) {
        try {
            String terminal = "/proc/" + Files.readString(started).strip() + "/fd/0";
            // a program that is root may have put another device there, for this process to open it
            if (Files.getAttribute(Path.of(terminal), "unix:rdev") instanceof Long device && isPty(device)) {
                int blank = size.indexOf(' ');
                programs.run(Command.of(
                        "stty", "-F", terminal, "rows", size.substring(0, blank), "cols", size.substring(blank + 1)));
            }
        } catch (IOException _) {
            // it has not begun yet, or has just ended
        }
    }

    private static boolean isPty(long device) {
        long major = FileLocks.major(device);
        return major >= FIRST_PTY && major <= LAST_PTY;
    }

    private static JsonObject changed(JsonObject process, Program program, long pid) {
        JsonValue.ObjectBuilder changed = JsonValue.object();
        for (Map.Entry<String, JsonValue> field : process.fields().entrySet()) {
            boolean dropped = program.privileged()
                    && List.of("user", "capabilities", "noNewPrivileges").contains(field.getKey());
            if (!dropped) {
                changed.put(field.getKey(), field.getValue());
            }
        }
        changed.put("args", program.command().isEmpty() ? List.of(shell(pid)) : program.command());
        boolean terminal = hasTerminal(program);
        changed.put("terminal", terminal);
        changed.put("env", environment(process, terminal));
        if (program.privileged()) {
            List<String> all = io.dray.linux.Capabilities.bounding().names();
            changed.put("user", JsonValue.object().put("uid", 0).put("gid", 0).build());
            changed.put(
                    "capabilities",
                    JsonValue.object()
                            .put("bounding", all)
                            .put("effective", all)
                            .put("permitted", all)
                            .build());
        }
        return changed.build();
    }

    private static JsonValue environment(JsonObject process, boolean terminal) {
        List<JsonValue> variables = new ArrayList<>(
                process.field("env").orElse(JsonValue.ofStrings(List.of())).asList("env"));
        String kind = System.getenv("TERM");
        if (terminal && kind != null) {
            variables.add(JsonValue.of("TERM=" + kind));
        }
        return new JsonValue.JsonArray(variables);
    }

    /** rkt's default, or what every image with a shell has. */
    private static String shell(long process) {
        boolean bash = Files.exists(Path.of("/proc/" + process + "/root/bin/bash"), LinkOption.NOFOLLOW_LINKS);
        return bash ? "/bin/bash" : "/bin/sh";
    }
}
