package io.dray.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many there are on the machine of everything that a pod takes and has to give back. What belongs to living pods of other data directories,
 * which may come and go meanwhile, is not counted; only for files, interfaces and the kernel's memory that cannot be told.
 */
final class MachineCounts {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final Path RUNTIME = Path.of("/run/dray");

    private final Set<String> foreign = new HashSet<>();

    private MachineCounts(Path data) throws IOException {
        for (Path link : entries(RUNTIME.resolve("pods"), "*")) {
            if (Files.isSymbolicLink(link) && !Files.readSymbolicLink(link).startsWith(data)) {
                foreign.add(String.valueOf(link.getFileName()));
            }
        }
    }

    /** By name, in the order in which they are printed. */
    static Map<String, Long> now(Path data) throws IOException {
        MachineCounts machine = new MachineCounts(data);
        Map<String, Long> counts = new LinkedHashMap<>();
        List<Path> processes = processes(data);
        counts.put("processes", (long) processes.size());
        counts.put("mount ns", namespaces(processes, "mnt"));
        counts.put("net ns", namespaces(processes, "net"));
        counts.put(
                "mounts",
                text(Path.of("/proc/1/mountinfo"))
                        .lines()
                        .filter(line -> line.contains(data.toString()))
                        .count());
        counts.put("cgroups", machine.groups());
        counts.put("leases", machine.own(entries(RUNTIME.resolve("networks/default"), "[0-9]*")));
        counts.put(
                "runtime",
                machine.own(entries(RUNTIME.resolve("crun"), "*"))
                        + machine.own(entries(RUNTIME.resolve("pods"), "*"))
                        + machine.own(entries(Path.of("/run/netns"), "*")));
        counts.put("data", directories(data));
        counts.put("links", (long) entries(Path.of("/sys/class/net"), "*").size());
        counts.put("files", openFiles());
        counts.put("slab MB", slab());
        return counts;
    }

    /** Those that see the data directory's mounts, or were started with its name. */
    static List<Path> processes(Path data) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path process : entries(Path.of("/proc"), "[0-9]*")) {
            String traces = text(process.resolve("cmdline")) + text(process.resolve("mountinfo"));
            if (traces.contains(data.toString())) {
                found.add(process);
            }
        }
        return found;
    }

    /** Those of pods in all hierarchies; the directory that takes the place of one here (see bench/run) is none. */
    private long groups() throws IOException {
        long count = 0;
        List<Path> hierarchies = entries(GROUPS, "*");
        hierarchies.add(GROUPS);
        for (Path hierarchy : hierarchies) {
            if (Files.exists(hierarchy.resolve("cgroup.procs")) && !Files.isSymbolicLink(hierarchy)) {
                for (Path group : entries(hierarchy.resolve("dray"), "*-*-*-*-*")) {
                    count += own(List.of(group)) * directories(group);
                }
            }
        }
        return count;
    }

    /** How many do not belong to pods of other data directories, by their names or, of leases, by their content. */
    private long own(List<Path> entries) {
        long count = 0;
        for (Path entry : entries) {
            String name = entry.getFileName() + (Files.isRegularFile(entry) ? text(entry) : "");
            count += foreign.stream().anyMatch(name::contains) ? 0 : 1;
        }
        return count;
    }

    private static List<Path> entries(Path directory, String pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, pattern)) {
                entries.forEach(found::add);
            } catch (DirectoryIteratorException _) {
                // gone while it was looked at
                return found;
            }
        }
        return found;
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            // it ended meanwhile
            return "";
        }
    }

    /** Descriptions of open files in the kernel, of all processes. */
    private static long openFiles() throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc/sys/fs/file-nr")).split("\t", -1)[0]);
    }

    private static long namespaces(List<Path> processes, String kind) {
        Set<String> found = new HashSet<>();
        for (Path process : processes) {
            try {
                found.add(Files.readSymbolicLink(process.resolve("ns").resolve(kind))
                        .toString());
            } catch (IOException _) {
                // it ended meanwhile
            }
        }
        return found.size();
    }

    private static long directories(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return 0;
        }
        long[] count = {0};
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                count[0]++;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                // gone while it was looked at
                return FileVisitResult.CONTINUE;
            }
        });
        return count[0];
    }

    /** Memory of the kernel's own objects, in megabytes: what leaks and has no name. */
    private static long slab() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
            if (line.startsWith("SUnreclaim:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
            }
        }
        return 0;
    }
}
