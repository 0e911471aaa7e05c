package io.dray.image.tar;

import io.dray.core.InvalidInputException;
import io.dray.linux.ByteString;
import io.dray.linux.FileStatus.Device;

/** One header block of 512 bytes: where its fields lie and how they are read (pax(1), "ustar Interchange Format"). */
final class TarHeader {
    static final int SIZE = 512;

    private static final int MAX_DEVICE = 0xFFFFF;

    private static final int NAME = 0;
    static final int NAME_LENGTH = 100;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int TYPE = 156;
    private static final int LINK_NAME = 157;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    static final int PREFIX_LENGTH = 155;

    /** Where and how wide the numbers are. */
    enum Field {
        MODE(100, 8),
        UID(108, 8),
        GID(116, 8),
        SIZE(124, 12),
        TIME(136, 12),
        MAJOR(329, 8),
        MINOR(337, 8);

        private final int offset;
        private final int length;

        Field(int offset, int length) {
            this.offset = offset;
            this.length = length;
        }

        int offset() {
            return offset;
        }

        int length() {
            return length;
        }
    }

    private final byte[] block;

    /**
     * Takes a block that is not all zeros.
     *
     * @throws InvalidInputException if its checksum is wrong
     */
    TarHeader(byte[] block) {
        this.block = block;
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < SIZE; i++) {
            byte value = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH ? (byte) ' ' : block[i];
            unsigned += value & 0xff;
            signed += value;
        }
        long stored = octal(block, CHECKSUM, CHECKSUM_LENGTH);
        // historical archivers added the bytes up as signed numbers
        if (stored != unsigned && stored != signed) {
            throw new InvalidInputException("the checksum of an entry's header is wrong");
        }
    }

    static boolean isZero(byte[] block) {
        for (byte value : block) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    char type() {
        return (char) (block[TYPE] & 0xff);
    }

    ByteString name() {
        ByteString name = text(NAME, NAME_LENGTH);
        // GNU tar has other fields where POSIX has the prefix
        boolean posix = block[MAGIC] == 'u' && block[MAGIC + 5] == 0;
        ByteString prefix = posix ? text(PREFIX, PREFIX_LENGTH) : ByteString.of("");
        return prefix.isEmpty() ? name : prefix.resolve(name);
    }

    ByteString linkName() {
        return text(LINK_NAME, NAME_LENGTH);
    }

    private ByteString text(int offset, int length) {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return ByteString.copyOf(block, offset, end);
    }

    /** A number in octal digits, or in binary if the first bit is set, as GNU tar writes large ones. */
    long number(Field field) {
        return numberAt(block, field.offset, field.length);
    }

    /** As {@link #number}, for a number at any place of any block. */
    static long numberAt(byte[] block, int offset, int length) {
        return (block[offset] & 0x80) == 0 ? octal(block, offset, length) : binary(block, offset, length);
    }

    private static long binary(byte[] block, int offset, int length) {
        boolean negative = (block[offset] & 0x40) != 0;
        long value = negative ? -1 : 0;
        for (int i = offset; i < offset + length; i++) {
            int digit = block[i] & 0xff;
            if (i == offset) {
                digit = negative ? digit | 0x80 : digit & 0x7f;
            }
            long next = (value << 8) | digit;
            if (next >> 8 != value) {
                throw new InvalidInputException("a number in its header is too large");
            }
            value = next;
        }
        return value;
    }

    private static long octal(byte[] block, int offset, int length) {
        int end = offset + length;
        int i = offset;
        while (i < end && (block[i] == ' ' || block[i] == 0)) {
            i++;
        }
        long value = 0;
        while (i < end && block[i] != ' ' && block[i] != 0) {
            if (block[i] < '0' || block[i] > '7') {
                throw new InvalidInputException("a number in its header is not octal");
            }
            value = (value << 3) | (block[i] - '0');
            i++;
        }
        return value;
    }

    /** What an entry of this name is. */
    TarType entryType(ByteString name) {
        return switch (type()) {
            // before POSIX a directory was a file whose name ends in a slash
            case 0, '0', '7', 'S' ->
                name.length() > 1 && name.at(name.length() - 1) == '/' ? TarType.DIRECTORY : TarType.FILE;
            case '1' -> TarType.HARD_LINK;
            case '2' -> TarType.LINK;
            case '3' -> TarType.CHARACTER_DEVICE;
            case '4' -> TarType.BLOCK_DEVICE;
            case '5' -> TarType.DIRECTORY;
            case '6' -> TarType.FIFO;
            default -> throw new InvalidInputException("its type is unknown: " + ByteString.of(String.valueOf(type())));
        };
    }

    /** The device that an entry of this type stands for. */
    Device device(TarType type) {
        if (type != TarType.CHARACTER_DEVICE && type != TarType.BLOCK_DEVICE) {
            return Device.NONE;
        }
        long major = number(Field.MAJOR);
        long minor = number(Field.MINOR);
        if (major < 0 || major > MAX_DEVICE || minor < 0 || minor > MAX_DEVICE) {
            throw new InvalidInputException("there is no device " + major + ":" + minor);
        }
        return new Device((int) major, (int) minor);
    }
}
