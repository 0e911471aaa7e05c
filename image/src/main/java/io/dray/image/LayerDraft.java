package io.dray.image;

import io.dray.core.DataDirectory;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A layer that is being made, in a directory under {@code tmp}; closing it removes what was not published.
 *
 * <p>A file system places a directory near the one it is made in, as what lies together is used together. Layers have nothing to
 * do with each other; and where one was removed, ext4 without a journal leaves its inodes alone for a while and looks at every one
 * of them again for each file made there, so that an import after a removal takes twice as long. So each layer asks for a place of
 * its own, which the file system chooses by a name that is always another.
 *
 * @param work the temporary directory
 * @param directory what becomes the layer
 */
record LayerDraft(Path work, Path directory) implements AutoCloseable {
    /**
     * Makes an empty layer.
     *
     * @param what kind of temporary it is, see {@link DataDirectory#newTemporary}
     */
    static LayerDraft begin(DataDirectory data, String what) throws IOException {
        Path work = data.newTemporary(what);
        try (DirectoryHandle handle = DirectoryHandle.open(work)) {
            handle.spreadDirectories();
        }
        LayerDraft draft = new LayerDraft(work, work.resolve(work.getFileName()));
        Files.createDirectory(DataDirectory.create(draft.directory).resolve(LayerFiles.TREE));
        return draft;
    }

    /** The files of the layer. */
    Path tree() {
        return directory.resolve(LayerFiles.TREE);
    }

    /** How its archive is put together. */
    Path recipe() {
        return directory.resolve(LayerFiles.RECIPE);
    }

    /** Says what layer it is; nothing may be added afterwards. */
    void describe(LayerRecord record) throws IOException {
        Files.writeString(directory.resolve(LayerRecord.FILE), record.text());
    }

    /** Brings everything to the disk; it can take seconds. */
    void sync() throws IOException {
        try (DirectoryHandle handle = DirectoryHandle.open(directory)) {
            handle.syncFileSystem();
        }
    }

    @Override
    public void close() {
        FileTrees.remove(work);
    }
}
