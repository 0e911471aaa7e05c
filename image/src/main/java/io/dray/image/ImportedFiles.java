package io.dray.image;

import io.dray.core.AtomicFiles;
import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which files were imported as which image, so that one that has not changed is not read again: {@code cache/files/<digest of
 * the path>} with the file's marks and the image ID. It can be lost at any time.
 */
final class ImportedFiles {
    private final Path directory;

    ImportedFiles(DataDirectory data) {
        this.directory = data.root().resolve("cache").resolve("files");
    }

    /** What cannot stay the same when a file changes. */
    static String marks(Path file) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(file, "unix:dev,ino,size,lastModifiedTime,ctime");
        return attributes.get("dev") + " " + attributes.get("ino") + " " + attributes.get("size") + " "
                + nanos(attributes.get("lastModifiedTime")) + " " + nanos(attributes.get("ctime"));
    }

    private static String nanos(@Nullable Object time) {
        return time instanceof FileTime known ? known.toInstant().toString() : "";
    }

    /** The image that the file was imported as when it had these marks. */
    Optional<Digest> find(Path file, String marks) {
        try {
            String text = Files.readString(entry(file)).strip();
            int blank = text.indexOf(' ');
            if (blank > 0 && text.substring(blank + 1).equals(marks)) {
                return Optional.of(Digest.parse(text.substring(0, blank)));
            }
        } catch (IOException | InvalidInputException _) {
            // never imported, or not known any more: it is read again
        }
        return Optional.empty();
    }

    void remember(Path file, String marks, Digest image) throws IOException {
        DataDirectory.create(directory);
        AtomicFiles.write(entry(file), image + " " + marks + "\n");
    }

    /** Forgets the files whose images are not in the store. */
    void collect(Path images) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String text = Files.readString(entry);
                int blank = text.indexOf(' ');
                if (blank < 0 || !Files.exists(images.resolve(text.substring(0, blank)))) {
                    Files.deleteIfExists(entry);
                }
            }
        } catch (NoSuchFileException _) {
            // nothing was ever imported, or somebody else forgets too
        } catch (IOException e) {
            throw IoFailures.during("cannot clear " + directory, e);
        }
    }

    private Path entry(Path file) {
        byte[] path = file.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
        return directory.resolve(Digest.of(Digest.Algorithm.SHA256, path).hex());
    }
}
