package io.dray.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds what pods of one data directory have left on this machine, on which other pods may live: everything is looked for by the pods' UUIDs
 * and by a mark in the environment of all processes that were started for them.
 */
final class Remains {
    private static final Path RUNTIME = Path.of("/run/dray");
    private static final Pattern INTERFACE = Pattern.compile("\"name\": *\"(veth[0-9a-f]+)\"");

    private final Path data;
    private final Path leases;
    private final Set<String> living = new HashSet<>();
    private final Set<String> pods = new TreeSet<>();
    private final Set<String> interfaces = new TreeSet<>();

    /**
     * Of the pods of a data directory.
     *
     * @param leases where a network of the test's own keeps its addresses
     */
    Remains(Path data, Path leases) {
        this.data = data;
        this.leases = leases;
    }

    /** This pod is to live; what it has is not left over. */
    void spare(String uuid) {
        living.add(uuid);
    }

    /** Notes which pods there are now, and what they have that cannot be found by their UUIDs later. */
    void note() {
        entries(data.resolve("pods")).forEach(pod -> notePod(name(pod)));
        entries(RUNTIME.resolve("pods")).filter(this::isOurs).forEach(link -> notePod(name(link)));
    }

    private void notePod(String uuid) {
        if (!living.contains(uuid)) {
            pods.add(uuid);
            entries(data.resolve("pods").resolve(uuid).resolve("network"))
                    .filter(file -> name(file).endsWith(".result"))
                    .forEach(file ->
                            INTERFACE.matcher(text(file)).results().forEach(found -> interfaces.add(found.group(1))));
        }
    }

    /** Links to the directories of pods that never came; they are kept for a minute. */
    Stream<Path> danglingLinks() {
        return entries(RUNTIME.resolve("pods")).filter(this::isOurs).filter(link -> !Files.exists(link));
    }

    private boolean isOurs(Path link) {
        try {
            return Files.readSymbolicLink(link).startsWith(data);
        } catch (IOException _) {
            return false;
        }
    }

    /** The processes that were started with this text in their environment, or are in a container of a pod that is not to live. */
    List<Long> processes(String mark) {
        note();
        List<Long> found = new ArrayList<>();
        entries(Path.of("/proc"))
                .filter(process -> Character.isDigit(name(process).charAt(0)))
                .filter(process ->
                        text(process.resolve("environ")).contains(mark) || names(text(process.resolve("cgroup"))))
                .filter(process -> !text(process.resolve("stat")).contains(") Z "))
                .forEach(process -> found.add(Long.parseLong(name(process))));
        return found;
    }

    /** Everything that is left, in words; links to pods that never came aside. */
    List<String> find(String mark) {
        note();
        List<String> found = new ArrayList<>();
        for (long process : processes(mark)) {
            found.add("process " + process + " " + describe(process));
        }
        addMounts(found);
        for (String place : List.of("pods", "tmp", "names")) {
            entries(data.resolve(place))
                    .filter(entry -> !living.contains(name(entry)))
                    .forEach(entry -> found.add(entry.toString()));
        }
        Stream.of(RUNTIME.resolve("crun"), Path.of("/var/run/netns"))
                .flatMap(Remains::entries)
                .filter(entry -> names(name(entry)))
                .forEach(entry -> found.add(entry.toString()));
        Stream.of(RUNTIME.resolve("users"), RUNTIME.resolve("metadata/pods"))
                .flatMap(Remains::entries)
                .filter(this::leadsToOne)
                .forEach(entry -> found.add(entry.toString()));
        Stream.concat(entries(RUNTIME.resolve("networks")), entries(leases))
                .flatMap(Remains::entries)
                .filter(lease -> names(text(lease)))
                .forEach(lease -> found.add("lease " + lease));
        addCgroups(found);
        addRules(found);
        return found;
    }

    static String describe(long process) {
        return text(Path.of("/proc/" + process + "/cmdline")).replace('\0', ' ').strip();
    }

    private boolean names(String text) {
        return pods.stream().anyMatch(text::contains);
    }

    private boolean leadsToOne(Path link) {
        try {
            return names(Files.readSymbolicLink(link).toString());
        } catch (IOException _) {
            return false;
        }
    }

    private void addMounts(List<String> found) {
        Set<String> seen = new HashSet<>();
        entries(Path.of("/proc"))
                .filter(process -> Character.isDigit(name(process).charAt(0)))
                .filter(process -> seen.add(namespace(process)))
                .flatMap(process -> text(process.resolve("mountinfo")).lines())
                .filter(this::names)
                .forEach(mount -> found.add("mount " + mount));
    }

    private static String namespace(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("ns/mnt")).toString();
        } catch (IOException _) {
            return "";
        }
    }

    private void addCgroups(List<String> found) {
        Path root = Path.of("/sys/fs/cgroup");
        Stream.concat(Stream.of(root), entries(root))
                .flatMap(hierarchy -> entries(hierarchy.resolve("dray")))
                .filter(group -> names(name(group)))
                .forEach(group -> found.add("cgroup " + group));
    }

    private void addRules(List<String> found) {
        Stream.of(Dray.program("nft", "list", "table", "ip", "dray"), Dray.program("iptables-save", "-t", "nat"))
                .flatMap(rules -> rules.out().lines())
                .filter(this::names)
                .forEach(rule -> found.add("rule " + rule));
        for (String name : interfaces) {
            if (Files.exists(Path.of("/sys/class/net", name), LinkOption.NOFOLLOW_LINKS)) {
                found.add("interface " + name);
            }
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            // gone, or a process that may not be looked at
            return "";
        }
    }

    private static Stream<Path> entries(Path directory) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(found::add);
        } catch (IOException | UncheckedIOException | java.nio.file.DirectoryIteratorException _) {
            // not there is the same as empty
        }
        return found.stream();
    }
}
