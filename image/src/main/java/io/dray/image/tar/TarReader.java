package io.dray.image.tar;

import io.dray.core.InvalidInputException;
import io.dray.image.tar.TarEntry.Owner;
import io.dray.image.tar.TarHeader.Field;
import io.dray.linux.ByteString;
import io.dray.linux.FileStatus.FileTime;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a tar archive of any common dialect (ustar, pax, GNU, v7) in one pass. Everything that has two readings is refused,
 * with a message that names the entry and the rule. Not thread-safe.
 */
public final class TarReader {
    /** Bytes of one extended header or long name. */
    public static final int MAX_HEADER = 1024 * 1024;

    private static final int REST = 64 * 1024;

    private final InputStream in;
    private final byte[] block = new byte[TarHeader.SIZE];
    private final PaxRecords defaults = new PaxRecords();
    private final TarTap tap;
    private final boolean endsWithMark;
    private boolean begun;
    private long remaining;
    private long padding;
    private Optional<ByteString> storedAt = Optional.empty();
    private Optional<SparseMap> sparse = Optional.empty();

    /** A reader of plain, already decompressed bytes; the stream should be buffered. */
    public TarReader(InputStream in) {
        this(in, TarTap.none());
    }

    /** The same, with a listener to every byte of the archive. */
    public TarReader(InputStream in, TarTap tap) {
        this(in, tap, true);
    }

    private TarReader(InputStream in, TarTap tap, boolean endsWithMark) {
        this.in = in;
        this.tap = tap;
        this.endsWithMark = endsWithMark;
    }

    /**
     * A reader of a layer of an OCI image, which may end with its last entry: there are programs that write such layers, all
     * others read them, and it is the layer's digest that says whether something is missing.
     */
    public static TarReader ofLayer(InputStream in, TarTap tap) {
        return new TarReader(in, tap, false);
    }

    /** The headers in front of an entry that say more about it. */
    private static final class Extensions {
        private final PaxRecords records = new PaxRecords();
        private Optional<ByteString> longName = Optional.empty();
        private Optional<ByteString> longTarget = Optional.empty();
    }

    /**
     * The next entry, whatever was left unread of the data of the one before; empty at the end mark. What follows the mark is
     * left in the stream.
     */
    public Optional<TarEntry> next() throws IOException {
        Extensions extensions = new Extensions();
        extensions.records.addAll(defaults);
        boolean mayEnd = begun && !endsWithMark;
        begun = true;
        while (true) {
            skipData();
            if (!readHeader(mayEnd)) {
                return Optional.empty();
            }
            mayEnd = false;
            TarHeader header = new TarHeader(block);
            switch (header.type()) {
                case 'x', 'X' -> extensions.records.parse(readHeaderData(header));
                case 'g' -> {
                    byte[] data = readHeaderData(header);
                    defaults.parse(data);
                    extensions.records.parse(data);
                }
                case 'L' -> extensions.longName = Optional.of(untilNul(readHeaderData(header)));
                case 'K' -> extensions.longTarget = Optional.of(untilNul(readHeaderData(header)));
                default -> {
                    return Optional.of(entry(header, extensions));
                }
            }
        }
    }

    /** Whether there was one before the end. */
    private boolean readHeader(boolean mayEnd) throws IOException {
        int count = in.readNBytes(block, 0, TarHeader.SIZE);
        if (count == 0 && mayEnd) {
            return false;
        }
        if (count < TarHeader.SIZE) {
            throw truncated();
        }
        tap.raw(block, 0, TarHeader.SIZE);
        return !TarHeader.isZero(block);
    }

    private TarEntry entry(TarHeader header, Extensions extensions) throws IOException {
        PaxRecords records = extensions.records;
        ByteString name = SparseFormats.name(records)
                .or(() -> records.text(PaxRecords.PATH))
                .or(() -> extensions.longName)
                .orElseGet(header::name);
        try {
            TarType type = header.entryType(name);
            long size = sizeOf(type, header, records);
            remaining = size;
            padding = -size & (TarHeader.SIZE - 1);
            readSparseMap(type, header, records);
            return TarEntry.builder(name, type)
                    .mode((int) header.number(Field.MODE) & 07777)
                    .owner(new Owner(
                            records.number(PaxRecords.UID).orElseGet(() -> header.number(Field.UID)),
                            records.number(PaxRecords.GID).orElseGet(() -> header.number(Field.GID))))
                    .size(sparse.map(SparseMap::size).orElse(size))
                    .modified(records.time().orElseGet(() -> new FileTime(header.number(Field.TIME), 0)))
                    .target(targetOf(type, header, extensions))
                    .device(header.device(type))
                    .attributes(records.attributes())
                    .build();
        } catch (InvalidInputException e) {
            throw new InvalidInputException("entry " + name.brief() + ": " + e.getMessage(), null, e);
        }
    }

