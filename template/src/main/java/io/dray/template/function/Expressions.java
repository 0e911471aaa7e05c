package io.dray.template.function;

import io.dray.template.value.Limits;
import io.dray.template.value.TypedList;
import io.dray.template.value.ValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions. They are Java's, whose search can take time without end where Go's cannot: one that looks at its text
 * too often is stopped.
 */
final class Expressions {
    private static final String HINT = "regular expressions are Java's; a \\ before a character takes it as it is";
    private static final String SIMPLER = "avoid repetitions in repetitions, or give it a shorter text";
    private static final int MAX_READS = 20_000_000;

    private final Matcher matcher;
    private final String text;

    private Expressions(String expression, String text) {
        Repetitions.check(expression);
        try {
            this.matcher = Pattern.compile(expression).matcher(new Watched(text, new AtomicInteger()));
        } catch (PatternSyntaxException e) {
            throw new ValueException("error parsing regexp: " + e.getDescription() + ": `" + expression + "`", HINT);
        }
        this.text = text;
    }

    static boolean matches(String expression, String text) {
        return new Expressions(expression, text).find();
    }

    /** The first match, empty when there is none. */
    static String first(String expression, String text) {
        Expressions search = new Expressions(expression, text);
        return search.find() ? search.found() : "";
    }

    /** The matches, at most so many; all for a negative number. */
    static TypedList<String> all(String expression, String text, int most) {
        Expressions search = new Expressions(expression, text);
        List<String> found = new ArrayList<>();
        while ((most < 0 || found.size() < most) && search.find()) {
            found.add(search.found());
            Limits.checkItems(found.size());
        }
        return TypedList.strings(found);
    }

    /** With each match replaced; {@code $1} and {@code ${name}} stand for groups unless it is taken literally. */
    static String replaceAll(String expression, String text, String replacement, boolean literal) {
        Expressions search = new Expressions(expression, text);
        StringBuilder out = new StringBuilder();
        int end = 0;
        while (search.find()) {
            out.append(text, end, search.matcher.start());
            out.append(literal ? replacement : search.expanded(replacement));
            end = search.matcher.end();
            Limits.checkLength(out.length());
        }
        return out.append(text, end, text.length()).toString();
    }

    /** The parts between matches, at most so many; all for a negative number. */
    static TypedList<String> split(String expression, String text, int most) {
        Expressions search = new Expressions(expression, text);
        List<String> parts = new ArrayList<>();
        int end = 0;
        while ((most < 0 || parts.size() < most - 1) && search.find()) {
            boolean emptyAtStart = search.matcher.end() == 0;
            if (!emptyAtStart) {
                parts.add(text.substring(end, search.matcher.start()));
                Limits.checkItems(parts.size());
                end = search.matcher.end();
            }
        }
        boolean emptyAtEnd = !expression.isEmpty() && most == 0;
        if (!emptyAtEnd) {
            parts.add(text.substring(end));
        }
        return TypedList.strings(parts);
    }

    /** The text with a backslash before each character that means something in an expression. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted.append("\\.+*?()|[]{}^$".indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        return quoted.toString();
    }

    private boolean find() {
        try {
            return matcher.find();
        } catch (StackOverflowError e) {
            throw new ValueException("the regular expression nests too deep on this text", SIMPLER);
        }
    }

    private String found() {
        return text.substring(matcher.start(), matcher.end());
    }

    private String expanded(String replacement) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < replacement.length()) {
            int dollar = replacement.indexOf('$', at);
            if (dollar < 0 || dollar + 1 == replacement.length()) {
                return out.append(replacement, at, replacement.length()).toString();
            }
            out.append(replacement, at, dollar);
            boolean braces = replacement.charAt(dollar + 1) == '{';
            int start = dollar + (braces ? 2 : 1);
            int end = start;
            while (end < replacement.length() && isNamePart(replacement.charAt(end))) {
                end++;
            }
            if (replacement.charAt(dollar + 1) == '$') {
                out.append('$');
                end++;
            } else if (end == start || (braces && !replacement.startsWith("}", end))) {
                out.append('$');
                end = dollar + 1;
            } else {
                out.append(group(replacement.substring(start, end)));
                end += braces ? 1 : 0;
            }
            at = end;
        }
        return out.toString();
    }

    private static boolean isNamePart(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    /** The text of a group; empty for one that does not exist or took no part. */
    private String group(String name) {
        Integer number = matcher.namedGroups().get(name);
        boolean digits = name.length() < 9 && name.chars().allMatch(Character::isDigit);
        int group = number != null ? number : digits ? Integer.parseInt(name) : matcher.groupCount() + 1;
        boolean present = group <= matcher.groupCount() && matcher.start(group) >= 0;
        return present ? text.substring(matcher.start(group), matcher.end(group)) : "";
    }

    /** A text that counts how often it is read, its parts with it. */
    private static final class Watched implements CharSequence {
        private final CharSequence text;
        private final AtomicInteger reads;

        Watched(CharSequence text, AtomicInteger reads) {
            this.text = text;
            this.reads = reads;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (reads.incrementAndGet() > MAX_READS) {
                throw new ValueException("the regular expression takes too long on this text", SIMPLER);
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Watched(text.subSequence(start, end), reads);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
