package io.dray.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the processes of a control group use, and may use. Plain files only; what a machine does not count is 0, or without limit.
 *
 * @param cpuNanos processor time so far
 * @param memoryBytes memory that cannot be taken away without harm: without files that were not used lately
 * @param memoryLimit bytes
 * @param processes processes and threads
 * @param readBytes read from devices so far
 * @param writtenBytes written to devices so far
 */
public record CgroupUsage(
        long cpuNanos, long memoryBytes, OptionalLong memoryLimit, long processes, long readBytes, long writtenBytes) {
    /** Version 1 says "no limit" by a number of about this size. */
    private static final long NO_LIMIT = Long.MAX_VALUE / 2;

    private static final long NANOS_PER_MICRO = 1000;

    /**
     * Reads the counters of a group.
     *
     * @param group its path, the same in every hierarchy
     * @return empty if there is no such group
     */
    public static Optional<CgroupUsage> of(MountTable table, String group) {
        Optional<Path> memory = directory(table, "memory", group);
        if (memory.isPresent()) {
            return Optional.of(version1(table, memory.get(), group));
        }
        for (Mount mount : table.mounts()) {
            Path directory = Path.of(mount.target() + group);
            if (mount.type().equals("cgroup2") && Files.isDirectory(directory)) {
                return Optional.of(version2(directory));
            }
        }
        return Optional.empty();
    }

    private static CgroupUsage version1(MountTable table, Path memory, String group) {
        Optional<Path> cpu = directory(table, "cpuacct", group);
        Optional<Path> pids = directory(table, "pids", group);
        Optional<Path> blocks = directory(table, "blkio", group);
        long limit = number(memory, "memory.limit_in_bytes");
        String io = blocks.isPresent() ? text(blocks.get(), "blkio.throttle.io_service_bytes_recursive") : "";
        return new CgroupUsage(
                cpu.isPresent() ? number(cpu.get(), "cpuacct.usage") : 0,
                number(memory, "memory.usage_in_bytes") - field(text(memory, "memory.stat"), "total_inactive_file"),
                limit <= 0 || limit > NO_LIMIT ? OptionalLong.empty() : OptionalLong.of(limit),
                pids.isPresent() ? number(pids.get(), "pids.current") : 0,
                sum(io, "Read "),
                sum(io, "Write "));
    }

    private static CgroupUsage version2(Path directory) {
        String limit = text(directory, "memory.max").strip();
        String io = text(directory, "io.stat");
        return new CgroupUsage(
                field(text(directory, "cpu.stat"), "usage_usec") * NANOS_PER_MICRO,
                number(directory, "memory.current") - field(text(directory, "memory.stat"), "inactive_file"),
                limit.isEmpty() || limit.equals("max") ? OptionalLong.empty() : OptionalLong.of(parse(limit)),
                number(directory, "pids.current"),
                sum(io, "rbytes="),
                sum(io, "wbytes="));
    }

    private static Optional<Path> directory(MountTable table, String controller, String group) {
        for (Mount mount : table.mounts()) {
            if (mount.type().equals("cgroup") && mount.hasOption(controller)) {
                Path directory = Path.of(mount.target() + group);
                return Files.isDirectory(directory) ? Optional.of(directory) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static long number(Path directory, String file) {
        return parse(text(directory, file).strip());
    }

    private static String text(Path directory, String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException _) {
            // not counted on this machine, or the group went just now
            return "";
        }
    }

    /** The value of the line {@code name value}. */
    private static long field(String text, String name) {
        for (String line : text.lines().toList()) {
            if (line.startsWith(name + " ")) {
                return parse(line.substring(name.length() + 1).strip());
            }
        }
        return 0;
    }

    /** The sum of the numbers that follow the word, one per device. */
    private static long sum(String text, String word) {
        long sum = 0;
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int start = at + word.length();
            int end = start;
            while (end < text.length() && Character.isDigit(text.charAt(end))) {
                end++;
            }
            sum += parse(text.substring(start, end));
        }
        return sum;
    }

    private static long parse(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
