package io.dray.template.function;

import io.dray.template.value.ValueException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Refuses regular expressions that repeat too often: <code>((){1000}){1000}</code> makes a million steps without reading a
 * character. Go's limit, that nothing is repeated more than 1,000 times, repetitions in repetitions multiplied.
 */
final class Repetitions {
    private static final int MOST = 1000;

    private final String expression;
    /** How often the most repeated part of each open group is repeated, the innermost group first. */
    private final Deque<Long> groups = new ArrayDeque<>();
    /** The same of the part that ended last. */
    private long last = 1;

    private int at;

    private Repetitions(String expression) {
        this.expression = expression;
        groups.push(1L);
    }

    static void check(String expression) {
        Repetitions repetitions = new Repetitions(expression);
        while (repetitions.at < expression.length()) {
            repetitions.step();
        }
    }

    private void step() {
        char c = expression.charAt(at);
        at++;
        switch (c) {
            case '\\' -> skipEscape();
            case '[' -> skipClass();
            case '(' -> groups.push(1L);
            case ')' -> {
                last = groups.size() > 1 ? groups.pop() : 1;
                add(last);
            }
            case '{' -> repeat();
            default -> last = 1;
        }
    }

    private void skipEscape() {
        last = 1;
        boolean quoted = expression.startsWith("Q", at);
        // what a property or a code point is named by is no repetition: \p{L}
        boolean named = at + 1 < expression.length()
                && expression.charAt(at + 1) == '{'
                && "xpPNk".indexOf(expression.charAt(at)) >= 0;
        int end = quoted ? expression.indexOf("\\E", at) : named ? expression.indexOf('}', at) : at;
        at = end < 0 ? expression.length() : end + 1;
    }

    private void skipClass() {
        last = 1;
        int depth = 1;
        while (at < expression.length() && depth > 0) {
            char c = expression.charAt(at);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            at += c == '\\' ? 2 : 1;
        }
    }

    private void repeat() {
        int close = expression.indexOf('}', at);
        long most = 1;
        long number = 0;
        for (int i = at; i < close; i++) {
            char c = expression.charAt(i);
            number = c >= '0' && c <= '9' ? Math.min(number * 10 + c - '0', Integer.MAX_VALUE) : 0;
            most = Math.max(most, number);
            if (most * last > MOST) {
                throw new ValueException(
                        "error parsing regexp: invalid repeat count: `" + expression + "`",
                        "nothing is repeated more than " + MOST + " times, repetitions in repetitions multiplied");
            }
        }
        last *= most;
        add(last);
        at = close < 0 ? expression.length() : close + 1;
    }

    private void add(long repeated) {
        groups.push(Math.max(groups.pop(), repeated));
    }
}
