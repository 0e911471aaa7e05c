package io.dray.pod.lifecycle;

import io.dray.core.DrayException;
import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.ProcessOwner;
import io.dray.linux.Cgroups;
import io.dray.linux.Command;
import io.dray.linux.FileLock;
import io.dray.linux.IoFailures;
import io.dray.linux.ProgramRunner;
import io.dray.pod.PodDirectory;
import io.dray.pod.RuntimeDirectory;
import io.dray.pod.state.PodMoment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The runs of a pod's apps whose supervisors were killed before they were done with them. Finishing them kills what still lives,
 * runs the post-stop handlers that nobody has run, and writes the exit codes down.
 *
 * <p>A handler that had begun is not run again, and neither is one that this has begun before, so that one that never ends holds
 * nobody up twice. After another boot of the machine none is run: what there was to be given back went with the old one, and by now
 * it may be another pod's.
 */
final class UnfinishedRuns {
    /** Of an app that ended by SIGKILL, as the shell has it. */
    private static final String KILLED = "137\n";

    /**
     * One that was begun and not finished.
     *
     * @param app the name of the app
     * @param lives whether processes of it live on
     * @param isFollowed whether its post-stop handler had begun
     */
    private record Run(String app, boolean lives, boolean isFollowed) {}

    private final PodDirectory pod;
    private final List<Run> runs;
    private final ProgramRunner programs = new ProgramRunner();

    private UnfinishedRuns(PodDirectory pod, List<Run> runs) {
        this.pod = pod;
        this.runs = List.copyOf(runs);
    }

    /** Those of a pod, before anything of it is killed; none if it was never started. */
    static UnfinishedRuns of(PodDirectory pod, RuntimeDirectory runtime) {
        List<Run> runs = new ArrayList<>();
        if (Files.exists(pod.started())) {
            Cgroups cgroups = Cgroups.detect();
            for (String app : apps(pod)) {
                if (hasBegun(pod, app) && !Files.exists(pod.exit(app)) && !Files.exists(pod.between(app))) {
                    Path handler = runtime.containers().resolve(pod.uuid() + "-" + app + "-stop");
                    runs.add(new Run(app, cgroups.isPopulated(pod.cgroup() + "/" + app), Files.exists(handler)));
                }
            }
        }
        return new UnfinishedRuns(pod, runs);
    }

    /**
     * Finishes them. Nobody supervises the pod any more.
     *
     * @throws DrayException if a process cannot be killed
     */
    void finish() {
        if (runs.stream().anyMatch(run -> Files.exists(pod.latePostStop(run.app())))) {
            // another process may be at it, whose handlers are not to be killed
            try (FileLock _ = FileLock.acquire(pod.ending())) {
                Cgroups.detect().killAll(pod.cgroup());
                follow(owedHandlers());
            }
        } else {
            Cgroups.detect().killAll(pod.cgroup());
        }
        for (Run run : runs) {
            note(run);
        }
        for (String app : apps(pod)) {
            if (Files.exists(pod.between(app))) {
                becomeExit(pod.between(app), app);
            }
        }
    }

    /** By the app's own record if s6 supervises it; else by that of the pod. */
    private static boolean hasBegun(PodDirectory pod, String app) {
        return Files.exists(pod.started(app)) || Files.exists(pod.newExit(app)) || !Files.isDirectory(pod.services());
    }

    private static List<String> apps(PodDirectory pod) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(pod.apps())) {
            for (Path directory : directories) {
                names.add(String.valueOf(directory.getFileName()));
            }
        } catch (NoSuchFileException _) {
            // the pod was removed meanwhile
            return List.of();
        } catch (IOException e) {
            throw IoFailures.with("cannot list the apps of the pod", pod.apps(), e);
        }
        return names;
    }

    private List<Run> owedHandlers() {
        List<Run> owed = new ArrayList<>();
        for (Run run : runs) {
            boolean owes = !run.isFollowed()
                    && Files.exists(pod.latePostStop(run.app()))
                    && !Files.exists(pod.latePostStopContainer(run.app()));
            if (owes && isOfThisBoot()) {
                owed.add(run);
            }
        }
        return owed;
    }

    private boolean isOfThisBoot() {
        Optional<ProcessOwner> owner = PodMoment.launcher(pod);
        return owner.isPresent()
                && owner.get().boot().equals(ProcessOwner.current().boot());
    }

    /** All at once, since each may take its time. */
    private void follow(List<Run> owed) {
        try (ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Run run : owed) {
                if (makeContainer(run.app())) {
                    handlers.execute(() -> programs.attach(
                            Command.of("/bin/sh", pod.latePostStop(run.app()).toString())));
                }
            }
        }
    }

    /** The container of the handler without a process namespace that went with the pod's supervisors. */
    private boolean makeContainer(String app) {
        Path planned = pod.postStop(app);
        try {
            JsonObject container =
                    Json.parse(planned.toString(), Files.readAllBytes(planned)).asObject(planned.toString());
            Path aside = pod.app(app).resolve("post-stop.late.new");
            Files.writeString(aside, Json.write(withOwnProcesses(container)), StandardCharsets.UTF_8);
            Files.move(aside, pod.latePostStopContainer(app), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException | InvalidInputException _) {
            // the pod was removed meanwhile, or there is no room for it: then there is none for the handler either
            return false;
        }
    }

    private static JsonObject withOwnProcesses(JsonObject container) {
        JsonObject linux = container.field("linux").orElseThrow().asObject("linux");
        List<JsonValue> namespaces = new ArrayList<>();
        for (JsonValue each : linux.field("namespaces").orElseThrow().asList("namespaces")) {
            JsonObject namespace = each.asObject("namespaces");
            boolean ofProcesses =
                    namespace.field("type").orElseThrow().asString("type").equals("pid");
            namespaces.add(ofProcesses ? JsonValue.object().put("type", "pid").build() : namespace);
        }
        return with(container, "linux", with(linux, "namespaces", new JsonValue.JsonArray(namespaces)));
    }

    private static JsonObject with(JsonObject object, String name, JsonValue value) {
        JsonValue.ObjectBuilder changed = JsonValue.object();
        for (Map.Entry<String, JsonValue> field : object.fields().entrySet()) {
            changed.put(field.getKey(), field.getKey().equals(name) ? value : field.getValue());
        }
        return changed.build();
    }

    /** The code that was known when the supervisor was killed, or that of who was killed now. */
    private void note(Run run) {
        Path known = pod.newExit(run.app());
        try {
            if (!isNumber(known)) {
                if (!run.lives() || run.isFollowed()) {
                    return;
                }
                Files.writeString(known, KILLED);
            }
            becomeExit(known, run.app());
        } catch (IOException _) {
            // the pod was removed meanwhile, or the file system is full: the code stays unknown
        }
    }

    private void becomeExit(Path code, String app) {
        try {
            Files.move(code, pod.exit(app), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException _) {
            // the pod was removed meanwhile, or another process was faster
        }
    }

    private static boolean isNumber(Path file) throws IOException {
        return Files.exists(file) && !Files.readString(file).isBlank();
    }
}
