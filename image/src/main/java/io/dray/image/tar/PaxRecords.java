package io.dray.image.tar;

import io.dray.core.InvalidInputException;
import io.dray.linux.ByteString;
import io.dray.linux.FileStatus.FileTime;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * The records of extended headers, {@code <length> <key>=<value>\n} (pax(1), "pax Extended Header"). Values are bytes. Not
 * thread-safe.
 */
final class PaxRecords {
    static final String PATH = "path";
    static final String LINK_PATH = "linkpath";
    static final String SIZE = "size";
    static final String UID = "uid";
    static final String GID = "gid";
    static final String TIME = "mtime";

    /** What GNU tar, bsdtar, Go and Schily's star put in front of the name of an extended attribute. */
    private static final String ATTRIBUTE = "SCHILY.xattr.";

    private static final String SPARSE_OFFSET = "GNU.sparse.offset";
    private static final String SPARSE_LENGTH = "GNU.sparse.numbytes";
    /** All keys that say something here, besides attributes; others are not kept, since every entry inherits a global record. */
    private static final Set<String> KNOWN = Set.of(
            PATH,
            LINK_PATH,
            SIZE,
            UID,
            GID,
            TIME,
            SparseFormats.NAME,
            SparseFormats.SIZE_OF_ALL,
            SparseFormats.REAL_SIZE,
            SparseFormats.MAP_TEXT,
            SparseFormats.MAJOR,
            SparseFormats.BLOCKS,
            SPARSE_OFFSET,
            SPARSE_LENGTH);

    private static final int NANO_DIGITS = 9;
    private static final int NANOS = 1_000_000_000;

    private final Map<String, byte[]> records = new LinkedHashMap<>();
    private final List<String> offsets = new ArrayList<>();
    private final List<String> lengths = new ArrayList<>();

    /** Bytes of all records that are kept. */
    private long kept;

    /** Adds the records of one header; a later one of a key replaces an earlier one. */
    void parse(byte[] data) {
        int start = 0;
        while (start < data.length) {
            int blank = start;
            long length = 0;
            while (blank < data.length && data[blank] >= '0' && data[blank] <= '9' && length <= data.length) {
                length = length * 10 + (data[blank++] - '0');
            }
            int end = (int) Math.min(start + length, Integer.MAX_VALUE);
            if (blank == start
                    || blank >= data.length
                    || data[blank] != ' '
                    || end > data.length
                    || end <= blank + 1
                    || data[end - 1] != '\n') {
                throw new InvalidInputException("an extended header has a record of a wrong length");
            }
            add(data, blank + 1, end - 1);
            start = end;
        }
    }

    private void add(byte[] data, int start, int end) {
        int equals = start;
        while (equals < end && data[equals] != '=') {
            equals++;
        }
        if (equals == start || equals == end) {
            throw new InvalidInputException("an extended header has a record without a key and a value");
        }
        String key = new String(data, start, equals - start, StandardCharsets.UTF_8);
        if (!KNOWN.contains(key) && !key.startsWith(ATTRIBUTE)) {
            return;
        }
        byte[] value = ByteString.copyOf(data, equals + 1, end).toByteArray();
        kept += end - start;
        if (kept > TarReader.MAX_HEADER) {
            throw new InvalidInputException(
                    "its extended headers together are longer than the limit of " + TarReader.MAX_HEADER + " bytes");
        }
        if (key.equals(SPARSE_OFFSET)) {
            offsets.add(new String(value, StandardCharsets.US_ASCII));
        } else if (key.equals(SPARSE_LENGTH)) {
            lengths.add(new String(value, StandardCharsets.US_ASCII));
        }
        byte[] replaced = records.put(key, value);
        kept -= replaced == null || key.equals(SPARSE_OFFSET) || key.equals(SPARSE_LENGTH)
                ? 0
                : key.length() + 1 + replaced.length;
    }

    /** The pieces of a sparse file of format 0.0, which repeats two keys for each. */
    List<Map.Entry<String, String>> sparsePairs() {
        if (offsets.size() != lengths.size()) {
            throw new InvalidInputException("its map of holes is wrong");
        }
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (int i = 0; i < offsets.size(); i++) {
            pairs.add(Map.entry(offsets.get(i), lengths.get(i)));
        }
        return pairs;
    }

