package io.dray.cli;

import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import java.io.IOException;

/**
 * The names under which files wait beside those they replace: {@code .dray-PID-NUMBER-new} and {@code -old}. The process in a
 * name tells whether somebody still needs the file.
 */
final class AsideName {
    private static final String START = ".dray-";

    private AsideName() {}

    /** A file of this process that is to get another name. */
    static ByteString added(int number) {
        return of(number, "new");
    }

    /** A file of this process that had another name. */
    static ByteString replaced(int number) {
        return of(number, "old");
    }

    private static ByteString of(int number, String end) {
        return ByteString.of(START + ProcessHandle.current().pid() + "-" + number + "-" + end);
    }

    /** Removes from a directory what processes left that were killed. */
    static void removeAbandoned(DirectoryHandle directory) throws IOException {
        for (ByteString name : directory.names()) {
            if (isAbandoned(name.toText())) {
                directory.removeFile(name);
            }
        }
    }

    private static boolean isAbandoned(String name) {
        if (!name.startsWith(START) || !(name.endsWith("-new") || name.endsWith("-old"))) {
            return false;
        }
        int end = name.indexOf('-', START.length());
        if (end < 0) {
            return false;
        }
        long process = number(name.substring(START.length(), end));
        boolean numbered = end < name.length() - 4 && number(name.substring(end + 1, name.length() - 4)) >= 0;
        return process > 0 && numbered && ProcessHandle.of(process).isEmpty();
    }

    /** -1 for what is no number. */
    private static long number(String text) {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException _) {
            return -1;
        }
    }
}
