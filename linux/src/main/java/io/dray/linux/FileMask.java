package io.dray.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The permissions that new files of this process do not get (umask(2)). Nothing in Dray changes it, so it is read once. */
final class FileMask {
    private static final int ALL = 0777;
    private static final int OCTAL = 8;
    private static final int CURRENT = parse(status());

    private FileMask() {}

    static int current() {
        return CURRENT;
    }

    private static String status() {
        try {
            return Files.readString(Path.of("/proc/self/status"));
        } catch (IOException _) {
            return "";
        }
    }

    /**
     * The mask in the status of a process (proc_pid_status(5)); everything, if it does not say.
     *
     * @param status the text of that file
     */
    static int parse(String status) {
        String field = "\nUmask:";
        int start = status.indexOf(field);
        if (start < 0) {
            return ALL;
        }
        int end = status.indexOf('\n', start + 1);
        return Integer.parseInt(status.substring(start + field.length(), end).strip(), OCTAL);
    }
}
