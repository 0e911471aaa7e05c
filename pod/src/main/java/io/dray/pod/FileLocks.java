package io.dray.pod;

import io.dray.core.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Who holds which flock(2) at one moment, as {@code /proc/locks} tells: Java's own file locks are another kind that does not see
 * these, and asking the kernel would need a native call.
 */
public final class FileLocks {
    private static final Path LOCKS = Path.of("/proc/locks");
    private static final int TYPE_FIELD = 1;
    private static final int FILE_FIELD = 5;

    /** Major and minor number of the device in hexadecimal and the inode in decimal: {@code fe:00:123}. */
    private final Set<String> held;

    private FileLocks(Set<String> held) {
        this.held = held;
    }

    public static FileLocks read() {
        try {
            return parse(Files.readString(LOCKS));
        } catch (IOException e) {
            throw new EnvironmentException("cannot read " + LOCKS + ": " + e.getMessage(), "mount /proc", e);
        }
    }

    static FileLocks parse(String text) {
        Set<String> held = new HashSet<>();
        for (String line : Text.split(text, '\n')) {
            // a waiting process has an arrow between number and type
            if (!line.contains("->")) {
                addLock(line, held);
            }
        }
        return new FileLocks(held);
    }

    private static void addLock(String line, Set<String> held) {
        int field = 0;
        boolean flock = false;
        for (String word : Text.split(line, ' ')) {
            if (word.isEmpty()) {
                continue;
            }
            if (field == TYPE_FIELD) {
                flock = word.equals("FLOCK");
            } else if (field == FILE_FIELD && flock) {
                held.add(word);
            }
            field++;
        }
    }

    /** Whether any process holds a lock on the file; false if there is no such file. */
    public boolean isHeld(Path file) {
        if (held.isEmpty()) {
            return false;
        }
        try {
            long device = number(Files.getAttribute(file, "unix:dev"));
            return held.contains(key(device, number(Files.getAttribute(file, "unix:ino"))));
        } catch (NoSuchFileException _) {
            return false;
        } catch (IOException e) {
            throw new EnvironmentException("cannot look at " + file + ": " + e.getMessage(), "run as root", e);
        }
    }

    private static long number(Object attribute) {
        return attribute instanceof Number number ? number.longValue() : 0;
    }

    /** The kernel's spelling of a file in that list; the device number is taken apart as glibc does. */
    static String key(long device, long inode) {
        return hex(major(device)) + ":" + hex(minor(device)) + ":" + inode;
    }

    public static long major(long device) {
        return ((device >>> 8) & 0xfff) | ((device >>> 32) & ~0xfffL);
    }

    public static long minor(long device) {
        return (device & 0xff) | ((device >>> 12) & ~0xffL);
    }

    private static String hex(long number) {
        String digits = Long.toHexString(number);
        return digits.length() < 2 ? "0" + digits : digits;
    }
}
