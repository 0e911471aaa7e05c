package io.dray.core;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a person is told who names something else where a plain file is needed. */
public final class PlainFile {
    private PlainFile() {}

    /** Why this is no plain file, as the end of a message: {@code it is a directory}. */
    public static String whyNot(Path path) {
        if (Files.isDirectory(path)) {
            return "it is a directory";
        }
        return Files.exists(path) ? "it is not a plain file" : "there is no such file";
    }
}
