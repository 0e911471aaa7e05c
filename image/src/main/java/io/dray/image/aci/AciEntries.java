package io.dray.image.aci;

import io.dray.core.OperationFailedException;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarEntry.Owner;
import io.dray.image.tar.TarType;
import io.dray.image.tar.TarWriter;
import io.dray.image.tree.MergedFile;
import io.dray.image.unpack.FirstNames;
import io.dray.image.unpack.KeptAttributes;
import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.FileHandle;
import io.dray.linux.FileStatus;
import io.dray.linux.FileStatus.FileTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes files of a merged tree as entries of an archive, one after the other. Not thread-safe. */
final class AciEntries implements AutoCloseable {
    /** Where the files are in an ACI. */
    static final ByteString IN_ACI = ByteString.of("rootfs");

    /** Where the files are in a layer of OCI. */
    static final ByteString IN_LAYER = ByteString.of("");

    private static final String METACOPY = "trusted.overlay.metacopy";

    private final TarWriter archive;
    private final ByteString root;
    private final Optional<Instant> latestTime;
    private final Map<Path, DirectoryHandle> trees = new HashMap<>();

    private final FirstNames names = new FirstNames();

    private Optional<Directory> current = Optional.empty();

    /** The directory used last: files come directory by directory. */
    private record Directory(Path tree, ByteString path, DirectoryHandle handle) {}

    /**
     * Writes to an archive.
     *
     * @param root the path in the archive that all files are below
     */
    AciEntries(TarWriter archive, ByteString root, Optional<Instant> latestTime) {
        this.archive = archive;
        this.root = root;
        this.latestTime = latestTime;
    }

    void write(MergedFile file) throws IOException {
        FileStatus status = file.status();
        boolean isRoot = file.path().isEmpty();
        ByteString name = isRoot ? DirectoryHandle.SELF : file.path().name();
        DirectoryHandle directory = directory(file.tree(), file.path().parent());
        ByteString archiveName = nameOf(file.path());
        Optional<ByteString> first = names.of(status, archiveName);
        if (first.isPresent()) {
            archive.begin(entry(archiveName, TarType.HARD_LINK, status)
                    .target(first.get())
                    .build());
            return;
        }
        TarType type = typeOf(status);
        TarEntry.Builder entry = entry(archiveName, type, status).attributes(attributes(directory, name, file));
        switch (type) {
            case FILE -> {
                archive.begin(entry.size(status.size()).build());
                try (FileHandle content = directory.openFile(name)) {
                    archive.writeData(content::read);
                }
            }
            case LINK -> archive.begin(entry.target(directory.readLink(name)).build());
            case CHARACTER_DEVICE, BLOCK_DEVICE ->
                archive.begin(entry.device(status.device()).build());
            case DIRECTORY, FIFO, HARD_LINK -> archive.begin(entry.build());
        }
    }

    private ByteString nameOf(ByteString path) {
        if (path.isEmpty()) {
            return root.isEmpty() ? DirectoryHandle.SELF : root;
        }
        return root.resolve(path);
    }

    private TarEntry.Builder entry(ByteString name, TarType type, FileStatus status) {
        return TarEntry.builder(name, type)
                .mode(status.mode())
                .owner(new Owner(status.uid(), status.gid()))
                .modified(clamped(status.modified()));
    }

    private static TarType typeOf(FileStatus status) {
        return switch (status.kind()) {
            case FILE -> TarType.FILE;
            case DIRECTORY -> TarType.DIRECTORY;
            case LINK -> TarType.LINK;
            case CHARACTER_DEVICE -> TarType.CHARACTER_DEVICE;
            case BLOCK_DEVICE -> TarType.BLOCK_DEVICE;
            case FIFO -> TarType.FIFO;
            case SOCKET -> throw new IllegalArgumentException("a socket cannot be in an archive");
        };
    }

    private static Map<String, byte[]> attributes(DirectoryHandle directory, ByteString name, MergedFile file)
            throws IOException {
        Map<String, byte[]> kept = new TreeMap<>();
        for (Map.Entry<String, byte[]> attribute : directory.attributes(name).entrySet()) {
            if (attribute.getKey().equals(METACOPY)) {
                throw new OperationFailedException(
                        "the content of /" + file.path() + " is in another layer", "mount overlays with metacopy=off");
            }
            if (KeptAttributes.contains(attribute.getKey(), file.status().kind())) {
                kept.put(attribute.getKey(), attribute.getValue());
            }
        }
        return kept;
    }

    private FileTime clamped(FileTime time) {
        if (latestTime.isEmpty()) {
            return time;
        }
        FileTime latest = timeOf(latestTime.get());
        boolean later = time.seconds() > latest.seconds()
                || (time.seconds() == latest.seconds() && time.nanos() > latest.nanos());
        return later ? latest : time;
    }

    static FileTime timeOf(Instant time) {
        return new FileTime(time.getEpochSecond(), time.getNano());
    }

    private DirectoryHandle directory(Path tree, ByteString path) throws IOException {
        if (current.isPresent()) {
            Directory last = current.get();
            if (last.tree.equals(tree) && last.path.equals(path)) {
                return last.handle;
            }
            current = Optional.empty();
            last.handle.close();
        }
        DirectoryHandle root = trees.get(tree);
        if (root == null) {
            root = DirectoryHandle.open(tree);
            trees.put(tree, root);
        }
        DirectoryHandle handle = root.openInRoot(path);
        current = Optional.of(new Directory(tree, path, handle));
        return handle;
    }

    @Override
    public void close() throws IOException {
        if (current.isPresent()) {
            current.get().handle.close();
        }
        for (DirectoryHandle root : trees.values()) {
            root.close();
        }
    }
}
