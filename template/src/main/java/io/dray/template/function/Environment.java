package io.dray.template.function;

/** Texts with variables of the environment in them. */
final class Environment {
    private Environment() {}

    /** The text with {@code $NAME} and <code>${NAME}</code> replaced, unknown ones by nothing. */
    static String expand(String text, FunctionContext context) {
        StringBuilder out = new StringBuilder();
        // looked for once, not again for each brace that is never closed
        int lastClose = text.lastIndexOf('}');
        int at = 0;
        while (at < text.length()) {
            int dollar = text.indexOf('$', at);
            if (dollar < 0 || dollar + 1 == text.length()) {
                break;
            }
            out.append(text, at, dollar);
            int start = dollar + 1;
            if (text.charAt(start) != '{') {
                at = named(text, start, out, context);
            } else if (start > lastClose) {
                // Go takes "${" without its end away
                at = start + 1;
            } else {
                int close = text.indexOf('}', start);
                out.append(context.environment(text.substring(start + 1, close)).orElse(""));
                at = close + 1;
            }
        }
        return out.append(text, at, text.length()).toString();
    }

    private static int named(String text, int start, StringBuilder out, FunctionContext context) {
        int end = start;
        if (isSpecial(text.charAt(start))) {
            end++;
        }
        while (end < text.length() && !isSpecial(text.charAt(start)) && isNamePart(text.charAt(end))) {
            end++;
        }
        if (end == start) {
            out.append('$');
        } else {
            out.append(context.environment(text.substring(start, end)).orElse(""));
        }
        return end;
    }

    /** The names of one character that shells have. */
    private static boolean isSpecial(char c) {
        return "*#$@!?-0123456789".indexOf(c) >= 0;
    }

    private static boolean isNamePart(char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
