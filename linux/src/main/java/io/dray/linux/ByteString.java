package io.dray.linux;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file name, a path or a link's target as Linux knows it: bytes in no particular encoding. Ordered by the bytes as
 * unsigned numbers. Immutable.
 */
public final class ByteString implements Comparable<ByteString> {
    private static final int BRIEF = 256;

    private static final ByteString EMPTY = new ByteString(new byte[0]);

    private final byte[] bytes;

    private ByteString(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The text in UTF-8. */
    public static ByteString of(String text) {
        return text.isEmpty() ? EMPTY : new ByteString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy of these bytes. */
    public static ByteString copyOf(byte[] bytes) {
        return new ByteString(bytes.clone());
    }

    /** A copy of a part of an array. */
    public static ByteString copyOf(byte[] bytes, int start, int end) {
        return new ByteString(Arrays.copyOfRange(bytes, start, end));
    }

    public int length() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    public byte at(int index) {
        return bytes[index];
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** The first index of the byte at or after a place; -1 if there is none. */
    public int indexOf(char wanted, int start) {
        for (int i = start; i < bytes.length; i++) {
            if (bytes[i] == (byte) wanted) {
                return i;
            }
        }
        return -1;
    }

    /** The last index of the byte; -1 if there is none. */
    public int lastIndexOf(char wanted) {
        int i = bytes.length - 1;
        while (i >= 0 && bytes[i] != (byte) wanted) {
            i--;
        }
        return i;
    }

    public ByteString substring(int start, int end) {
        return start == 0 && end == bytes.length ? this : copyOf(bytes, start, end);
    }

    public boolean startsWith(ByteString prefix) {
        return bytes.length >= prefix.bytes.length
                && Arrays.equals(bytes, 0, prefix.bytes.length, prefix.bytes, 0, prefix.bytes.length);
    }

    /** Whether these are the bytes of the text in UTF-8. */
    public boolean is(String text) {
        return Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8));
    }

    /** This path with one more component; the empty path stands for the directory that all others are in. */
    public ByteString resolve(ByteString name) {
        if (isEmpty()) {
            return name;
        }
        byte[] joined = Arrays.copyOf(bytes, bytes.length + 1 + name.bytes.length);
        joined[bytes.length] = '/';
        System.arraycopy(name.bytes, 0, joined, bytes.length + 1, name.bytes.length);
        return new ByteString(joined);
    }

    /** These bytes and then those. */
    public ByteString concat(ByteString end) {
        byte[] joined = Arrays.copyOf(bytes, bytes.length + end.bytes.length);
        System.arraycopy(end.bytes, 0, joined, bytes.length, end.bytes.length);
        return new ByteString(joined);
    }

    /** All before the last slash; empty if there is none. */
    public ByteString parent() {
        int slash = lastIndexOf('/');
        return slash < 0 ? EMPTY : substring(0, slash);
    }

    /** All after the last slash. */
    public ByteString name() {
        return substring(lastIndexOf('/') + 1, bytes.length);
    }

    /** Whether the bytes are valid UTF-8, so that {@link #toString} loses nothing but control characters. */
    public boolean isUtf8() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    /** The text that these bytes are in UTF-8; what is not valid becomes the replacement character. */
    public String toText() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** As {@link #toString}, but not all of it if it is long. */
    public String brief() {
        return bytes.length <= BRIEF ? toString() : substring(0, BRIEF) + "... (" + bytes.length + " bytes)";
    }

    @Override
    public int compareTo(ByteString other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** For messages and logs: control characters and what is not UTF-8 appear as {@code \xNN}. */
    @Override
    public String toString() {
        boolean valid = isUtf8();
        String text = valid ? toText() : new String(bytes, StandardCharsets.ISO_8859_1);
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || (!valid && c > '~')) {
                shown.append("\\x").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }
}
