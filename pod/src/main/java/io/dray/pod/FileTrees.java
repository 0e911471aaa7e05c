package io.dray.pod;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Small trees that Dray itself made; what apps may have written into is removed by {@code rm}, which no depth stops. */
public final class FileTrees {
    private FileTrees() {}

    /** Removes a directory and all in it; does nothing if it is not there. */
    public static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                for (Path entry : entries) {
                    delete(entry);
                }
            } catch (NoSuchFileException _) {
                return;
            }
        }
        Files.deleteIfExists(path);
    }
}
