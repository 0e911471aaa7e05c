package io.dray.core;

import java.util.Map;

/** Writes shell scripts of two parts: values, quoted, and a fixed text that only ever uses them as {@code "$name"}. */
public final class ShellScript {
    private ShellScript() {}

    /** A script for any shell, with these variables set before the fixed text. */
    public static String of(String purpose, Map<String, String> values, String body) {
        return of("/bin/sh", purpose, values, body);
    }

    /**
     * A script for a certain shell.
     *
     * @param shell its absolute path, and what is said to it
     */
    public static String of(String shell, String purpose, Map<String, String> values, String body) {
        StringBuilder script = new StringBuilder("#!" + shell + "\n");
        int start = 0;
        while (start < purpose.length()) {
            int newline = purpose.indexOf('\n', start);
            int end = newline < 0 ? purpose.length() : newline;
            script.append("# ").append(purpose, start, end).append('\n');
            start = end + 1;
        }
        for (Map.Entry<String, String> value : values.entrySet()) {
            script.append(value.getKey())
                    .append('=')
                    .append(ShellQuote.quote(value.getValue()))
                    .append('\n');
        }
        return script.append(body).toString();
    }
}
