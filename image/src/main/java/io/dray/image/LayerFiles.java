package io.dray.image;

import io.dray.core.AtomicFiles;
import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.EnvironmentException;
import io.dray.linux.FileLock;
import io.dray.linux.FileTrees;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The directories {@code layers/<digest>} and their short links. A layer appears when the directory that holds its tree and
 * the name of its link is renamed into place; the link comes before, so a layer that is there always has one. All changes
 * happen under the store's lock, so that nothing is removed that another process is about to use.
 */
final class LayerFiles {
    static final String TREE = "tree";
    static final String LINK = "link";

    /** In a mask layer the digests of the layers it was made for, one a line. */
    static final String MASK = "mask";

    /** How the layer's archive is put together. */
    static final String RECIPE = "recipe";

    private static final String LOCK = "store.lock";
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int NAME_LENGTH = 8;
    private static final int BITS = 5;
    private static final int DIGITS_PER_NAME = NAME_LENGTH * BITS / 4;

    private final DataDirectory data;

    LayerFiles(DataDirectory data) {
        this.data = data;
    }

    /** Excludes every other process and thread that changes the store. */
    FileLock lock() {
        return FileLock.acquire(DataDirectory.create(data.root()).resolve(LOCK));
    }

    Path directory(Digest digest) {
        return data.layers().resolve(digest.toString());
    }

    Path tree(Digest digest) {
        return directory(digest).resolve(TREE);
    }

    boolean exists(Digest digest) {
        return Files.exists(directory(digest).resolve(LINK));
    }

    /** The name of the layer's link relative to the data directory, {@code l/k3mq2x7a}. Plain file access. */
    String link(Digest digest) throws IOException {
        return Files.readString(directory(digest).resolve(LINK)).strip();
    }

    /** The layers that a mask was made for; none for a layer that is not a mask. */
    List<Digest> maskInputs(Digest digest) throws IOException {
        List<Digest> inputs = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(directory(digest).resolve(MASK))) {
                inputs.add(Digest.parse(line));
            }
        } catch (NoSuchFileException _) {
            return List.of();
        }
        return inputs;
    }

    /**
     * Chooses the link's name and notes it in a directory that is to become the layer. Needs the lock.
     *
     * @param unpublished a directory with the finished {@link #TREE}
     */
    void prepare(Digest digest, Path unpublished) throws IOException {
        DataDirectory.create(data.layers());
        Path links = DataDirectory.create(data.links());
        Path target = data.links().relativize(tree(digest));
        for (int start = 0; start + DIGITS_PER_NAME <= digest.hex().length(); start += DIGITS_PER_NAME) {
            Path link = links.resolve(shortName(digest.hex().substring(start, start + DIGITS_PER_NAME)));
            if (linkTo(link, target)) {
                AtomicFiles.write(unpublished.resolve(LINK), data.root().relativize(link) + "\n");
                return;
            }
        }
        throw new EnvironmentException("cannot name layer " + digest + ": all its short names are taken in " + links);
    }

    /** Makes the prepared directory the layer, unless it is there already. Needs the lock. */
    void publish(Digest digest, Path unpublished) throws IOException {
        if (!exists(digest)) {
            AtomicFiles.syncDirectory(data.links());
            AtomicFiles.rename(unpublished, directory(digest));
        }
    }

    /** Takes the layer away in one step and then removes its files. Needs the lock. */
    void remove(Digest digest, Path trash) throws IOException {
        try {
            String link = link(digest);
            AtomicFiles.rename(directory(digest), trash.resolve(digest.toString()));
            Files.deleteIfExists(data.root().resolve(link));
        } catch (NoSuchFileException _) {
            // somebody removed it before: what is left of it goes too
            FileTrees.remove(directory(digest));
        }
    }

    /** Undoes {@link #remove} as long as the trash is there; whether there was anything to undo. Needs the lock. */
    boolean bringBack(Digest digest, Path trash) throws IOException {
        Path removed = trash.resolve(digest.toString());
        if (!Files.exists(removed.resolve(LINK)) || exists(digest)) {
            return false;
        }
        Path link = data.root().resolve(Files.readString(removed.resolve(LINK)).strip());
        linkTo(link, data.links().relativize(tree(digest)));
        AtomicFiles.rename(removed, directory(digest));
        return true;
    }

    private static boolean linkTo(Path link, Path target) throws IOException {
        try {
            Files.createSymbolicLink(link, target);
            return true;
        } catch (FileAlreadyExistsException _) {
            // left by a crash, or the layer was removed and comes again
            return Files.readSymbolicLink(link).equals(target);
        }
    }

    /** Forty bits in eight characters. */
    private static String shortName(String hex) {
        long bits = Long.parseLong(hex, 16);
        StringBuilder name = new StringBuilder(NAME_LENGTH);
        for (int i = NAME_LENGTH - 1; i >= 0; i--) {
            name.append(ALPHABET.charAt((int) (bits >> (i * BITS)) & 31));
        }
        return name.toString();
    }
}
