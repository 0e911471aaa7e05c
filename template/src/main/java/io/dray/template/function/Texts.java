package io.dray.template.function;

import io.dray.template.value.GoFormat;
import io.dray.template.value.Limits;
import io.dray.template.value.ValueException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Operations of Go's package strings. */
final class Texts {
    private Texts() {}

    /** The first letter of each word in upper case. */
    static String title(String text) {
        StringBuilder title = new StringBuilder(text.length());
        int previous = ' ';
        int at = 0;
        while (at < text.length()) {
            int rune = text.codePointAt(at);
            at += Character.charCount(rune);
            title.appendCodePoint(isWordPart(previous) ? rune : Character.toTitleCase(rune));
            previous = rune;
        }
        return title.toString();
    }

    private static boolean isWordPart(int rune) {
        return rune == '_' || Character.isLetterOrDigit(rune) || (rune < 0x80 && rune == '\'');
    }

    /** Without the given characters at both ends. */
    static String trim(String text, String characters) {
        int start = 0;
        int end = text.length();
        while (start < end && characters.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && characters.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(start, end);
    }

    static String withoutPrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    static String withoutSuffix(String text, String suffix) {
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }

    /** With the first {@code count} occurrences replaced; all of them for a negative count. */
    static String replace(String text, String old, String replacement, int count) {
        long occurrences = old.isEmpty() ? text.length() + 1L : text.length() / old.length();
        Limits.checkLength(text.length() + occurrences * replacement.length());
        if (count < 0) {
            return text.replace(old, replacement);
        }
        StringBuilder replaced = new StringBuilder();
        int start = 0;
        for (int i = 0; i < count && start <= text.length(); i++) {
            int found = old.isEmpty() ? Math.min(start + (i == 0 ? 0 : 1), text.length()) : text.indexOf(old, start);
            boolean beyond = old.isEmpty() && i > text.length();
            if (found < 0 || beyond) {
                break;
            }
            replaced.append(text, start, found).append(replacement);
            start = found + old.length();
        }
        return replaced.append(text.substring(start)).toString();
    }

    static String repeat(String text, int count) {
        if (count < 0) {
            throw new ValueException("a text cannot be repeated " + count + " times");
        }
        Limits.checkLength((long) text.length() * count);
        return text.repeat(count);
    }

    /** The parts between separators; each character for an empty separator. */
    static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        if (separator.isEmpty()) {
            text.codePoints().forEach(rune -> parts.add(Character.toString(rune)));
            return Collections.unmodifiableList(parts);
        }
        int start = 0;
        for (int i = text.indexOf(separator); i >= 0; i = text.indexOf(separator, start)) {
            parts.add(text.substring(start, i));
            start = i + separator.length();
        }
        parts.add(text.substring(start));
        return Collections.unmodifiableList(parts);
    }

    /** The items, printed, with separators between them. */
    static String join(List<?> items, String separator) {
        StringBuilder text = new StringBuilder();
        boolean first = true;
        for (Object item : items) {
            if (!first) {
                text.append(separator);
            }
            first = false;
            text.append(GoFormat.print(item));
            Limits.checkLength(text.length());
        }
        return text.toString();
    }

    /** With blanks before each line. */
    static String indent(int blanks, String text) {
        String pad = repeat(" ", blanks);
        return pad + replace(text, "\n", "\n" + pad, -1);
    }
}
