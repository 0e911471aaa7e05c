package io.dray.image;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.MissingException;
import io.dray.core.OperationFailedException;
import io.dray.image.recipe.RecipeStream;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * The uncompressed archives of layers in the store, made again byte for byte: of an image that came as an ACI the whole ACI, so
 * that its digest is the image ID; of an OCI layer its tar, so that its digest is the diff id. Thread-safe.
 */
public final class LayerArchive {
    private static final int BUFFER = 256 * 1024;

    private final LayerFiles files;

    /** The archives of the layers in a data directory. */
    public LayerArchive(DataDirectory data) {
        this.files = new LayerFiles(data);
    }

    /** Digest of the layer's uncompressed archive: what {@link #write} writes. */
    public Digest diffId(Digest layer) {
        return record(layer).diffId();
    }

    private LayerRecord record(Digest layer) {
        return LayerRecord.read(files.directory(layer)).orElseThrow(() -> missing(layer));
    }

    /**
     * Opens the archive.
     *
     * @throws MissingException if the layer is not there, or came with a version of Dray that did not keep what is needed
     */
    public InputStream open(Digest layer) {
        Path recipe = files.directory(layer).resolve(LayerFiles.RECIPE);
        if (!Files.exists(recipe)) {
            throw missing(layer);
        }
        try {
            return new RecipeStream(recipe, files.tree(layer));
        } catch (IOException e) {
            throw IoFailures.during("cannot read layer " + layer, e);
        }
    }

    private MissingException missing(Digest layer) {
        return new MissingException(
                "there is no archive of layer " + layer + " in " + files.directory(layer), "get the image again");
    }

    /**
     * Writes the archive, and leaves the stream open.
     *
     * @throws OperationFailedException if the layer is damaged, when everything is written
     */
    public void write(Digest layer, OutputStream out) {
        Digest expected = diffId(layer);
        MessageDigest digest = expected.algorithm().newMessageDigest();
        try (InputStream archive = open(layer)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = archive.read(buffer, 0, BUFFER); count >= 0; count = archive.read(buffer, 0, BUFFER)) {
                digest.update(buffer, 0, count);
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            throw IoFailures.during("cannot write the archive of layer " + layer, e);
        }
        Digest actual = Digest.ofBytes(expected.algorithm(), digest.digest());
        if (!actual.equals(expected)) {
            throw new OperationFailedException(
                    "layer " + layer + " is damaged: its archive is " + actual, "dray image verify");
        }
    }
}
