package io.dray.image.aci;

import io.dray.core.InvalidInputException;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarReader;
import io.dray.image.tar.TarType;
import io.dray.image.unpack.EntryLoop;
import io.dray.image.unpack.EntryPaths;
import io.dray.image.unpack.EntrySink;
import io.dray.image.unpack.UnpackLimits;
import io.dray.linux.ByteString;
import java.io.IOException;
import java.util.Optional;

/**
 * Takes an ACI apart: the plain file {@code manifest} and the directory {@code rootfs}, in any order, and nothing else (appc
 * spec, aci.md, "Image Layout"). For one archive; not thread-safe.
 */
public final class AciReader {
    private static final ByteString ROOT_FILES = ByteString.of("rootfs/");
    private static final String ROOT = "rootfs";
    private static final String MANIFEST = "manifest";
    private static final ByteString EMPTY = ByteString.of("");

    private final TarReader archive;
    private final EntrySink tree;
    private final UnpackLimits limits;
    private Optional<byte[]> manifest = Optional.empty();

    public AciReader(TarReader archive, EntrySink tree, UnpackLimits limits) {
        this.archive = archive;
        this.tree = tree;
        this.limits = limits;
    }

    /**
     * Unpacks everything up to the end mark.
     *
     * @return the bytes of the manifest
     */
    public byte[] read() throws IOException {
        EntryLoop.run(archive, limits, this::add);
        if (manifest.isEmpty()) {
            throw new InvalidInputException("it has no manifest, so it is not an ACI");
        }
        if (!tree.hasDirectory(EMPTY)) {
            throw new InvalidInputException("it has no entry for the directory rootfs");
        }
        return manifest.get();
    }

    private void add(TarEntry entry) throws IOException {
        ByteString path = EntryPaths.clean(entry.name());
        if (path.isEmpty()) {
            // "tar -c ." writes an entry for the directory it starts in
            requireType(entry, TarType.DIRECTORY, "it is the root of the archive but not a directory");
        } else if (path.is(MANIFEST)) {
            readManifest(entry);
        } else if (path.is(ROOT)) {
            requireType(entry, TarType.DIRECTORY, "rootfs is not a directory");
            tree.add(EMPTY, entry, EMPTY, archive);
        } else if (path.startsWith(ROOT_FILES)) {
            tree.add(below(path), entry, hardLinkTarget(entry), archive);
        } else {
            throw new InvalidInputException("only manifest and rootfs may be at the top of an ACI");
        }
    }

    private static ByteString below(ByteString path) {
        return path.substring(ROOT_FILES.length(), path.length());
    }

    private static ByteString hardLinkTarget(TarEntry entry) {
        if (entry.type() != TarType.HARD_LINK) {
            return EMPTY;
        }
        try {
            ByteString target = EntryPaths.clean(entry.target());
            if (target.startsWith(ROOT_FILES)) {
                return below(target);
            }
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    "it is a hard link to " + entry.target().brief() + ", and of that " + e.getMessage(), null, e);
        }
        throw new InvalidInputException("it is a hard link to " + entry.target().brief() + ", which is not in rootfs");
    }

    private void readManifest(TarEntry entry) throws IOException {
        requireType(entry, TarType.FILE, "the manifest is not a plain file");
        if (manifest.isPresent()) {
            throw new InvalidInputException("there is another entry of that name");
        }
        if (archive.sparseMap().isPresent()) {
            throw new InvalidInputException("the manifest is a sparse file");
        }
        if (entry.size() > UnpackLimits.MAX_MANIFEST) {
            throw new InvalidInputException("it is longer than the limit of " + UnpackLimits.MAX_MANIFEST + " bytes");
        }
        byte[] content = new byte[(int) entry.size()];
        int filled = 0;
        while (filled < content.length) {
            filled += archive.read(content, filled, content.length - filled);
        }
        manifest = Optional.of(content);
    }

    private static void requireType(TarEntry entry, TarType type, String message) {
        if (entry.type() != type) {
            throw new InvalidInputException(message);
        }
    }
}