    /**
     * The size of an extended header wins over that of the header. Types without data often repeat the size of a file in
     * their header; only an extended header can say that data really follows, and then readers disagree.
     */
    private static long sizeOf(TarType type, TarHeader header, PaxRecords records) {
        OptionalLong extended = records.number(PaxRecords.SIZE);
        if (type == TarType.FILE) {
            long size = extended.orElseGet(() -> header.number(Field.SIZE));
            if (size < 0 || size > Long.MAX_VALUE - TarHeader.SIZE) {
                throw new InvalidInputException("its size " + size + " is not possible");
            }
            return size;
        }
        if (extended.orElse(0) != 0) {
            throw new InvalidInputException("it has data although it is not a plain file");
        }
        return 0;
    }

    private void readSparseMap(TarType type, TarHeader header, PaxRecords records) throws IOException {
        sparse = Optional.empty();
        if (type != TarType.FILE) {
            return;
        }
        if (header.type() == 'S') {
            sparse = Optional.of(SparseFormats.old(block.clone(), bytes -> readFully(bytes, bytes.length)));
        } else if (SparseFormats.isSparse(records)) {
            sparse = SparseFormats.inRecords(records);
            if (sparse.isEmpty()) {
                sparse = Optional.of(SparseFormats.inData(records, this::readMapBlock));
            }
        }
        if (sparse.isPresent() && sparse.get().dataLength() != remaining) {
            throw new InvalidInputException("its map of holes does not fit its data");
        }
    }

    private void readMapBlock(byte[] bytes) throws IOException {
        if (remaining < bytes.length) {
            throw new InvalidInputException("its map of holes is longer than its data");
        }
        readFully(bytes, bytes.length);
        remaining -= bytes.length;
    }

    /** Where the data of the present entry belongs if it is a sparse file; {@link #read} gives the data without the holes. */
    public Optional<SparseMap> sparseMap() {
        return sparse;
    }

    /**
     * Tells the listener that the data of the present entry, all of which the caller is about to read, will lie in this file.
     */
    public void storeAt(ByteString path) throws IOException {
        storedAt = Optional.of(path);
        if (sparse.isEmpty()) {
            tap.stored(path, 0, remaining);
        } else {
            for (SparseMap.Region region : sparse.get().regions()) {
                tap.stored(path, region.offset(), region.length());
            }
        }
    }

    /** Reads what follows the end mark, to the end of the stream. */
    public void readRest() throws IOException {
        byte[] rest = new byte[REST];
        for (int count = in.read(rest, 0, REST); count >= 0; count = in.read(rest, 0, REST)) {
            tap.raw(rest, 0, count);
        }
    }

    private static ByteString targetOf(TarType type, TarHeader header, Extensions extensions) {
        if (type != TarType.LINK && type != TarType.HARD_LINK) {
            return ByteString.of("");
        }
        return extensions
                .records
                .text(PaxRecords.LINK_PATH)
                .or(() -> extensions.longTarget)
                .orElseGet(header::linkName);
    }

    /**
     * Reads data of the present entry.
     *
     * @return how many bytes, or -1 at its end
     */
    public int read(byte[] bytes, int start, int length) throws IOException {
        if (remaining == 0) {
            return -1;
        }
        int count = in.read(bytes, start, (int) Math.min(length, remaining));
        if (count < 0) {
            throw truncated();
        }
        remaining -= count;
        if (storedAt.isEmpty()) {
            tap.raw(bytes, start, count);
        }
        return count;
    }

    private void skipData() throws IOException {
        long data = remaining;
        if (data > 0 && storedAt.isPresent()) {
            throw new IllegalStateException("data was to be stored but not read");
        }
        skip(data);
        storedAt = Optional.empty();
        remaining = 0;
        skip(padding);
        padding = 0;
    }

    private void skip(long count) throws IOException {
        long left = count;
        byte[] skipped = new byte[(int) Math.min(left, REST)];
        while (left > 0) {
            int got = in.read(skipped, 0, (int) Math.min(left, skipped.length));
            if (got < 0) {
                throw truncated();
            }
            tap.raw(skipped, 0, got);
            left -= got;
        }
    }

    private byte[] readHeaderData(TarHeader header) throws IOException {
        long size = header.number(Field.SIZE);
        if (size < 0 || size > MAX_HEADER) {
            throw new InvalidInputException(
                    "an extended header of " + size + " bytes is longer than the limit of " + MAX_HEADER);
        }
        byte[] data = new byte[(int) size];
        readFully(data, data.length);
        padding = -size & (TarHeader.SIZE - 1);
        return data;
    }

    private void readFully(byte[] target, int length) throws IOException {
        if (in.readNBytes(target, 0, length) < length) {
            throw truncated();
        }
        tap.raw(target, 0, length);
    }

    private static InvalidInputException truncated() {
        return new InvalidInputException(
                "it ends too early: the end mark of the tar archive is missing", "get the file again");
    }

    private static ByteString untilNul(byte[] data) {
        int end = 0;
        while (end < data.length && data[end] != 0) {
            end++;
        }
        return ByteString.copyOf(data, 0, end);
    }
}
