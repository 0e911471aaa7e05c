package io.dray.core;

import java.util.Map;

/** Writes shell scripts of two parts: values, quoted, and a fixed text that only ever uses them as {@code "$name"}. */
public final class ShellScript {
    private ShellScript() {}

    /** A script with these variables set before the fixed text. */
    public static String of(String purpose, Map<String, String> values, String body) {
        StringBuilder script = new StringBuilder("#!/bin/sh\n");
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
