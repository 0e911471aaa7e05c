package io.dray.clikit;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns aligned by tabs exactly as rkt's are, so that both people and {@code cut} can read them: at least one tab between
 * two cells, as many as make the column line up at a tab width of 8.
 */
public final class Table {
    private static final int TAB = 8;

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean legend;

    /**
     * A table with these column titles.
     *
     * @param legend whether the titles are printed
     */
    public Table(boolean legend, List<String> titles) {
        this.legend = legend;
        rows.add(List.copyOf(titles));
    }

    /** Adds a row of as many cells as there are titles. */
    public void add(List<String> cells) {
        if (cells.size() != rows.getFirst().size()) {
            throw new IllegalArgumentException("a row of " + cells.size() + " cells");
        }
        List<String> row = new ArrayList<>(cells.size());
        for (String cell : cells) {
            row.add(Printable.line(cell));
        }
        rows.add(row);
    }

    /** Prints all rows. */
    public void print(PrintStream out) {
        List<List<String>> printed = legend ? rows : rows.subList(1, rows.size());
        List<Integer> stops = new ArrayList<>();
        for (int column = 0; column < rows.getFirst().size(); column++) {
            stops.add(stopAfter(printed, column));
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : printed) {
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                text.append(cell);
                if (column < row.size() - 1) {
                    int missing = stops.get(column) - cell.length();
                    text.append("\t".repeat((missing + TAB - 1) / TAB));
                }
            }
            text.append('\n');
        }
        out.print(text);
    }

    /** The first tab stop that leaves at least one blank after the widest cell. */
    private static int stopAfter(List<List<String>> rows, int column) {
        int widest = 0;
        for (List<String> row : rows) {
            widest = Math.max(widest, row.get(column).length());
        }
        return (widest / TAB + 1) * TAB;
    }
}
