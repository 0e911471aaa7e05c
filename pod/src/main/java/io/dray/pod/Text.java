package io.dray.pod;

import java.util.ArrayList;
import java.util.List;

/** Text without regular expressions, whose machinery costs milliseconds at a start. */
public final class Text {
    private Text() {}

    /** The parts between separators, empty ones included; one part if there is no separator. */
    public static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (true) {
            int end = text.indexOf(separator, start);
            if (end < 0) {
                parts.add(text.substring(start));
                return parts;
            }
            parts.add(text.substring(start, end));
            start = end + 1;
        }
    }
}
