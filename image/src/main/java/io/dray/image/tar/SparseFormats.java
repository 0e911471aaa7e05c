package io.dray.image.tar;

import io.dray.core.InvalidInputException;
import io.dray.linux.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The four ways in which GNU tar writes the map of a sparse file. */
final class SparseFormats {
    static final String NAME = "GNU.sparse.name";
    static final String MAP_TEXT = "GNU.sparse.map";
    static final String MAJOR = "GNU.sparse.major";
    static final String BLOCKS = "GNU.sparse.numblocks";
    static final String SIZE_OF_ALL = "GNU.sparse.size";
    static final String REAL_SIZE = "GNU.sparse.realsize";

    private static final int IN_HEADER = 4;
    private static final int IN_EXTENSION = 21;
    private static final int PAIR = 24;
    private static final int NUMBER = 12;
    private static final int MAP = 386;
    private static final int MORE = 482;
    private static final int SIZE = 483;
    private static final int EXTENSION_MORE = 504;
    private static final int MAX_DIGITS = 20;

    private SparseFormats() {}

    /** Reads the next bytes of the archive. */
    interface Source {
        /** Fills the array with the next bytes. */
        void fill(byte[] bytes) throws IOException;
    }

    /** The old format: the map begins in the header and goes on in blocks after it. */
    static SparseMap old(byte[] header, Source more) throws IOException {
        SparseMap.Builder map = new SparseMap.Builder();
        addPairs(map, header, MAP, IN_HEADER);
        long size = TarHeader.numberAt(header, SIZE, NUMBER);
        boolean goesOn = header[MORE] != 0;
        while (goesOn) {
            byte[] block = new byte[TarHeader.SIZE];
            more.fill(block);
            addPairs(map, block, 0, IN_EXTENSION);
            goesOn = block[EXTENSION_MORE] != 0;
        }
        return map.build(size);
    }

    private static void addPairs(SparseMap.Builder map, byte[] block, int start, int count) {
        for (int i = 0; i < count; i++) {
            int at = start + i * PAIR;
            if (block[at] == 0) {
                return;
            }
            map.add(TarHeader.numberAt(block, at, NUMBER), TarHeader.numberAt(block, at + NUMBER, NUMBER));
        }
    }

    /** The name that the archiver hid from readers that know nothing of sparse files. */
    static Optional<ByteString> name(PaxRecords records) {
        return records.text(NAME);
    }

    /** Whether the records speak of a sparse file. */
    static boolean isSparse(PaxRecords records) {
        return records.text(MAP_TEXT).isPresent()
                || records.text(MAJOR).isPresent()
                || records.text(BLOCKS).isPresent()
                || records.text(SIZE_OF_ALL).isPresent();
    }

    /** Formats 0.0 and 0.1, whose map is in the records; empty for 1.0, whose map begins the data. */
    static Optional<SparseMap> inRecords(PaxRecords records) {
        if (records.text(MAJOR).map(major -> major.is("1")).orElse(false)) {
            return Optional.empty();
        }
        SparseMap.Builder map = new SparseMap.Builder();
        List<Long> numbers = new ArrayList<>();
        Optional<ByteString> text = records.text(MAP_TEXT);
        if (text.isPresent()) {
            int start = 0;
            ByteString all = text.get();
            while (start <= all.length()) {
                int comma = all.indexOf(',', start);
                int end = comma < 0 ? all.length() : comma;
                numbers.add(parse(all.substring(start, end).toText()));
                start = end + 1;
            }
        } else {
            for (Map.Entry<String, String> pair : records.sparsePairs()) {
                numbers.add(parse(pair.getKey()));
                numbers.add(parse(pair.getValue()));
            }
        }
        if (numbers.size() % 2 != 0) {
            throw new InvalidInputException("its map of holes is wrong");
        }
        for (int i = 0; i < numbers.size(); i += 2) {
            map.add(numbers.get(i), numbers.get(i + 1));
        }
        return Optional.of(map.build(size(records, SIZE_OF_ALL)));
    }

    /** Format 1.0: lines of decimal numbers in front of the data, padded to whole blocks. */
    static SparseMap inData(PaxRecords records, Source data) throws IOException {
        Lines lines = new Lines(data);
        SparseMap.Builder map = new SparseMap.Builder();
        long count = lines.next();
        for (long i = 0; i < count; i++) {
            map.add(lines.next(), lines.next());
        }
        return map.build(size(records, REAL_SIZE));
    }

    private static long size(PaxRecords records, String key) {
        long size =
                records.number(key).orElseThrow(() -> new InvalidInputException("it is a sparse file without " + key));
        if (size < 0) {
            throw new InvalidInputException("its size " + size + " is not possible");
        }
        return size;
    }

    private static long parse(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new InvalidInputException("its map of holes has a number that is none", null, e);
        }
    }

    /** Decimal numbers, one a line, read block by block. */
    private static final class Lines {
        private final Source data;
        private byte[] block = new byte[0];
        private int position;

        Lines(Source data) {
            this.data = data;
        }

        long next() throws IOException {
            StringBuilder digits = new StringBuilder();
            while (true) {
                if (position == block.length) {
                    block = new byte[TarHeader.SIZE];
                    data.fill(block);
                    position = 0;
                }
                byte value = block[position++];
                if (value == '\n') {
                    return parse(digits.toString());
                }
                digits.append(new String(new byte[] {value}, StandardCharsets.ISO_8859_1));
                if (digits.length() > MAX_DIGITS) {
                    throw new InvalidInputException("its map of holes has a number that is none");
                }
            }
        }
    }
}
