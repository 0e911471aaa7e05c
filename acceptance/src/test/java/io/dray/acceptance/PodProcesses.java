package io.dray.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The processes of a pod on this machine, found by what they run. */
final class PodProcesses {
    private final String uuid;

    PodProcesses(String uuid) {
        this.uuid = uuid;
    }

    long scanner() {
        return only(all().filter(process -> arguments(process).startsWith("/usr/bin/s6-svscan ")
                && arguments(process).contains(uuid)));
    }

    /** The supervisor of an app, or of an app's log: {@code b/log}. */
    long supervisor(String service) {
        return only(ProcessHandle.of(scanner())
                .orElseThrow()
                .children()
                .filter(process -> arguments(process).equals("s6-supervise " + service + " ")));
    }

    long logger(String app) {
        return only(all().filter(process -> arguments(process).startsWith("/usr/bin/s6-log ")
                && arguments(process).contains(uuid + "/apps/" + app + "/")));
    }

    long runtime(String app) {
        return only(all().filter(process ->
                arguments(process).contains("/crun ") && arguments(process).contains(" " + uuid + "-" + app + " ")));
    }

    /** What follows a run of the app. */
    long follower(String app) {
        return only(ProcessHandle.of(supervisor(app))
                .orElseThrow()
                .children()
                .filter(process -> arguments(process).contains("./finish ")));
    }

    /** The first process in the app's container. */
    long init(String app) {
        return only(ProcessHandle.of(runtime(app)).orElseThrow().children());
    }

    /** All that supervise, in no order: everything that is not in a container. */
    List<Long> supervising() {
        ProcessHandle scanner = ProcessHandle.of(scanner()).orElseThrow();
        return Stream.concat(Stream.of(scanner), scanner.descendants())
                .filter(process -> !inContainer(process.pid()))
                .map(ProcessHandle::pid)
                .toList();
    }

    /** Kills a process that must be there, and waits until it has gone. */
    static void kill(long pid) throws InterruptedException {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        while (process.isAlive() && !isZombie(pid)) {
            Thread.onSpinWait();
        }
    }

    private boolean inContainer(long pid) {
        return text(Path.of("/proc/" + pid + "/cgroup")).contains("/dray/" + uuid + "/");
    }

    private static boolean isZombie(long pid) {
        return text(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    }

    private static Stream<ProcessHandle> all() {
        return ProcessHandle.allProcesses();
    }

    private static String arguments(ProcessHandle process) {
        return text(Path.of("/proc/" + process.pid() + "/cmdline")).replace('\0', ' ');
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException _) {
            return "";
        }
    }

    private static long only(Stream<ProcessHandle> processes) {
        List<ProcessHandle> found = processes.toList();
        if (found.size() != 1) {
            throw new AssertionError("expected one process, not " + found);
        }
        return found.getFirst().pid();
    }
}
