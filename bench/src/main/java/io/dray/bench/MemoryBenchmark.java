package io.dray.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What keeps idle pods of one app: the memory of every process that is not in a container, beside podman's. */
final class MemoryBenchmark {
    private static final int KILOBYTES = 1024;
    private static final long SETTLE_MILLIS = 2000;
    private static final Pattern PODMAN_CONTAINER = Pattern.compile("/libpod-\\p{XDigit}{64}");

    private final Fixtures fixtures;

    MemoryBenchmark(Fixtures fixtures) {
        this.fixtures = fixtures;
    }

    /**
     * Pods of one kind.
     *
     * @param name what is printed of them
     * @param command what starts one
     * @param supervisor what the command line of its supervisor begins with; empty if the command itself is that
     */
    private record Kind(String name, List<String> command, String supervisor) {}

    /** One kind after the other, since they would share the pages of crun and of its libraries. */
    void run(int pods, PrintStream out) throws IOException, InterruptedException {
        fixtures.prepare();
        for (Kind kind : List.of(
                new Kind("dray run", dray("run"), ""),
                new Kind("dray run --detach, with log", dray("run", "--detach"), "/usr/bin/s6-svscan"),
                new Kind("podman run -d", podman(), "/usr/bin/conmon"))) {
            List<Process> attached = new ArrayList<>();
            try {
                for (int i = 0; i < pods; i++) {
                    start(kind, attached);
                }
                // the last JVM and the last podman have to leave
                Thread.sleep(SETTLE_MILLIS);
                report(out, kind.name(), pods, supervisors(kind, attached));
            } finally {
                end(attached);
            }
        }
    }

    private List<String> dray(String... run) {
        List<String> words = new ArrayList<>(List.of(run));
        words.addAll(List.of("--net=none", Fixtures.IMAGE, "--exec=/bin/busybox", "--", "sleep", "600"));
        return fixtures.dray(words.toArray(String[]::new));
    }

    private List<String> podman() {
        return fixtures.podman(
                "run",
                "-d",
                "--network=none",
                "--ulimit=nofile=1024:1024",
                "--ulimit=nproc=4096:4096",
                "bench",
                "/bin/busybox",
                "sleep",
                "600");
    }

    private static void start(Kind kind, List<Process> attached) throws IOException, InterruptedException {
        if (!kind.supervisor().isEmpty()) {
            Fixtures.run(kind.command());
            return;
        }
        attached.add(new ProcessBuilder(kind.command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Those of the pods, and all below them. */
    private List<Long> supervisors(Kind kind, List<Process> attached) {
        List<ProcessHandle> roots = new ArrayList<>();
        for (Process process : attached) {
            roots.add(process.toHandle());
        }
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            String command = text(process.pid(), "cmdline");
            if (!kind.supervisor().isEmpty()
                    && command.startsWith(kind.supervisor())
                    && command.contains(fixtures.work().toString())) {
                roots.add(process);
            }
        }
        List<Long> all = new ArrayList<>();
        for (ProcessHandle root : roots) {
            all.add(root.pid());
            root.descendants().forEach(process -> all.add(process.pid()));
        }
        return all;
    }

    private static void report(PrintStream out, String name, int pods, List<Long> processes) {
        long sum = 0;
        int count = 0;
        for (long pid : processes) {
            if (!isInContainer(pid)) {
                sum += share(pid);
                count++;
            }
        }
        out.println(String.format(
                Locale.ROOT,
                "%-28s %4.1f processes, %5.2f MB of each idle pod (PSS)",
                name,
                (double) count / pods,
                (double) sum / KILOBYTES / pods));
    }

    private static boolean isInContainer(long pid) {
        String groups = text(pid, "cgroup");
        return groups.contains("/dray/") || PODMAN_CONTAINER.matcher(groups).find();
    }

    /** Proportional set size in kilobytes: pages that several processes share are divided among them. */
    private static long share(long pid) {
        try (Stream<String> lines = text(pid, "smaps_rollup").lines()) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        }
    }

    private static String text(long pid, String file) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc", Long.toString(pid), file)), StandardCharsets.UTF_8)
                    .replace('\0', ' ');
        } catch (IOException _) {
            // it ended meanwhile
            return "";
        }
    }

    private void end(List<Process> attached) throws IOException, InterruptedException {
        for (Process pod : attached) {
            pod.descendants().forEach(ProcessHandle::destroyForcibly);
            pod.destroyForcibly();
        }
        Fixtures.run(
                "sh",
                "-c",
                "for pod in $(\"$0\" \"$1\" list --full --no-legend --state=running --fields=uuid); do"
                        + " \"$0\" \"$1\" stop --force \"$pod\"; done",
                fixtures.launcher(),
                "--dir=" + fixtures.work().resolve("dray"));
        Fixtures.run(fixtures.dray("gc", "--grace-period=0s"));
        Fixtures.run(fixtures.podman("rm", "-af", "-t", "0"));
        // behind each of podman's monitors another podman cleans up
        while (ProcessHandle.allProcesses()
                .anyMatch(process -> text(process.pid(), "cmdline").contains(fixtures.work() + "/podman"))) {
            Thread.sleep(SETTLE_MILLIS / 10);
        }
        // podman keeps its store mounted as long as it believes that containers run
        Fixtures.run(
                "sh",
                "-c",
                "umount -l \"$0/overlay\" || :",
                fixtures.work().resolve("podman").toString());
    }
}
