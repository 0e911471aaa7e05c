package io.dray.image.tar;

import io.dray.image.tar.TarHeader.Field;
import io.dray.linux.ByteString;
import io.dray.linux.FileStatus.FileTime;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes a tar archive in the ustar format, with pax headers only for what it cannot express. What is written depends on the
 * entries alone: no names of users, no time of its own. Not thread-safe.
 */
public final class TarWriter implements AutoCloseable {
    private static final int BUFFER = 256 * 1024;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int LINK_NAME = 157;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;

    private final OutputStream out;
    private long expected;
    private long padding;

    /** Data of an entry, read piece by piece. */
    public interface Data {
        /** Reads some bytes; 0 or less at the end. */
        int read(byte[] bytes, int start, int length) throws IOException;
    }

    public TarWriter(OutputStream out) {
        this.out = out;
    }

    /** Begins an entry; exactly as many bytes as its size must follow by {@link #writeData}. */
    public void begin(TarEntry entry) throws IOException {
        if (expected != 0) {
            throw new IllegalStateException(expected + " bytes of the entry before are missing");
        }
        byte[] block = new byte[TarHeader.SIZE];
        PaxRecords records = new PaxRecords();
        putName(block, records, entry);
        putTarget(block, records, entry);
        putNumber(block, Field.MODE, entry.mode());
        putOrRecord(block, records, Field.UID, PaxRecords.UID, entry.owner().uid());
        putOrRecord(block, records, Field.GID, PaxRecords.GID, entry.owner().gid());
        putOrRecord(block, records, Field.SIZE, PaxRecords.SIZE, entry.size());
        putTime(block, records, entry.modified());
        if (entry.type() == TarType.CHARACTER_DEVICE || entry.type() == TarType.BLOCK_DEVICE) {
            putNumber(block, Field.MAJOR, entry.device().major());
            putNumber(block, Field.MINOR, entry.device().minor());
        }
        for (Map.Entry<String, byte[]> attribute : entry.attributes().entrySet()) {
            records.putAttribute(attribute.getKey(), attribute.getValue());
        }
        if (!records.isEmpty()) {
            writeExtendedHeader(records.toByteArray());
        }
        finish(block, entry.type().flag());
        out.write(block);
        expected = entry.size();
        padding = -entry.size() & (TarHeader.SIZE - 1);
    }

    /** Writes the data of the entry begun last; fails if it is longer or shorter than its size. */
    public void writeData(Data data) throws IOException {
        byte[] buffer = new byte[Math.clamp(expected, 1, BUFFER)];
        for (int count = data.read(buffer, 0, buffer.length); count > 0; count = data.read(buffer, 0, buffer.length)) {
            expected -= count;
            if (expected < 0) {
                throw new IOException("the file grew while it was read");
            }
            out.write(buffer, 0, count);
        }
        if (expected > 0) {
            throw new IOException("the file shrank while it was read");
        }
        out.write(new byte[(int) padding]);
    }

    /** Writes the end mark, and closes the stream. */
    @Override
    public void close() throws IOException {
        out.write(new byte[2 * TarHeader.SIZE]);
        out.close();
    }

    private void writeExtendedHeader(byte[] records) throws IOException {
        byte[] block = new byte[TarHeader.SIZE];
        putText(block, 0, ByteString.of("PaxHeaders.0/entry"));
        putNumber(block, Field.MODE, 0644);
        putNumber(block, Field.UID, 0);
        putNumber(block, Field.GID, 0);
        putNumber(block, Field.SIZE, records.length);
        putNumber(block, Field.TIME, 0);
        finish(block, 'x');
        out.write(block);
        out.write(records);
        out.write(new byte[-records.length & (TarHeader.SIZE - 1)]);
    }

    private static void putName(byte[] block, PaxRecords records, TarEntry entry) {
        ByteString name = entry.type() == TarType.DIRECTORY
                        && entry.name().at(entry.name().length() - 1) != '/'
                ? entry.name().concat(ByteString.of("/"))
                : entry.name();
        if (name.length() <= TarHeader.NAME_LENGTH) {
            putText(block, 0, name);
            return;
        }
        int slash = splittingSlash(name);
        if (slash > 0) {
            putText(block, PREFIX, name.substring(0, slash));
            putText(block, 0, name.substring(slash + 1, name.length()));
        } else {
            records.put(PaxRecords.PATH, name);
            putText(block, 0, name.substring(0, TarHeader.NAME_LENGTH));
        }
    }

    /** Where a long name falls into a prefix and a rest that both fit; 0 if nowhere. */
    private static int splittingSlash(ByteString name) {
        for (int i = Math.min(TarHeader.PREFIX_LENGTH, name.length() - 2); i > 0; i--) {
            if (name.at(i) == '/') {
                return name.length() - i - 1 <= TarHeader.NAME_LENGTH ? i : 0;
            }
        }
        return 0;
    }

    private static void putTarget(byte[] block, PaxRecords records, TarEntry entry) {
        ByteString target = entry.target();
        if (target.length() > TarHeader.NAME_LENGTH) {
            records.put(PaxRecords.LINK_PATH, target);
        }
        putText(block, LINK_NAME, target.substring(0, Math.min(target.length(), TarHeader.NAME_LENGTH)));
    }

    private static void putTime(byte[] block, PaxRecords records, FileTime time) {
        boolean plain = time.nanos() == 0 && fits(Field.TIME, time.seconds());
        putNumber(block, Field.TIME, plain ? time.seconds() : Math.clamp(time.seconds(), 0, max(Field.TIME)));
        if (!plain) {
            records.putTime(time);
        }
    }

    private static void putOrRecord(byte[] block, PaxRecords records, Field field, String key, long value) {
        if (fits(field, value)) {
            putNumber(block, field, value);
        } else {
            records.put(key, ByteString.of(Long.toString(value)));
            putNumber(block, field, 0);
        }
    }

    private static long max(Field field) {
        return (1L << (3 * (field.length() - 1))) - 1;
    }

    private static boolean fits(Field field, long value) {
        return value >= 0 && value <= max(field);
    }

    /** Octal digits with leading zeros, and a NUL. */
    private static void putNumber(byte[] block, Field field, long value) {
        long rest = value;
        for (int i = field.offset() + field.length() - 2; i >= field.offset(); i--) {
            block[i] = (byte) ('0' + (rest & 7));
            rest >>= 3;
        }
    }

    private static void putText(byte[] block, int offset, ByteString text) {
        byte[] bytes = text.toByteArray();
        System.arraycopy(bytes, 0, block, offset, bytes.length);
    }

    private static void finish(byte[] block, char type) {
        block[TYPE] = (byte) type;
        byte[] magic = ("ustar\0" + "00").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, block, MAGIC, magic.length);
        Arrays.fill(block, CHECKSUM, CHECKSUM + 8, (byte) ' ');
        int sum = 0;
        for (byte value : block) {
            sum += value & 0xff;
        }
        byte[] digits = Integer.toOctalString((1 << 18) | sum).substring(1).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, block, CHECKSUM, digits.length);
        block[CHECKSUM + digits.length] = 0;
    }
}
