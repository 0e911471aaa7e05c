package io.dray.image.oci;

import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarReader;
import io.dray.image.unpack.ArchiveStream;
import io.dray.image.unpack.UnpackLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Images in a file or directory, and which of them is meant: {@code oci:PATH[:NAME]}, {@code oci-archive:PATH[:NAME]} or {@code
 * docker-archive:PATH[:NAME]}, as skopeo and podman write it.
 *
 * @param kind its format
 * @param path where it lies
 * @param name tag or whole name of one of the images in it; absent if it has only one
 */
public record OciFile(Kind kind, Path path, Optional<String> name) {
    /** The formats. */
    public enum Kind {
        /** An OCI image layout in a directory. */
        OCI("oci:"),
        /** An OCI image layout in a tar archive, plain or compressed. */
        OCI_ARCHIVE("oci-archive:"),
        /** What {@code docker save} writes, plain or compressed. */
        DOCKER_ARCHIVE("docker-archive:");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        /** What stands in front of a path, {@code oci-archive:}. */
        public String prefix() {
            return prefix;
        }
    }

    /**
     * Reads an address.
     *
     * @return empty if the text has none of the three prefixes
     * @throws MissingException if nothing is at the path
     */
    public static Optional<OciFile> parse(String text) {
        for (Kind kind : Kind.values()) {
            // the references of registries begin with oci:// too
            if (text.startsWith(kind.prefix) && !text.startsWith(kind.prefix + "//")) {
                return Optional.of(parse(kind, text.substring(kind.prefix.length())));
            }
        }
        return Optional.empty();
    }

    /** A name follows the first colon after which a path is left that exists: both may hold colons. */
    private static OciFile parse(Kind kind, String text) {
        if (text.isEmpty()) {
            throw new InvalidInputException("'" + kind.prefix + "' needs a path after it");
        }
        for (int end = text.length(); end > 0; end = text.lastIndexOf(':', end - 1)) {
            Path path = Path.of(text.substring(0, end));
            if (Files.exists(path)) {
                String rest = end < text.length() ? text.substring(end + 1) : "";
                return new OciFile(kind, path, Optional.of(rest).filter(name -> !name.isEmpty()));
            }
        }
        int colon = text.indexOf(':');
        throw new MissingException(
                "there is no file or directory " + (colon < 0 ? text : text.substring(0, colon)),
                "check the path; a relative one begins where the command was started");
    }

    /**
     * Looks what a file or directory holds, whatever it is called.
     *
     * @return empty if it is neither an OCI layout nor an archive of Docker's; it may be an ACI, or anything
     */
    public static Optional<OciFile> detect(Path path) {
        try {
            if (Files.isDirectory(path)) {
                // whatever it is: the reader says what is wrong with it
                boolean layout = Files.exists(path.resolve(LayoutArchive.INDEX), LinkOption.NOFOLLOW_LINKS);
                return layout ? Optional.of(new OciFile(Kind.OCI, path, Optional.empty())) : Optional.empty();
            }
            return Files.isRegularFile(path)
                    ? detectArchive(path).map(kind -> new OciFile(kind, path, Optional.empty()))
                    : Optional.empty();
        } catch (InvalidInputException | IOException _) {
            // no tar archive, or a damaged one: whoever reads it as what it should be will say so
            return Optional.empty();
        }
    }

    private static Optional<Kind> detectArchive(Path path) throws IOException {
        boolean docker = false;
        try (ArchiveStream in = ArchiveStream.undigested(path, UnpackLimits.DEFAULT)) {
            TarReader reader = new TarReader(in);
            Optional<TarEntry> entry = reader.next();
            for (int count = 0; entry.isPresent() && count < TarFiles.MAX_ENTRIES; count++) {
                String name = entry.get().name().toText();
                String clean = name.startsWith("./") ? name.substring(2) : name;
                if (clean.equals(LayoutArchive.INDEX)) {
                    return Optional.of(Kind.OCI_ARCHIVE);
                }
                if (clean.equals("manifest") || clean.startsWith("rootfs")) {
                    return Optional.empty();
                }
                docker |= clean.equals(DockerArchive.MANIFEST) || clean.equals(DockerArchive.LEGACY);
                entry = reader.next();
            }
        }
        return docker ? Optional.of(Kind.DOCKER_ARCHIVE) : Optional.empty();
    }

    /** The same, as it is found from any directory. */
    public OciFile absolute() {
        return new OciFile(kind, path.toAbsolutePath().normalize(), name);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return kind.prefix + path + name.map(text -> ":" + text).orElse("");
    }
}
