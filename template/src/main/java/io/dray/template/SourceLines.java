package io.dray.template;

import java.util.Arrays;

/**
 * Which place of a file each place of a template's text came from. The text is cut into pieces that stand in the file as
 * they are: its lines, or less where something was taken out. Immutable.
 */
final class SourceLines {
    private final int[] offsets;
    private final int[] lines;
    private final int[] columns;

    private SourceLines(int[] offsets, int[] lines, int[] columns) {
        this.offsets = offsets;
        this.lines = lines;
        this.columns = columns;
    }

    /**
     * A text that stands in the file as it is.
     *
     * @param firstLine the line it begins in, counted from 1
     * @param firstColumn the column it begins in, counted from 1
     */
    static SourceLines of(String text, int firstLine, int firstColumn) {
        Builder builder = new Builder();
        builder.add(0, firstLine, firstColumn);
        int line = firstLine;
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            line++;
            builder.add(i + 1, line, 1);
        }
        return builder.build();
    }

    /** The line of the file, counted from 1. */
    int line(int offset) {
        return lines[piece(offset)];
    }

    /** The column, which counts characters from 1, of a place in this text. */
    int column(String text, int offset) {
        int piece = piece(offset);
        return columns[piece] + text.codePointCount(offsets[piece], Math.min(offset, text.length()));
    }

    private int piece(int offset) {
        int found = Arrays.binarySearch(offsets, offset);
        return found >= 0 ? found : Math.max(-found - 2, 0);
    }

    /** Collects the pieces in the order of the text. */
    static final class Builder {
        private int[] places = new int[24];
        private int count;

        /** Notes that the text from this offset on came from this place; a second note for an offset replaces the first. */
        void add(int offset, int line, int column) {
            if (count > 0 && places[count - 3] == offset) {
                count -= 3;
            }
            if (count == places.length) {
                places = Arrays.copyOf(places, 2 * count);
            }
            places[count] = offset;
            places[count + 1] = line;
            places[count + 2] = column;
            count += 3;
        }

        SourceLines build() {
            int pieces = count / 3;
            int[][] columns = new int[3][pieces];
            for (int i = 0; i < count; i++) {
                columns[i % 3][i / 3] = places[i];
            }
            return new SourceLines(columns[0], columns[1], columns[2]);
        }
    }
}
