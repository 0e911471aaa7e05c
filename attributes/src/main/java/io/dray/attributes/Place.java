package io.dray.attributes;

/**
 * Where an attribute is written.
 *
 * @param file the file, or the name of the variable or option
 * @param line counted from 1
 * @param column counted from 1
 * @param layer the name of the layer the file belongs to
 */
record Place(String file, int line, int column, String layer) {
    static final Place NOWHERE = new Place("", 0, 0, "");

    /** Whether it is a place at all. */
    boolean isKnown() {
        return line > 0;
    }

    /** {@code file:line}. */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
