package io.dray.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The process that something half made belongs to, in a form that outlives it: a later process can tell for certain whether
 * the owner is gone, also after the pid was given to another process or the machine was restarted.
 *
 * @param pid the process
 * @param startTime field 22 of {@code /proc/<pid>/stat}, in clock ticks since boot
 * @param boot the first eight characters of the kernel's boot id
 */
public record ProcessOwner(long pid, long startTime, String boot) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int BOOT_CHARACTERS = 8;
    private static final int START_TIME_FIELD = 22;

    /** The running process. */
    public static ProcessOwner current() {
        try {
            // not ProcessHandle, which begins with a pool of threads
            return ofProcess(
                    Long.parseLong(Files.readSymbolicLink(Path.of("/proc/self")).toString()));
        } catch (IOException e) {
            throw new EnvironmentException("cannot read /proc/self: " + e.getMessage(), "mount /proc", e);
        }
    }

    /** A process that runs now. */
    public static ProcessOwner ofProcess(long pid) {
        try {
            return new ProcessOwner(pid, startTimeOf(pid), currentBoot());
        } catch (IOException e) {
            throw new EnvironmentException("cannot read /proc/" + pid + "/stat: " + e.getMessage(), null, e);
        }
    }

    /** Reads what {@link #toString} wrote. */
    public static ProcessOwner parse(String text) {
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (first > 0 && second > first) {
            try {
                return new ProcessOwner(
                        Long.parseLong(text, 0, first, 10),
                        Long.parseLong(text, first + 1, second, 10),
                        text.substring(second + 1));
            } catch (NumberFormatException e) {
                throw new InvalidInputException("'" + text + "' does not name a process", null, e);
            }
        }
        throw new InvalidInputException("'" + text + "' does not name a process");
    }

    /** Whether that very process still runs; a zombie counts as gone. */
    public boolean isAlive() {
        try {
            return boot.equals(currentBoot()) && startTime == startTimeOf(pid) && stateOf(pid) != 'Z';
        } catch (IOException _) {
            // no such process
            return false;
        }
    }

    private static String currentBoot() throws IOException {
        return Files.readString(BOOT_ID).substring(0, BOOT_CHARACTERS);
    }

    private static long startTimeOf(long pid) throws IOException {
        List<String> fields = List.of(statAfterName(pid).split(" ", -1));
        // what follows the name begins with field 3
        return Long.parseLong(fields.get(START_TIME_FIELD - 3));
    }

    private static char stateOf(long pid) throws IOException {
        return statAfterName(pid).charAt(0);
    }

    /** The name of a program may itself contain blanks and parentheses, so the fields are counted from its end. */
    private static String statAfterName(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2);
    }

    /** {@code <pid>.<starttime>.<boot>}, safe in file names. */
    @Override
    public String toString() {
        return pid + "." + startTime + "." + boot;
    }
}
