package io.dray.image.oci;

import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarType;
import io.dray.image.tar.TarWriter;
import io.dray.linux.ByteString;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A tar archive of plain files that all belong to root and are of 1970, so that it depends on nothing else. */
final class FlatTar implements AutoCloseable {
    private static final int BUFFER = 256 * 1024;

    private final TarWriter archive;

    FlatTar(OutputStream out) {
        this.archive = new TarWriter(new BufferedOutputStream(out, BUFFER));
    }

    void addDirectory(String name) throws IOException {
        archive.begin(TarEntry.builder(ByteString.of(name), TarType.DIRECTORY)
                .mode(0755)
                .build());
    }

    void add(String name, Path file) throws IOException {
        archive.begin(TarEntry.builder(ByteString.of(name), TarType.FILE)
                .size(Files.size(file))
                .build());
        try (InputStream in = Files.newInputStream(file)) {
            archive.writeData(in::read);
        }
    }

    /** All files of a directory, by the order of their names. */
    void addAll(String prefix, Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(directory)) {
            files = list.sorted().toList();
        }
        for (Path file : files) {
            add(prefix + file.getFileName(), file);
        }
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
