package io.dray.template.function;

import io.dray.template.value.Dictionary;
import io.dray.template.value.GoFormat;
import io.dray.template.value.Limits;
import io.dray.template.value.TypedList;
import io.dray.template.value.ValueException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** The first letter in upper case. */
    static String capitalized(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int rune = text.codePointAt(0);
        // gtf takes the first byte for the letter, so that others than those of ASCII stay as they are
        return rune < 0x80 ? Character.toString(Character.toUpperCase(rune)) + text.substring(1) : text;
    }

    /** Without white space at both ends. */
    static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && Words.isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && Words.isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Without what stands between {@code <} and {@code >}. */
    static String withoutTags(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int last = text.lastIndexOf('>');
        int at = 0;
        while (at < text.length()) {
            int close = text.charAt(at) == '<' && at < last ? text.indexOf('>', at) : -1;
            if (close < 0) {
                out.append(text.charAt(at));
                at++;
            } else {
                at = close + 1;
            }
        }
        return trimmed(out.toString());
    }

    /** The first characters, the last three of them points where something was cut off. */
    static String truncated(String text, int count) {
        int length = text.codePointCount(0, text.length());
        if (count < 0 || count >= length) {
            return text;
        }
        boolean marked = count > 3;
        return text.substring(0, text.offsetByCodePoints(0, marked ? count - 3 : count)) + (marked ? "..." : "");
    }

    /** The values, printed, with blanks between them; nothing is left out. */
    static String concatenated(List<?> values) {
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object value : values) {
            if (value != null) {
                kept.add(value);
            }
        }
        return join(kept, " ");
    }

    /** Without the given characters at both ends. */
    static String trim(String text, String characters) {
        BitSet trimmed = new BitSet();
        for (int i = 0; i < characters.length(); i++) {
            trimmed.set(characters.charAt(i));
        }
        int start = 0;
        int end = text.length();
        while (start < end && trimmed.get(text.charAt(start))) {
            start++;
        }
        while (end > start && trimmed.get(text.charAt(end - 1))) {
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
            throw new ValueException("a text cannot be repeated " + count + " times", "give it a number from 0 on");
        }
        Limits.checkLength((long) text.length() * count);
        return text.repeat(count);
    }

    /** The parts between separators; each character for an empty separator. */
    static TypedList<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        if (separator.isEmpty()) {
            Limits.checkItems(text.codePointCount(0, text.length()));
            text.codePoints().forEach(rune -> parts.add(Character.toString(rune)));
            return TypedList.strings(parts);
        }
        int start = 0;
        for (int i = text.indexOf(separator); i >= 0; i = text.indexOf(separator, start)) {
            parts.add(text.substring(start, i));
            Limits.checkItems(parts.size());
            start = i + separator.length();
        }
        parts.add(text.substring(start));
        return TypedList.strings(parts);
    }

    /** The parts between separators, at most so many unless the number is negative, under the names _0, _1... */
    static Dictionary split(String text, String separator, int most) {
        Dictionary parts = new Dictionary();
        int start = 0;
        while (most < 0 || parts.size() < most - 1) {
            int found = separator.isEmpty() && start < text.length()
                    ? text.offsetByCodePoints(start, 1)
                    : text.indexOf(separator, start);
            boolean atEnd = separator.isEmpty() && found >= text.length();
            if (found < 0 || atEnd) {
                break;
            }
            parts.put("_" + parts.size(), text.substring(start, found));
            Limits.checkItems(parts.size());
            start = found + separator.length();
        }
        if (most != 0) {
            parts.put("_" + parts.size(), text.substring(start));
        }
        return parts;
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
