package io.dray.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a pod could leave on the machine.
 *
 * @param mounts the mounts of the host's mount namespace
 * @param networkNamespaces the network namespaces of processes that see the data directory's mounts, or name it
 * @param cgroups the cgroups below Dray's own
 * @param runtime everything under /run/dray
 * @param data the entries of pods, builds and tmp in the data directory
 */
record HostState(
        List<String> mounts,
        List<String> networkNamespaces,
        List<String> cgroups,
        List<String> runtime,
        List<String> data) {

    static HostState now() throws IOException {
        return new HostState(
                Files.readAllLines(Path.of("/proc/self/mounts")),
                networkNamespacesOfPods(),
                tree(Path.of("/sys/fs/cgroup"), "/dray/"),
                tree(Path.of("/run/dray/crun"), ""),
                Stream.of("pods", "builds", "tmp")
                        .flatMap(part -> entries(Dray.DATA.resolve(part)))
                        .sorted()
                        .toList());
    }

    /** The addresses that pods hold on the default network. */
    static List<String> leases() {
        List<String> foreign = foreignPods();
        return entries(Path.of("/run/dray/networks/default"))
                .filter(lease -> foreign.stream().noneMatch(text(Path.of(lease))::contains))
                .map(path -> String.valueOf(Path.of(path).getFileName()))
                .filter(name -> Character.isDigit(name.charAt(0)))
                .sorted()
                .toList();
    }

    private static List<String> networkNamespacesOfPods() {
        return Dray.program("lsns", "-t", "net", "-n", "-o", "NS,PID")
                .out()
                .lines()
                .filter(line -> {
                    Path process = Path.of("/proc", line.strip().replaceFirst("^[0-9]+ +", ""));
                    String traces = text(process.resolve("mountinfo")) + text(process.resolve("cmdline"));
                    return traces.contains(Dray.DATA.toString());
                })
                .sorted()
                .toList();
    }

    /** The content of a small file; empty if it is gone. */
    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException _) {
            return "";
        }
    }

    /** The directories below the root, without those of pods that belong to other data directories of this machine. */
    private static List<String> tree(Path root, String containing) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<String> foreign = foreignPods();
        TreeSet<String> found = new TreeSet<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String path = directory.toString();
                if (path.contains(containing) && foreign.stream().noneMatch(path::contains)) {
                    found.add(path);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // gone while it was looked at
                return FileVisitResult.CONTINUE;
            }
        });
        return List.copyOf(found);
    }

    private static List<String> foreignPods() {
        return entries(Path.of("/run/dray/pods"))
                .filter(link -> {
                    try {
                        return !Files.readSymbolicLink(Path.of(link)).startsWith(Dray.DATA);
                    } catch (IOException _) {
                        return false;
                    }
                })
                .map(link -> String.valueOf(Path.of(link).getFileName()))
                .toList();
    }

    private static Stream<String> entries(Path directory) {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.map(Path::toString).toList().stream();
        } catch (IOException _) {
            // not there is the same as empty
            return Stream.empty();
        }
    }
}
