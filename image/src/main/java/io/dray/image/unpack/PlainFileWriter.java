package io.dray.image.unpack;

import io.dray.core.InvalidInputException;
import io.dray.image.tar.SparseMap;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarReader;
import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.Errno;
import io.dray.linux.ErrnoException;
import io.dray.linux.FileHandle;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the plain files of a tree with everything that their entries say of them. Small ones are there only after {@link
 * FileQueue#await}. Not thread-safe.
 */
final class PlainFileWriter {
    private static final int BUFFER = 256 * 1024;

    private final FileQueue queue;
    private final UnpackLimits limits;
    private final byte[] buffer = new byte[BUFFER];
    private long size;
    private long apparent;

    PlainFileWriter(FileQueue queue, UnpackLimits limits) {
        this.queue = queue;
        this.limits = limits;
    }

    /**
     * Makes one file.
     *
     * @param parent given back to the {@link DirectoryCache} only, which keeps it open for as long as it is used
     * @param path where it really lies in the tree, links in its path followed
     */
    void write(DirectoryHandle parent, ByteString path, TarEntry entry, Map<String, byte[]> attributes, TarReader data)
            throws IOException {
        apparent += entry.size();
        limits.checkApparent(apparent);
        Optional<SparseMap> sparse = data.sparseMap();
        if (sparse.isEmpty() && entry.size() <= FileQueue.MAX_SIZE) {
            writeSmall(parent, path, entry, attributes, data);
            return;
        }
        try (FileHandle file = create(parent, path, entry)) {
            data.storeAt(path);
            if (sparse.isPresent()) {
                writeSparse(file, sparse.get(), entry, data);
            } else {
                size += copy(data, file, Long.MAX_VALUE);
            }
            FileDress.dress(file, entry, attributes);
        }
    }

    private void writeSmall(
            DirectoryHandle parent, ByteString path, TarEntry entry, Map<String, byte[]> attributes, TarReader data)
            throws IOException {
        byte[] content = new byte[(int) entry.size()];
        data.storeAt(path);
        int filled = 0;
        while (filled < content.length) {
            filled += data.read(content, filled, content.length - filled);
        }
        size += filled;
        FileQueue.Work work = () -> {
            try (FileHandle file = create(parent, path, entry)) {
                file.write(content, 0, content.length);
                FileDress.dress(file, entry, attributes);
            }
        };
        if (!queue.offer(entry.name(), work)) {
            work.run();
        }
    }

    private void writeSparse(FileHandle file, SparseMap sparse, TarEntry entry, TarReader data) throws IOException {
        for (SparseMap.Region region : sparse.regions()) {
            file.seek(region.offset());
            size += copy(data, file, region.length());
        }
        file.changeLength(entry.size());
    }

    private static FileHandle create(DirectoryHandle parent, ByteString path, TarEntry entry) throws IOException {
        try {
            return parent.createFile(path.name(), FileDress.firstMode(entry));
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EEXIST) {
                throw new InvalidInputException(TreeUnpacker.SECOND, null, e);
            }
            throw e;
        }
    }

    private long copy(TarReader data, FileHandle file, long length) throws IOException {
        long left = length;
        while (left > 0) {
            int count = data.read(buffer, 0, (int) Math.min(left, BUFFER));
            if (count < 0) {
                break;
            }
            file.write(buffer, 0, count);
            left -= count;
        }
        return length - left;
    }

    /** Copies a file that only a lower layer has. */
    void copyLower(LowerTrees.Found found, DirectoryHandle parent, ByteString name) throws IOException {
        long copied = LowerCopy.copy(found, parent, name, buffer);
        size += copied;
        apparent += copied;
    }

    /** Lengths of all plain files so far, what is sparse included. */
    long apparentSize() {
        return apparent;
    }

    /** Bytes of all plain files so far. */
    long size() {
        return size;
    }
}
