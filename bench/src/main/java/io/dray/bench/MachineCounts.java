package io.dray.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** How many there are on the machine of everything that a pod takes and has to give back. */
final class MachineCounts {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final Path RUNTIME = Path.of("/run/dray");

    private MachineCounts() {}

    /** By name, in the order in which they are printed. */
    static Map<String, Long> now(Path data) throws IOException {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("processes", entries(Path.of("/proc"), "[0-9]*"));
        counts.put("files", openFiles());
        counts.put("mounts", (long)
                Files.readAllLines(Path.of("/proc/1/mountinfo")).size());
        // without the directory that takes the place of a hierarchy here, see bench/run
        counts.put("cgroups", directories(GROUPS) - directories(GROUPS.resolve("unified")));
        counts.put("mount ns", namespaces("mnt"));
        counts.put("net ns", namespaces("net"));
        counts.put("links", entries(Path.of("/sys/class/net"), "*"));
        counts.put("leases", entries(RUNTIME.resolve("networks/default"), "[0-9]*"));
        counts.put("runtime", directories(RUNTIME));
        counts.put("data", directories(data));
        counts.put("slab MB", slab());
        return counts;
    }

    private static long entries(Path directory, String pattern) throws IOException {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        long count = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, pattern)) {
            for (Path ignored : entries) {
                count++;
            }
        }
        return count;
    }

    /** Descriptions of open files in the kernel, of all processes. */
    private static long openFiles() throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc/sys/fs/file-nr")).split("\t", -1)[0]);
    }

    private static long namespaces(String kind) throws IOException {
        Set<String> found = new HashSet<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                try {
                    found.add(Files.readSymbolicLink(process.resolve("ns").resolve(kind))
                            .toString());
                } catch (IOException _) {
                    // it ended meanwhile
                }
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
