package io.dray.core;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Directories that others may remove at any time. */
public final class Directories {
    private Directories() {}

    /** What is in a directory, in no order; nothing if the directory is not there. */
    public static List<Path> entries(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                found.add(entry);
            }
        } catch (NoSuchFileException _) {
            return List.of();
        }
        return found;
    }
}
