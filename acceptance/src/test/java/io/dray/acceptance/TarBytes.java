package io.dray.acceptance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A tar archive made byte by byte, of which every field can be wrong. Texts are bytes: one character each. */
final class TarBytes {
    private static final int BLOCK = 512;
    private static final int CHECKSUM = 148;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** The archive of an image up to the directory {@code rootfs}. */
    static TarBytes image() {
        return image("hostile");
    }

    /** The same of this name, below {@code example.com}. */
    static TarBytes image(String name) {
        String manifest =
                "{\"acKind\":\"ImageManifest\",\"acVersion\":\"0.8.11\",\"name\":\"example.com/" + name + "\"}";
        return new TarBytes().file("manifest", manifest).directory("rootfs");
    }

    /** One header, not yet written. */
    static final class Header {
        private final byte[] bytes = new byte[BLOCK];

        private Header(String name, char type) {
            text(0, name).mode("0000644").owner("0000000", "0000000").size("00000000000");
            text(136, "00000000000").text(156, String.valueOf(type)).text(257, "ustar\u000000");
        }

        static Header of(String name, char type) {
            return new Header(name, type);
        }

        /** Puts a text at an offset of POSIX's ustar header. */
        Header text(int offset, String text) {
            byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(content, 0, bytes, offset, content.length);
            return this;
        }

        Header mode(String octal) {
            return text(100, octal);
        }

        Header owner(String uid, String gid) {
            return text(108, uid).text(116, gid);
        }

        Header size(String octal) {
            return text(124, octal);
        }

        Header target(String target) {
            return text(157, target);
        }

        Header device(String major, String minor) {
            return text(329, major).text(337, minor);
        }

        private byte[] complete() {
            Arrays.fill(bytes, CHECKSUM, CHECKSUM + 8, (byte) ' ');
            int sum = 0;
            for (byte each : bytes) {
                sum += each & 0xff;
            }
            return text(CHECKSUM, octal(sum, 6) + "\0 ").bytes;
        }
    }

    static String octal(long number, int digits) {
        String plain = Long.toOctalString(number);
        return "0".repeat(digits - plain.length()) + plain;
    }

    TarBytes add(Header header) {
        out.writeBytes(header.complete());
        return this;
    }

    TarBytes add(Header header, String content) {
        add(header.size(octal(content.length(), 11)));
        return data(content);
    }

    /** Content with its padding, whatever a header said. */
    TarBytes data(String content) {
        out.writeBytes(content.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(new byte[-content.length() & (BLOCK - 1)]);
        return this;
    }

    TarBytes file(String name, String content) {
        return add(Header.of(name, '0'), content);
    }

    TarBytes directory(String name) {
        return add(Header.of(name, '5').mode("0000755"));
    }

    TarBytes link(String name, String target) {
        return add(Header.of(name, '2').target(target));
    }

    TarBytes hardLink(String name, String target) {
        return add(Header.of(name, '1').target(target));
    }

    /** An extended header of one record. */
    TarBytes extended(String key, String value) {
        return extended(extendedRecord(key, value));
    }

    /** A record of an extended header. */
    static String extendedRecord(String key, String value) {
        int length = key.length() + value.length() + 3;
        int digits = String.valueOf(length).length();
        digits = String.valueOf(length + digits).length();
        return length + digits + " " + key + "=" + value + "\n";
    }

    /** An extended header of any text. */
    TarBytes extended(String records) {
        return add(Header.of("PaxHeaders/x", 'x'), records);
    }

    /** A GNU header with a long name ({@code L}) or the long target of a link ({@code K}). */
    TarBytes longText(char type, String text) {
        return add(Header.of("././@LongLink", type), text + "\0");
    }

    byte[] unfinished() {
        return out.toByteArray();
    }

    byte[] finished() {
        byte[] content = out.toByteArray();
        return Arrays.copyOf(content, content.length + 2 * BLOCK);
    }
}
