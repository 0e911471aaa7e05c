package io.dray.template.function;

/** Texts with variables of the environment in them. */
final class Environment {
    private Environment() {}

    /** The text with {@code $NAME} and <code>${NAME}</code> replaced, unknown ones by nothing. */
    static String expand(String text, FunctionContext context) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int dollar = text.indexOf('$', at);
            if (dollar < 0 || dollar + 1 == text.length()) {
                break;
            }
            out.append(text, at, dollar);
            at = text.charAt(dollar + 1) == '{'
                    ? braced(text, dollar + 2, out, context)
                    : named(text, dollar + 1, out, context);
        }
        return out.append(text, at, text.length()).toString();
    }

    private static int braced(String text, int start, StringBuilder out, FunctionContext context) {
        int close = start > text.lastIndexOf('}') ? -1 : text.indexOf('}', start);
        if (close < 0) {
            // Go takes "${" without its end away
            return start;
        }
        out.append(context.environment(text.substring(start, close)).orElse(""));
        return close + 1;
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
