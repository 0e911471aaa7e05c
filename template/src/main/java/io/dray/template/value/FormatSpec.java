package io.dray.template.value;

/** The flags, width and precision between the percent sign and the verb. Mutable, reused for each verb of a format. */
final class FormatSpec {
    /** No width or no precision was given. */
    static final int ABSENT = -1;

    boolean plus;
    boolean minus;
    boolean sharp;
    boolean space;
    boolean zero;
    /** {@code %#v}: as Go's source would write the value. */
    boolean goSyntax;

    int width;
    int precision;

    FormatSpec() {
        clear();
    }

    void clear() {
        plus = false;
        minus = false;
        sharp = false;
        space = false;
        zero = false;
        goSyntax = false;
        width = ABSENT;
        precision = ABSENT;
    }

    /** Moves the flag of {@code %#v} out of the way of the verbs that print the parts of the value. */
    void beginValueVerb() {
        goSyntax = sharp;
        sharp = false;
        plus = false;
    }

    /** Appends the text, filled up to the width, which counts characters. */
    void pad(StringBuilder out, String text) {
        int missing = width == ABSENT ? 0 : width - text.codePointCount(0, text.length());
        if (missing > 0 && !minus) {
            fill(out, missing);
        }
        out.append(text);
        if (missing > 0 && minus) {
            fill(out, missing);
        }
    }

    /** Appends so many fill characters: zeros or blanks. */
    void fill(StringBuilder out, int count) {
        char filler = zero ? '0' : ' ';
        for (int i = 0; i < count; i++) {
            out.append(filler);
        }
    }

    /** Appends the text filled with blanks even when zeros are asked for. */
    void padWithBlanks(StringBuilder out, String text) {
        boolean zeros = zero;
        zero = false;
        pad(out, text);
        zero = zeros;
    }
}
