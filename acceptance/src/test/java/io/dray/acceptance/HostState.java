package io.dray.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a pod could leave on the machine.
 *
 * @param mounts the mounts of the host's mount namespace
 * @param networkNamespaces the network namespaces of all processes
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
                Dray.program("lsns", "-t", "net", "-n", "-o", "NS")
                        .out()
                        .lines()
                        .sorted()
                        .toList(),
                tree(Path.of("/sys/fs/cgroup"), "/dray"),
                tree(Path.of("/run/dray/crun"), ""),
                Stream.of("pods", "builds", "tmp")
                        .flatMap(part -> entries(Dray.DATA.resolve(part)))
                        .sorted()
                        .toList());
    }

    /** The addresses that pods hold on the default network. */
    static List<String> leases() {
        return entries(Path.of("/run/dray/networks/default"))
                .map(path -> String.valueOf(Path.of(path).getFileName()))
                .filter(name -> Character.isDigit(name.charAt(0)))
                .sorted()
                .toList();
    }

    private static List<String> tree(Path root, String containing) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        TreeSet<String> found = new TreeSet<>();
        try (Stream<Path> paths = Files.walk(root)) {
            paths.filter(Files::isDirectory)
                    .map(Path::toString)
                    .filter(path -> path.contains(containing + "/") || containing.isEmpty())
                    .forEach(found::add);
        }
        return List.copyOf(found);
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
