package io.dray.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What keeps idle pods of one app: the memory of every process that is not in a container, beside podman's. */
final class MemoryBenchmark {
    private static final int KILOBYTES = 1024;
    private static final long SETTLE_MILLIS = 2000;

    private final Fixtures fixtures;

    MemoryBenchmark(Fixtures fixtures) {
        this.fixtures = fixtures;
    }

    void run(int pods, PrintStream out) throws IOException, InterruptedException {
        fixtures.prepare();
        List<Process> attached = new ArrayList<>();
        for (int i = 0; i < pods; i++) {
            attached.add(new ProcessBuilder(fixtures.dray(
                            "run", "--net=none", Fixtures.IMAGE, "--exec=/bin/busybox", "--", "sleep", "600"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
            Fixtures.run(fixtures.dray(
                    "run", "--detach", "--net=none", Fixtures.IMAGE, "--exec=/bin/busybox", "--", "sleep", "600"));
            Fixtures.run(fixtures.podman(
                    "run",
                    "-d",
                    "--network=none",
                    "--ulimit=nofile=1024:1024",
                    "--ulimit=nproc=4096:4096",
                    "bench",
                    "/bin/busybox",
                    "sleep",
                    "600"));
        }
        // the last JVM and the last podman have to leave
        Thread.sleep(SETTLE_MILLIS);
        try {
            List<Long> foreground = new ArrayList<>();
            for (Process pod : attached) {
                foreground.add(pod.pid());
                pod.descendants().forEach(process -> foreground.add(process.pid()));
            }
            List<Long> ours = new ArrayList<>();
            List<Long> theirs = new ArrayList<>();
            for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
                String command = text(process.pid(), "cmdline");
                if (command.contains(fixtures.work() + "/podman") && command.contains("conmon")) {
                    theirs.add(process.pid());
                } else if (command.startsWith("/usr/bin/s6-svscan")
                        && command.contains(fixtures.work().toString())) {
                    ours.add(process.pid());
                    process.descendants().forEach(child -> ours.add(child.pid()));
                }
            }
            report(out, "dray run", pods, foreground);
            report(out, "dray run --detach, with log", pods, ours);
            report(out, "podman run -d", pods, theirs);
        } finally {
            end(attached);
        }
    }

    private static void report(PrintStream out, String name, int pods, List<Long> processes) {
        long sum = 0;
        int count = 0;
        for (long pid : processes) {
            if (!text(pid, "cgroup").contains("/dray/")) {
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
