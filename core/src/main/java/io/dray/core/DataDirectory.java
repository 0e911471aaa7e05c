package io.dray.core;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Where Dray keeps everything on one machine; the layout is described in {@code docs/on-disk-format.md}.
 *
 * @param root the data directory, absolute; {@code /var/lib/dray} unless {@code --dir} says otherwise
 */
public record DataDirectory(Path root) {
    /** The data directory of a machine that says nothing else. */
    public static final Path DEFAULT_ROOT = Path.of("/var/lib/dray");

    /** Not parsed from text: that takes a set of enums, which looks its constants up by reflection. */
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    public DataDirectory {
        root = root.toAbsolutePath().normalize();
    }

    /** Layers, each unpacked once: {@code layers/<digest>/tree}. */
    public Path layers() {
        return root.resolve("layers");
    }

    /** Short links to the trees of layers, so that hundreds of them fit in one mount option. */
    public Path links() {
        return root.resolve("l");
    }

    /** One directory of metadata per image. */
    public Path images() {
        return root.resolve("images");
    }

    /** One directory per pod. */
    public Path pods() {
        return root.resolve("pods");
    }

    /** One link per name that was given to a pod. */
    public Path names() {
        return root.resolve("names");
    }

    /** Cached results of build steps. */
    public Path steps() {
        return root.resolve("steps");
    }

    /** Everything half made; see {@link #newTemporary}. */
    public Path temporary() {
        return root.resolve("tmp");
    }

    /** Creates the directory of the given path, and its parents, readable by its owner only. */
    public static Path create(Path directory) {
        try {
            return Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (IOException e) {
            throw new EnvironmentException(
                    "cannot create " + directory + ": " + reason(e),
                    "run as root, or choose another place with --dir",
                    e);
        }
    }

    /**
     * A new empty directory under {@code tmp} that belongs to this process: {@code <what>-<owner>-<random>}. When the
     * process dies without having renamed or removed it, {@code gc} will.
     */
    public Path newTemporary(String what) {
        Path parent = create(temporary());
        String prefix = what + "-" + ProcessOwner.current() + "-";
        while (true) {
            Path candidate = parent.resolve(prefix + Long.toString(System.nanoTime(), Character.MAX_RADIX));
            if (!Files.exists(candidate)) {
                return create(candidate);
            }
        }
    }

    /** Whose temporary this is; empty for a name that {@link #newTemporary} did not give. */
    public static Optional<ProcessOwner> ownerOf(Path temporary) {
        String name = String.valueOf(temporary.getFileName());
        int end = name.lastIndexOf('-');
        int start = end < 0 ? -1 : name.lastIndexOf('-', end - 1);
        if (start < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(ProcessOwner.parse(name.substring(start + 1, end)));
        } catch (InvalidInputException _) {
            return Optional.empty();
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "there is a file of that name";
            case FileSystemException failed when failed.getReason() != null -> String.valueOf(failed.getReason());
            default -> String.valueOf(e.getMessage());
        };
    }
}
