package io.dray.image;

import io.dray.core.AtomicFiles;
import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.DrayException;
import io.dray.core.InvalidInputException;
import io.dray.core.OperationFailedException;
import io.dray.image.recipe.TreeCheck;
import io.dray.image.tar.TarReader;
import io.dray.image.tar.TarTap;
import io.dray.linux.FileLock;
import io.dray.linux.FileTrees;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Compares the layers of images with what they were when they came, and gets damaged ones again. Not thread-safe, but safe
 * beside everything else that uses the store.
 */
public final class ImageVerification {
    private final DataDirectory data;
    private final LayerFiles files;
    private final LayerArchive archives;
    private final ImageSupplier supplier;

    /**
     * For the images of a store.
     *
     * @param supplier gets images again
     */
    public ImageVerification(ImageStore store, ImageSupplier supplier) {
        this.data = store.data();
        this.files = new LayerFiles(data);
        this.archives = new LayerArchive(data);
        this.supplier = supplier;
    }

    /** What is wrong with the image's layers, the first thing only; empty if nothing is. */
    public Optional<String> problem(StoredImage image) {
        for (Digest layer : image.layers()) {
            Optional<String> problem = problem(layer);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private Optional<String> problem(Digest layer) {
        try {
            compare(layer);
            return Optional.empty();
        } catch (DrayException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Optional.of("its content differs: " + e.getMessage());
        }
    }

    private void compare(Digest layer) throws IOException {
        Optional<LayerRecord> record = LayerRecord.read(files.directory(layer));
        if (record.isEmpty()) {
            throw new InvalidInputException("layer " + layer + " is gone");
        }
        Digest expected = record.get().diffId();
        MessageDigest digest = expected.algorithm().newMessageDigest();
        try (InputStream archive = new DigestInputStream(archives.open(layer), digest);
                TreeCheck tree = new TreeCheck(
                        files.tree(layer),
                        expected.algorithm() == Digest.Algorithm.SHA512,
                        record.get().standsAlone())) {
            TarReader reader = TarReader.ofLayer(archive, TarTap.none());
            tree.check(reader);
            reader.readRest();
        }
        Digest actual = Digest.ofBytes(expected.algorithm(), digest.digest());
        if (!actual.equals(expected)) {
            throw new InvalidInputException("the content of a file differs: the archive of its tree is " + actual);
        }
        Path link = data.root().resolve(files.link(layer));
        if (!Files.exists(link)) {
            throw new InvalidInputException("its short link " + link + " is gone");
        }
    }

    /**
     * Gets all damaged layers of the image again; on failure they stay as they were.
     *
     * @throws DrayException if they cannot be got, or are damaged again
     */
    public void repair(StoredImage image) {
        Path aside = data.newTemporary("damaged");
        try {
            for (Digest layer : image.layers()) {
                if (problem(layer).isPresent()) {
                    repair(image, layer, aside.resolve(layer.toString()));
                }
            }
        } catch (IOException e) {
            throw IoFailures.during("cannot repair image " + image.displayName(), e);
        } finally {
            FileTrees.remove(aside);
        }
    }

    private void repair(StoredImage image, Digest layer, Path aside) throws IOException {
        move(files.directory(layer), aside);
        try {
            supplier.supply(image);
        } finally {
            if (!files.exists(layer) && Files.exists(aside)) {
                move(aside, files.directory(layer));
            }
        }
        Optional<String> problem = problem(layer);
        if (problem.isPresent()) {
            throw new OperationFailedException(
                    "cannot repair image " + image.displayName() + ": " + problem.get(), "get the image again");
        }
    }

    private void move(Path from, Path to) throws IOException {
        try (FileLock lock = files.lock()) {
            assert lock != null;
            if (Files.exists(from)) {
                AtomicFiles.rename(from, to);
            }
        }
    }
}