    void addAll(PaxRecords others) {
        records.putAll(others.records);
        kept += others.kept;
    }

    /** A path; an empty value takes the one of the header back. */
    Optional<ByteString> text(String key) {
        byte[] value = records.get(key);
        return value == null || value.length == 0 ? Optional.empty() : Optional.of(ByteString.copyOf(value));
    }

    OptionalLong number(String key) {
        byte[] value = records.get(key);
        if (value == null || value.length == 0) {
            return OptionalLong.empty();
        }
        try {
            // Java would take a plus sign, too
            if (value[0] == '+') {
                throw new NumberFormatException("it has a plus sign");
            }
            return OptionalLong.of(Long.parseLong(new String(value, StandardCharsets.US_ASCII)));
        } catch (NumberFormatException e) {
            throw new InvalidInputException("the " + key + " in its extended header is not a number", null, e);
        }
    }

    Optional<FileTime> time() {
        byte[] value = records.get(TIME);
        if (value == null || value.length == 0) {
            return Optional.empty();
        }
        String text = new String(value, StandardCharsets.US_ASCII);
        int point = text.indexOf('.');
        try {
            long seconds = Long.parseLong(point < 0 ? text : text.substring(0, point));
            int nanos = point < 0 ? 0 : nanos(text.substring(point + 1));
            boolean before1970 = text.startsWith("-") && nanos > 0;
            return Optional.of(before1970 ? new FileTime(seconds - 1, NANOS - nanos) : new FileTime(seconds, nanos));
        } catch (NumberFormatException e) {
            throw new InvalidInputException("the time in its extended header is not a number", null, e);
        }
    }

    private static int nanos(String fraction) {
        String digits = fraction.substring(0, Math.min(fraction.length(), NANO_DIGITS));
        int value = digits.isEmpty() ? 0 : Integer.parseUnsignedInt(digits);
        for (int i = digits.length(); i < NANO_DIGITS; i++) {
            value *= 10;
        }
        return value;
    }

    /** The extended attributes, by name. */
    Map<String, byte[]> attributes() {
        Map<String, byte[]> attributes = new TreeMap<>();
        for (Map.Entry<String, byte[]> each : records.entrySet()) {
            if (each.getKey().startsWith(ATTRIBUTE)) {
                attributes.put(each.getKey().substring(ATTRIBUTE.length()), each.getValue());
            }
        }
        return attributes;
    }

    void put(String key, ByteString value) {
        records.put(key, value.toByteArray());
    }

    void putAttribute(String name, byte[] value) {
        records.put(ATTRIBUTE + name, value);
    }

    /** The shortest decimal text: {@code 12.5}, {@code -1.25}. */
    void putTime(FileTime time) {
        boolean negative = time.seconds() < 0;
        // -2 s and 750,000,000 ns forward are written as -1.25
        long seconds = negative && time.nanos() > 0 ? time.seconds() + 1 : time.seconds();
        int nanos = negative && time.nanos() > 0 ? NANOS - time.nanos() : time.nanos();
        String fraction = Integer.toString(NANOS + nanos).substring(1);
        int end = fraction.length();
        while (end > 0 && fraction.charAt(end - 1) == '0') {
            end--;
        }
        String sign = negative && seconds == 0 ? "-" : "";
        String text = sign + seconds + (end == 0 ? "" : "." + fraction.substring(0, end));
        put(TIME, ByteString.of(text));
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    byte[] toByteArray() {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> each : records.entrySet()) {
            byte[] key = each.getKey().getBytes(StandardCharsets.UTF_8);
            int rest = key.length + each.getValue().length + 3;
            // the length counts its own digits
            int length = rest + Integer.toString(rest).length();
            length = rest + Integer.toString(length).length();
            data.writeBytes((length + " ").getBytes(StandardCharsets.US_ASCII));
            data.writeBytes(key);
            data.write('=');
            data.writeBytes(each.getValue());
            data.write('\n');
        }
        return data.toByteArray();
    }
}
