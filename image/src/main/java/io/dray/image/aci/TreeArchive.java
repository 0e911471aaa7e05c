package io.dray.image.aci;

import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarType;
import io.dray.image.tar.TarWriter;
import io.dray.image.tar.UnclosedStream;
import io.dray.image.tree.MergedFile;
import io.dray.image.tree.TreeVisitor;
import io.dray.image.tree.TreeWalk;
import io.dray.linux.ByteString;
import io.dray.linux.FileKind;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Archives of files that are unpacked in the store. Equal files give equal bytes; everything that layers can hold is kept. The
 * streams are left open.
 */
public final class TreeArchive {
    private static final int BUFFER = 256 * 1024;
    private static final ByteString MANIFEST = ByteString.of("manifest");
    private static final ByteString OPAQUE = ByteString.of(".wh..wh..opq");
    private static final ByteString WHITEOUT = ByteString.of(".wh.");

    private TreeArchive() {}

    /**
     * Writes an ACI of all that several layers show together.
     *
     * @param treesLowestFirst the layers
     */
    public static void writeAci(byte[] manifest, List<Path> treesLowestFirst, OutputStream out) throws IOException {
        try (TarWriter archive = new TarWriter(new BufferedOutputStream(new UnclosedStream(out), BUFFER));
                AciEntries entries = new AciEntries(archive, AciEntries.IN_ACI, Optional.empty())) {
            archive.begin(TarEntry.builder(MANIFEST, TarType.FILE)
                    .size(manifest.length)
                    .build());
            archive.writeData(new ByteArrayInputStream(manifest)::read);
            TreeWalk.walk(treesLowestFirst, file -> writeFile(file, entries));
        }
    }

    /** Writes one layer as OCI has it: what it hides of lower layers becomes {@code .wh.} entries. */
    public static void writeLayer(Path tree, OutputStream out) throws IOException {
        try (TarWriter archive = new TarWriter(new BufferedOutputStream(new UnclosedStream(out), BUFFER));
                AciEntries entries = new AciEntries(archive, AciEntries.IN_LAYER, Optional.empty())) {
            TreeWalk.walk(List.of(tree), new TreeVisitor() {
                @Override
                public void file(MergedFile file) throws IOException {
                    writeFile(file, entries);
                }

                @Override
                public void deleted(ByteString path) throws IOException {
                    writeMark(archive, path.parent().resolve(WHITEOUT.concat(path.name())));
                }

                @Override
                public void replaced(ByteString path) throws IOException {
                    writeMark(archive, path.resolve(OPAQUE));
                }
            });
        }
    }

    private static void writeFile(MergedFile file, AciEntries entries) throws IOException {
        if (file.status().kind() != FileKind.SOCKET) {
            entries.write(file);
        }
    }

    private static void writeMark(TarWriter archive, ByteString name) throws IOException {
        archive.begin(TarEntry.builder(name, TarType.FILE).build());
    }
}
