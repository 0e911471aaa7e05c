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

    /** {@code file:line}; of what overrides one run, which usually stands on one line, {@code name:line:column}. */
    @Override
    public String toString() {
        return shown(file, line, column, layer);
    }

    static String shown(String file, int line, int column, String layer) {
        return file + ":" + line + (layer.equals(OverrideReader.LAYER) ? ":" + column : "");
    }
}
