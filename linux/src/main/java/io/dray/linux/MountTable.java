package io.dray.linux;

import io.dray.core.EnvironmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is mounted in one mount namespace at one moment. Reads one file, so it may be used on the cold path.
 *
 * @param mounts in the order of mounting
 */
public record MountTable(List<Mount> mounts) {
    private static final int ROOT_FIELD = 3;
    private static final int TARGET_FIELD = 4;
    private static final int OPTIONS_FIELD = 5;
    private static final int OCTAL = 8;
    private static final int ESCAPE_DIGITS = 3;

    public MountTable {
        mounts = List.copyOf(mounts);
    }

    /** The mounts that this process sees. */
    public static MountTable read() {
        return read(Path.of("/proc/self/mountinfo"));
    }

    /** The mounts that another process sees. */
    public static MountTable of(long pid) {
        return read(Path.of("/proc/" + pid + "/mountinfo"));
    }

    private static MountTable read(Path file) {
        try {
            return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new EnvironmentException("cannot read " + file + ": " + e.getMessage(), null, e);
        }
    }

    /** Reads the text of a {@code mountinfo} file. */
    static MountTable parse(String text) {
        List<Mount> mounts = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            parseLine(text.substring(start, end)).ifPresent(mounts::add);
            start = end + 1;
        }
        return new MountTable(mounts);
    }

    private static Optional<Mount> parseLine(String line) {
        // a varying number of optional fields ends with a lone dash
        int dash = line.indexOf(" - ");
        if (dash < 0) {
            return Optional.empty();
        }
        List<String> head = fields(line.substring(0, dash));
        List<String> tail = fields(line.substring(dash + 3));
        if (head.size() <= OPTIONS_FIELD || tail.size() < 2) {
            return Optional.empty();
        }
        String superOptions = tail.size() > 2 ? "," + tail.get(2) : "";
        return Optional.of(new Mount(
                unescape(head.get(ROOT_FIELD)),
                Path.of(unescape(head.get(TARGET_FIELD))),
                tail.get(0),
                unescape(tail.get(1)),
                head.get(OPTIONS_FIELD) + superOptions));
    }

    private static List<String> fields(String text) {
        List<String> fields = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int blank = text.indexOf(' ', start);
            int end = blank < 0 ? text.length() : blank;
            fields.add(text.substring(start, end));
            start = end + 1;
        }
        return fields;
    }

    /** The kernel writes blank, tab, newline and backslash as a backslash and three octal digits. */
    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + ESCAPE_DIGITS < text.length()) {
                plain.append((char) Integer.parseInt(text, i + 1, i + 1 + ESCAPE_DIGITS, OCTAL));
                i += ESCAPE_DIGITS;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /** What is mounted exactly there: the last mount wins. */
    public Optional<Mount> at(Path target) {
        Optional<Mount> found = Optional.empty();
        for (Mount mount : mounts) {
            if (mount.target().equals(target)) {
                found = Optional.of(mount);
            }
        }
        return found;
    }

    /** What is mounted at or below the directory, the last mounted first: the order in which to unmount. */
    public List<Mount> below(Path directory) {
        List<Mount> found = new ArrayList<>();
        for (int i = mounts.size() - 1; i >= 0; i--) {
            if (mounts.get(i).target().startsWith(directory)) {
                found.add(mounts.get(i));
            }
        }
        return List.copyOf(found);
    }
}
