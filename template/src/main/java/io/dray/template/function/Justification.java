package io.dray.template.function;

import io.dray.template.value.GoFloat;
import io.dray.template.value.Limits;
import io.dray.template.value.ValueException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers and texts in forms for people, as the library gtf writes them. */
final class Justification {
    private static final List<String> NUMBERS =
            List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
    private static final List<String> UNITS = List.of("bytes", "KB", "MB", "GB", "TB", "PB");

    private Justification() {}

    /** The text between blanks, so that it is this many characters wide; {@code left} of 2 parts of them stand before it. */
    static String fill(String text, int width, int left) {
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        Limits.checkLength((long) text.length() + missing);
        int before = missing * left / 2;
        return " ".repeat(before) + text + " ".repeat(missing - before);
    }

    /** A number of bytes as {@code 1.5 MB}. */
    static String fileSize(@Nullable Object size) {
        if (!(size instanceof Number number)) {
            throw new ValueException("a size must be a number");
        }
        double rest = number.doubleValue();
        int unit = 0;
        while (rest >= 1024 && unit < UNITS.size() - 1) {
            rest /= 1024;
            unit++;
        }
        return (GoFloat.format(rest, 'f', 1) + " " + UNITS.get(unit)).replace(".0", "");
    }

    /** A whole number from 1 to 9 as a word, other numbers and values as they are. */
    static @Nullable Object word(@Nullable Object value) {
        if (value instanceof Double || !(value instanceof Number number) || number.longValue() >= 10) {
            return value;
        }
        if (number.longValue() < 1) {
            throw new ValueException("no word for " + number);
        }
        return NUMBERS.get(number.intValue() - 1);
    }

    /** With a comma before each three digits. */
    static String commas(@Nullable Object value) {
        String digits = Long.toString(whole(value));
        StringBuilder out = new StringBuilder(digits);
        int first = digits.startsWith("-") ? 1 : 0;
        for (int at = digits.length() - 3; at > first; at -= 3) {
            out.insert(at, ',');
        }
        return out.toString();
    }

    /** {@code 1st, 2nd, 3rd, 4th}. */
    static String ordinal(@Nullable Object value) {
        long number = whole(value);
        if (number < 0) {
            throw new ValueException("no ordinal of " + number);
        }
        long tens = number % 100;
        long ones = tens >= 11 && tens <= 13 ? 0 : number % 10;
        return number + (ones == 1 ? "st" : ones == 2 ? "nd" : ones == 3 ? "rd" : "th");
    }

    /** The ending for one or for several: {@code pluralize "y,ies" n}. */
    static String ending(String endings, @Nullable Object value) {
        long number = whole(value);
        int comma = endings.indexOf(',');
        if (comma < 0) {
            return number == 1 ? "" : endings;
        }
        if (endings.indexOf(',', comma + 1) >= 0) {
            throw new ValueException("more than two endings: " + endings);
        }
        return number == 1 ? endings.substring(0, comma) : endings.substring(comma + 1);
    }

    private static long whole(@Nullable Object value) {
        if (value instanceof Number number && !(value instanceof Double)) {
            return number.longValue();
        }
        throw new ValueException("a whole number is needed");
    }
}
