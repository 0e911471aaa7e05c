package io.dray.cli;

import java.util.ArrayList;
import java.util.List;

/** Lists in one word of a command line. Without regular expressions, whose machinery costs milliseconds at a start. */
final class Words {
    private Words() {}

    /** The parts between separators, empty ones included. */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
            parts.add(text.substring(start, end));
            start = end + 1;
        }
        parts.add(text.substring(start));
        return parts;
    }
}
