package io.dray.image.unpack;

import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.FileStatus;
import io.dray.linux.FileTrees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Moves the files of an unpacked layer into a plain directory, as if the layer were mounted on top of it: whiteouts remove,
 * directories merge unless they are opaque, everything else replaces (image-spec, layer.md, "Applying Changesets").
 */
public final class LayerFold {
    private final Set<ByteString> opaque;

    private LayerFold(Set<ByteString> opaque) {
        this.opaque = opaque;
    }

    /**
     * Moves everything; both directories are on one file system.
     *
     * @param layer what {@link LayerUnpacker#forMerging} unpacked; empty directories of it are left
     * @param opaque its opaque directories
     * @param target the directory that gets the files
     */
    public static void fold(Path layer, Set<ByteString> opaque, Path target) throws IOException {
        try (DirectoryHandle from = DirectoryHandle.open(layer);
                DirectoryHandle to = DirectoryHandle.open(target)) {
            new LayerFold(opaque).fold(from, to, ByteString.of(""));
        }
    }

    private void fold(DirectoryHandle from, DirectoryHandle to, ByteString path) throws IOException {
        for (ByteString name : from.names()) {
            FileStatus status = from.status(name).orElseThrow();
            if (status.isWhiteout()) {
                FileTrees.remove(to, name);
            } else if (status.isDirectory() && merges(to, name, path.resolve(name))) {
                merge(from, to, status, path.resolve(name));
            } else {
                FileTrees.remove(to, name);
                from.rename(name, to, name);
                if (status.isDirectory()) {
                    scrub(to, name, status);
                }
            }
        }
    }

    private boolean merges(DirectoryHandle to, ByteString name, ByteString path) throws IOException {
        Optional<FileStatus> below = to.status(name);
        return below.isPresent() && below.get().isDirectory() && !opaque.contains(path);
    }

    private void merge(DirectoryHandle from, DirectoryHandle to, FileStatus status, ByteString path)
            throws IOException {
        ByteString name = path.name();
        try (DirectoryHandle upper = from.openDirectory(name);
                DirectoryHandle lower = to.openDirectory(name)) {
            fold(upper, lower, path);
        }
        to.changeOwner(name, status.uid(), status.gid());
        to.changeMode(name, status.mode());
        for (Map.Entry<String, byte[]> attribute : from.attributes(name).entrySet()) {
            if (KeptAttributes.contains(attribute.getKey(), status.kind())) {
                to.changeAttribute(name, attribute.getKey(), attribute.getValue());
            }
        }
        to.changeTime(name, status.modified());
    }

    /** A whiteout in a directory that is new hides nothing. */
    private static void scrub(DirectoryHandle parent, ByteString name, FileStatus status) throws IOException {
        boolean changed = false;
        try (DirectoryHandle directory = parent.openDirectory(name)) {
            for (ByteString child : directory.names()) {
                FileStatus found = directory.status(child).orElseThrow();
                if (found.isWhiteout()) {
                    directory.removeFile(child);
                    changed = true;
                } else if (found.isDirectory()) {
                    scrub(directory, child, found);
                }
            }
        }
        if (changed) {
            parent.changeTime(name, status.modified());
        }
    }
}
