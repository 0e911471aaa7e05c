package io.dray.image.oci;

import io.dray.core.DataDirectory;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Images in one file or directory. Life cycle: opened, one of the entries selected and read, closed. */
sealed interface OciArchive extends OciBlobs permits LayoutArchive, DockerArchive {
    /**
     * One of the images.
     *
     * @param name by which it can be asked for; empty if it has none
     * @param reference what it will be called
     * @param root of a layout its manifest or index, of an archive of Docker's its configuration
     */
    record Entry(String name, OciReference reference, Descriptor root) {
        private boolean isCalled(String wanted) {
            boolean whole = name.equals(wanted) || reference.toString().equals(wanted);
            return whole || reference.tag().filter(wanted::equals).isPresent() || isSameReference(wanted);
        }

        /** {@code busybox:1} and {@code docker.io/library/busybox:1} mean the same. */
        private boolean isSameReference(String wanted) {
            try {
                return !reference.registry().isEmpty()
                        && OciReference.parse(wanted).equals(reference);
            } catch (InvalidInputException _) {
                return false;
            }
        }
    }

    /** Opens a file; {@code data} is where a temporary file may go. */
    static OciArchive open(OciFile file, DataDirectory data) throws IOException {
        if (!Files.exists(file.path())) {
            throw new MissingException("there is no such file or directory");
        }
        boolean isDirectory = Files.isDirectory(file.path());
        if (isDirectory != (file.kind() == OciFile.Kind.OCI)) {
            throw new InvalidInputException(isDirectory ? "it is a directory" : "it is not a directory");
        }
        ArchiveFiles files = isDirectory ? DirectoryFiles.open(file.path()) : TarFiles.open(file.path(), data);
        try {
            return switch (file.kind()) {
                case OCI, OCI_ARCHIVE -> LayoutArchive.read(files, file.path());
                case DOCKER_ARCHIVE -> DockerArchive.read(files, file.path());
            };
        } catch (IOException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    /** All images, in the order of the archive. */
    List<Entry> entries();

    /** What is to be read of an entry, the layers excepted. */
    OciSource source(Entry entry, Platform platform) throws IOException;

    /**
     * The image that is meant.
     *
     * @throws MissingException if there is none of this name; the hint names those that there are
     * @throws InvalidInputException if there are several and none was named
     */
    default Entry select(Optional<String> name, Platform platform) {
        List<Entry> matching = new ArrayList<>();
        for (Entry entry : entries()) {
            if (name.isEmpty() || entry.isCalled(name.get())) {
                matching.add(entry);
            }
        }
        if (matching.size() > 1) {
            matching = fitting(matching, platform);
        }
        if (matching.isEmpty()) {
            throw new MissingException(
                    name.isPresent() ? "it has no image " + name.get() : "it has no image",
                    entries().isEmpty() ? "get it again" : "it has " + names());
        }
        if (matching.size() > 1) {
            throw new InvalidInputException(
                    "it has " + matching.size() + " images", "name one of them after a colon: " + names());
        }
        return matching.getFirst();
    }

    /** Of images for several platforms those that fit best, if they are all of the same name. */
    private static List<Entry> fitting(List<Entry> entries, Platform platform) {
        List<Entry> fitting = new ArrayList<>();
        int shortest = Integer.MAX_VALUE;
        for (Entry entry : entries) {
            Optional<Integer> distance = entry.root().platform().flatMap(platform::distanceTo);
            boolean sameName = entry.name().equals(entries.getFirst().name());
            if (entry.root().platform().isEmpty() || !sameName) {
                return entries;
            }
            if (distance.isPresent() && distance.get() < shortest) {
                fitting.clear();
                fitting.add(entry);
                shortest = distance.get();
            }
        }
        return fitting;
    }

    private String names() {
        List<String> names = new ArrayList<>();
        for (Entry entry : entries()) {
            names.add(entry.name().isEmpty() ? "an unnamed one" : entry.name());
        }
        return String.join(", ", names.subList(0, Math.min(names.size(), 20)));
    }

    /** What an image is called that only has a tag, or nothing: the file's name without its endings. */
    static OciReference nameOf(Path path, Optional<String> tag) {
        String file = String.valueOf(path.toAbsolutePath().normalize().getFileName());
        int dot = file.indexOf('.', 1);
        String stem = Files.isDirectory(path) || dot < 0 ? file : file.substring(0, dot);
        try {
            return OciReference.local(stem, tag);
        } catch (InvalidInputException _) {
            return OciReference.local("image", tag);
        }
    }
}
