package io.dray.image.recipe;

import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.FileHandle;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/** The archive of a layer, made from its recipe and its tree while it is read. Not thread-safe. */
public final class RecipeStream extends InputStream {
    private static final int BUFFER = 64 * 1024;
    private static final int MAX_PATH = 64 * 1024;

    private final DataInputStream recipe;
    private final DirectoryHandle root;
    private Optional<Parent> parent = Optional.empty();
    private Optional<FileHandle> file = Optional.empty();
    private long left;
    private boolean ended;

    private record Parent(ByteString path, DirectoryHandle handle) {}

    /**
     * Opens the archive.
     *
     * @param recipe the recipe's file
     * @param tree the directory with the layer's files
     */
    public RecipeStream(Path recipe, Path tree) throws IOException {
        this.recipe = new DataInputStream(
                new BufferedInputStream(new InflaterInputStream(Files.newInputStream(recipe)), BUFFER));
        try {
            this.root = DirectoryHandle.open(tree);
        } catch (IOException e) {
            this.recipe.close();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int start, int length) throws IOException {
        while (left == 0) {
            if (ended || !nextRecord()) {
                return -1;
            }
        }
        int wanted = (int) Math.min(length, left);
        int count;
        if (file.isPresent()) {
            count = file.get().read(bytes, start, wanted);
        } else {
            count = recipe.read(bytes, start, wanted);
        }
        if (count <= 0) {
            throw new IOException("it ends too early");
        }
        left -= count;
        return count;
    }

    private boolean nextRecord() throws IOException {
        closeFile();
        switch (recipe.readByte()) {
            case RecipeWriter.RAW -> left = recipe.readInt();
            case RecipeWriter.STORED -> {
                int nameLength = recipe.readInt();
                if (nameLength < 0 || nameLength > MAX_PATH) {
                    throw new IOException("the recipe is damaged");
                }
                byte[] name = new byte[nameLength];
                recipe.readFully(name);
                open(ByteString.copyOf(name), recipe.readLong());
                left = recipe.readLong();
            }
            case RecipeWriter.END -> ended = true;
            default -> throw new IOException("the recipe is damaged");
        }
        return !ended;
    }

    private void open(ByteString path, long offset) throws IOException {
        FileHandle opened = parentOf(path).openFile(path.name());
        file = Optional.of(opened);
        if (offset > 0) {
            opened.seek(offset);
        }
    }

    /** Files come directory by directory. */
    private DirectoryHandle parentOf(ByteString path) throws IOException {
        ByteString directory = path.parent();
        if (parent.isPresent() && parent.get().path.equals(directory)) {
            return parent.get().handle;
        }
        closeParent();
        DirectoryHandle handle = root.openInRoot(directory);
        parent = Optional.of(new Parent(directory, handle));
        return handle;
    }

    private void closeFile() throws IOException {
        if (file.isPresent()) {
            FileHandle opened = file.get();
            file = Optional.empty();
            opened.close();
        }
    }

    private void closeParent() throws IOException {
        if (parent.isPresent()) {
            DirectoryHandle handle = parent.get().handle;
            parent = Optional.empty();
            handle.close();
        }
    }

    @Override
    public void close() throws IOException {
        closeFile();
        closeParent();
        root.close();
        recipe.close();
    }
}
