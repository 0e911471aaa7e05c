package io.dray.template.function;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a function is called, written as Go writes it: {@code replace(s string, old string, new string, n? int) string}. A
 * question mark marks what may be left out, three points before the last type any number of arguments. Immutable.
 */
public final class Signature {
    /** For {@link #most}: any number of arguments. */
    public static final int ANY_NUMBER = Integer.MAX_VALUE;

    private final String text;
    private final int open;
    private final int close;
    private final int least;
    private final int most;

    /** @param text as the class describes it */
    Signature(String text) {
        this.text = text;
        this.open = text.indexOf('(');
        this.close = text.lastIndexOf(')');
        boolean variadic = text.indexOf("...", open) >= 0;
        int parameters = close == open + 1 ? 0 : 1;
        int optional = 0;
        for (int i = open; i < close; i++) {
            char c = text.charAt(i);
            parameters += c == ',' ? 1 : 0;
            optional += c == '?' ? 1 : 0;
        }
        this.least = parameters - optional - (variadic ? 1 : 0);
        this.most = variadic ? ANY_NUMBER : parameters;
    }

    /** The function's name. */
    public String name() {
        return text.substring(0, open);
    }

    /** Whether this is the function's name. */
    boolean names(String name) {
        return name.length() == open && text.startsWith(name);
    }

    /** How many arguments it needs. */
    public int least() {
        return least;
    }

    /** How many arguments it takes. */
    public int most() {
        return most;
    }

    /** The type of what it returns, as Go names it. */
    String result() {
        return text.substring(close + 1).trim();
    }

    /** The types of its parameters, as Go names them; the last one of a variadic function without its points. */
    List<String> types() {
        List<String> types = new ArrayList<>();
        int at = open + 1;
        while (at < close) {
            int comma = text.indexOf(',', at);
            int end = comma < 0 || comma > close ? close : comma;
            String parameter = text.substring(at, end).trim();
            types.add(parameter.substring(parameter.indexOf(' ') + 1).replace("...", ""));
            at = end + 1;
        }
        return Collections.unmodifiableList(types);
    }

    @Override
    public String toString() {
        return text;
    }
}
