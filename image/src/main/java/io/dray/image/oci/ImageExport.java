package io.dray.image.oci;

import io.dray.core.AtomicFiles;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.ImageStore;
import io.dray.image.LayerArchive;
import io.dray.image.LayerChain;
import io.dray.image.StoredImage;
import io.dray.image.aci.TreeArchive;
import io.dray.image.tar.UnclosedStream;
import io.dray.image.tree.TreeRender;
import io.dray.linux.FileTrees;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes images of the store to files and directories: aside, and renamed when they are whole. The same image always gives the
 * same bytes.
 */
public final class ImageExport {
    private static final String TRY = "try --overwrite";

    private final ImageStore store;
    private final Consumer<String> warnings;

    /**
     * Exports from a store.
     *
     * @param warnings told, one line each, what the other format cannot say
     */
    public ImageExport(ImageStore store, Consumer<String> warnings) {
        this.store = store;
        this.warnings = warnings;
    }

    /**
     * Writes the image in a format.
     *
     * @param overwrite whether something may be there already
     * @throws InvalidInputException if something is there and may not be overwritten
     */
    public void export(StoredImage image, ExportFormat format, Path target, boolean overwrite) {
        if (format == ExportFormat.OCI) {
            checkDirectory(target, overwrite);
        } else {
            checkFile(target, overwrite);
        }
        Path aside = asideOf(target);
        try {
            switch (format) {
                case ACI -> writeFile(aside, out -> writeAci(image, out));
                case OCI -> new OciExport(store, warnings).writeLayout(image, Files.createDirectories(aside));
                case OCI_ARCHIVE ->
                    writeFile(aside, out -> new OciExport(store, warnings).writeLayoutArchive(image, out));
                case DOCKER_ARCHIVE ->
                    writeFile(aside, out -> new OciExport(store, warnings).writeDockerArchive(image, out));
            }
            replace(aside, target);
        } catch (IOException e) {
            throw IoFailures.during("cannot export " + image.displayName() + " to " + target, e);
        } finally {
            FileTrees.remove(aside);
        }
    }

    /** An image that came as an ACI leaves as the same ACI; of another one all its files are written. */
    private void writeAci(StoredImage image, OutputStream out) throws IOException {
        if (image.layers().equals(List.of(image.id()))) {
            new LayerArchive(store.data()).write(image.id(), out);
        } else {
            TreeArchive.writeAci(image.manifestBytes(), ownTrees(image), out);
        }
    }

    private List<Path> ownTrees(StoredImage image) {
        return image.layers().stream()
                .map(layer -> store.data().layers().resolve(layer.toString()).resolve("tree"))
                .toList();
    }

    /** Writes the image's manifest and its own files into a directory, without those of its dependencies. */
    public void extract(StoredImage image, Path target, boolean filesOnly, boolean overwrite) {
        writeTree(image, ownTrees(image), target, filesOnly, overwrite);
    }

    /** Writes the image's manifest and its files, those of its dependencies included, into a directory. */
    public void render(StoredImage image, Path target, boolean filesOnly, boolean overwrite) {
        LayerChain chain = store.chain(image);
        writeTree(image, chain.trees(), target, filesOnly, overwrite);
    }

    private void writeTree(StoredImage image, List<Path> trees, Path target, boolean filesOnly, boolean overwrite) {
        checkDirectory(target, overwrite);
        Path aside = asideOf(target);
        try {
            Files.createDirectories(aside.toAbsolutePath().getParent());
            Files.createDirectory(
                    aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path root = filesOnly ? aside : Files.createDirectory(aside.resolve("rootfs"));
            TreeRender.copy(trees, root);
            if (!filesOnly) {
                Files.write(aside.resolve("manifest"), image.manifestBytes());
                Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            replace(aside, target);
        } catch (IOException e) {
            throw IoFailures.during("cannot write " + image.displayName() + " to " + target, e);
        } finally {
            FileTrees.remove(aside);
        }
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static void writeFile(Path file, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            content.writeTo(new UnclosedStream(out));
            channel.force(true);
        }
    }

    private static Path asideOf(Path target) {
        Path absolute = target.toAbsolutePath().normalize();
        return absolute.resolveSibling(
                "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    }

    /** The messages are rkt's. */
    private static void checkFile(Path target, boolean overwrite) {
        Path directory = target.toAbsolutePath().normalize().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            throw new MissingException("cannot write " + target + ": there is no directory " + directory);
        }
        if (Files.isDirectory(target)) {
            throw new InvalidInputException("cannot write " + target + ": it is a directory", "name a file in it");
        }
        if (!overwrite && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new InvalidInputException("output ACI file exists (" + TRY + ")");
        }
    }

    private static void checkDirectory(Path target, boolean overwrite) {
        if (target.toAbsolutePath().normalize().getParent() == null) {
            throw new InvalidInputException("this would delete your root filesystem. Refusing.");
        }
        if (!overwrite && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new InvalidInputException("output directory exists (" + TRY + ")");
        }
    }

    private static void replace(Path aside, Path target) throws IOException {
        if (Files.isDirectory(aside)) {
            // a directory cannot be renamed over one that is not empty
            FileTrees.remove(target.toAbsolutePath());
        }
        AtomicFiles.rename(aside, target.toAbsolutePath().normalize());
    }
}
