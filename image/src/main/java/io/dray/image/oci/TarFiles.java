package io.dray.image.oci;

import io.dray.core.DataDirectory;
import io.dray.core.InvalidInputException;
import io.dray.image.tar.Compression;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarReader;
import io.dray.image.tar.TarType;
import io.dray.image.unpack.ArchiveStream;
import io.dray.image.unpack.EntryLoop;
import io.dray.image.unpack.EntryPaths;
import io.dray.image.unpack.NameBudget;
import io.dray.image.unpack.UnpackLimits;
import io.dray.linux.ByteString;
import io.dray.linux.FileTrees;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The plain files of a tar archive, found once and then read where they lie. An archive that is compressed as a whole is
 * decompressed into a temporary file first.
 */
final class TarFiles implements ArchiveFiles {
    /** An archive of blobs or layers has no more. */
    static final int MAX_ENTRIES = 100_000;

    private static final UnpackLimits LIMITS =
            new UnpackLimits(UnpackLimits.DEFAULT.bytes(), MAX_ENTRIES, UnpackLimits.DEFAULT.ratio());
    private static final int MAX_LINKS = 8;
    private static final long MAX_NAMES = 32 << 20;
    private static final int BUFFER = 256 * 1024;

    /** A stretch of the archive. */
    private record Stretch(long offset, long length) {}

    private final FileChannel channel;
    private final Optional<Path> temporary;
    private final Map<String, Stretch> files = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();
    private final NameBudget names = new NameBudget("the names of its entries", MAX_NAMES);

    private TarFiles(FileChannel channel, Optional<Path> temporary) {
        this.channel = channel;
        this.temporary = temporary;
    }

    /**
     * Opens an archive, plain or compressed.
     *
     * @param data where the temporary file goes
     */
    static TarFiles open(Path archive, DataDirectory data) throws IOException {
        if (compression(archive) == Compression.NONE) {
            return index(new TarFiles(FileChannel.open(archive, StandardOpenOption.READ), Optional.empty()));
        }
        Path temporary = data.newTemporary("archive");
        try {
            Path plain = temporary.resolve("archive.tar");
            try (ArchiveStream in = ArchiveStream.undigested(archive, UnpackLimits.DEFAULT);
                    OutputStream out = Files.newOutputStream(plain)) {
                in.transferTo(out);
            }
            return index(new TarFiles(FileChannel.open(plain, StandardOpenOption.READ), Optional.of(temporary)));
        } catch (IOException | RuntimeException e) {
            FileTrees.remove(temporary);
            throw e;
        }
    }

    static Compression compression(Path archive) throws IOException {
        try (InputStream in = Files.newInputStream(archive)) {
            return Compression.detect(in.readNBytes(Compression.MAGIC_LENGTH));
        }
    }

    private static TarFiles index(TarFiles archive) throws IOException {
        try {
            archive.index();
            return archive;
        } catch (IOException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    private void index() throws IOException {
        StretchStream in = new StretchStream(channel, new Stretch(0, channel.size()));
        TarReader reader = new TarReader(in);
        EntryLoop.run(reader, LIMITS, entry -> add(entry, reader, in.position));
    }

    private void add(TarEntry entry, TarReader reader, long offset) {
        ByteString path = EntryPaths.clean(entry.name());
        String name = path.toText();
        names.spend(path);
        names.spend(entry.target());
        if (entry.type() == TarType.FILE) {
            if (reader.sparseMap().isPresent()) {
                throw new InvalidInputException("it is a sparse file", "write the archive without --sparse");
            }
            if (entry.size() > LIMITS.bytes()) {
                throw new InvalidInputException("it is longer than the limit of " + LIMITS.bytes() + " bytes");
            }
            refuseSecond(links.containsKey(name) || files.putIfAbsent(name, new Stretch(offset, entry.size())) != null);
        } else if (entry.type() == TarType.LINK || entry.type() == TarType.HARD_LINK) {
            refuseSecond(files.containsKey(name) || links.putIfAbsent(name, target(path, entry)) != null);
        }
    }

    private static void refuseSecond(boolean known) {
        if (known) {
            throw new InvalidInputException("there is another entry of that name");
        }
    }

    /** Where a link leads if the archive is the whole world; what would lead out of it leads to nothing. */
    private static String target(ByteString path, TarEntry entry) {
        String target = entry.target().toText();
        boolean fromTop = entry.type() == TarType.HARD_LINK || target.startsWith("/");
        Deque<String> place = new ArrayDeque<>();
        for (String part : ((fromTop ? "" : path.parent().toText() + "/") + target).split("/", -1)) {
            if (part.equals("..")) {
                place.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                place.addLast(part);
            }
        }
        return String.join("/", place);
    }

    private Optional<Stretch> find(String name) {
        String current = name;
        for (int i = 0; i < MAX_LINKS; i++) {
            String link = links.get(current);
            if (link == null) {
                return Optional.ofNullable(files.get(current));
            }
            current = link;
        }
        throw new InvalidInputException("entry " + name + ": links in the archive go round in circles");
    }

    @Override
    public boolean has(String name) {
        return find(name).isPresent();
    }

    @Override
    public InputStream open(String name) {
        return new StretchStream(channel, find(name).orElseThrow(() -> ArchiveFiles.missing(name)));
    }

    @Override
    public void close() throws IOException {
        channel.close();
        temporary.ifPresent(FileTrees::remove);
    }

    /** Reads a stretch of a file, which others may read at the same time. Not thread-safe itself. */
    private static final class StretchStream extends InputStream {
        private final FileChannel channel;
        private final long end;
        private long position;

        StretchStream(FileChannel channel, Stretch stretch) {
            this.channel = channel;
            this.position = stretch.offset;
            this.end = stretch.offset + stretch.length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int start, int length) throws IOException {
            int wanted = (int) Math.min(Math.min(length, BUFFER), end - position);
            if (wanted <= 0) {
                return length == 0 ? 0 : -1;
            }
            int count = channel.read(ByteBuffer.wrap(bytes, start, wanted), position);
            position += Math.max(0, count);
            return count;
        }

        @Override
        public long skip(long count) {
            long skipped = Math.clamp(count, 0, end - position);
            position += skipped;
            return skipped;
        }

        @Override
        public int available() {
            return (int) Math.min(end - position, BUFFER);
        }
    }
}
