package io.dray.template.value;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints values under a verb, lists and maps part by part, as Go's fmt does. */
final class ValuePrinter {
    private final StringBuilder out;
    private final FormatSpec spec;
    private final NumberVerbs numbers;

    ValuePrinter(StringBuilder out, FormatSpec spec) {
        this.out = out;
        this.spec = spec;
        this.numbers = new NumberVerbs(out, spec);
    }

    /** Prints one operand. */
    void print(@Nullable Object value, int verb) {
        if (verb == 'T') {
            String type = ValueKind.of(value).goType();
            spec.pad(out, value == null ? type : truncated(type));
        } else if (value == null && verb == 'v') {
            spec.pad(out, "<nil>");
        } else if (verb == 'w') {
            // wraps errors in Go, and is refused for a value as a whole
            printBadVerb(value, verb);
        } else {
            print(value, verb, 0);
        }
    }

    private void print(@Nullable Object value, int verb, int depth) {
        Limits.checkDepth(depth);
        Limits.checkLength(out.length());
        switch (value) {
            case null -> printNil(verb, depth);
            case List<?> list -> printList(list, verb, depth);
            case Map<?, ?> map -> printMap(map, verb, depth);
            default -> {
                if (!printScalar(value, verb > Character.MAX_VALUE ? '\0' : (char) verb)) {
                    printBadVerb(value, verb);
                }
            }
        }
    }

    private void printNil(int verb, int depth) {
        if (depth == 0) {
            printBadVerb(null, verb);
        } else {
            out.append(spec.goSyntax ? "interface {}(nil)" : "<nil>");
        }
    }

    private boolean printScalar(Object value, char verb) {
        return switch (value) {
            case String text -> printText(text, verb);
            case Long number -> numbers.append(BigInteger.valueOf(number), verb);
            case BigInteger number -> numbers.append(number, verb);
            case Double number -> numbers.append(number.doubleValue(), verb);
            case Complex number -> numbers.append(number, verb);
            case Boolean bool -> {
                boolean applies = verb == 'v' || verb == 't';
                if (applies) {
                    spec.pad(out, bool ? "true" : "false");
                }
                yield applies;
            }
            default -> throw new IllegalArgumentException("not a template value: " + value.getClass());
        };
    }

    private boolean printText(String text, char verb) {
        switch (verb) {
            case 'v' -> {
                if (spec.goSyntax) {
                    printQuoted(truncated(text));
                } else {
                    spec.pad(out, truncated(text));
                }
            }
            case 's' -> spec.pad(out, truncated(text));
            case 'q' -> printQuoted(truncated(text));
            case 'x', 'X' -> spec.pad(out, hex(text, verb));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void printQuoted(String text) {
        if (spec.sharp && GoQuote.canBackquote(text)) {
            spec.pad(out, "`" + text + "`");
        } else {
            spec.pad(out, spec.plus ? GoQuote.quoteToAscii(text) : GoQuote.quote(text));
        }
    }

    private String truncated(String text) {
        if (spec.precision == FormatSpec.ABSENT || text.codePointCount(0, text.length()) <= spec.precision) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, spec.precision));
    }

    private String hex(String text, char verb) {
        byte[] bytes = ByteText.encode(text);
        String digits = verb == 'x' ? "0123456789abcdef" : "0123456789ABCDEF";
        int count = spec.precision == FormatSpec.ABSENT ? bytes.length : Math.min(spec.precision, bytes.length);
        StringBuilder hex = new StringBuilder(2 * count);
        for (int i = 0; i < count; i++) {
            if (spec.space && i > 0) {
                hex.append(' ');
            }
            if (spec.sharp && (spec.space || i == 0)) {
                hex.append('0').append(verb);
            }
            hex.append(digits.charAt((bytes[i] >> 4) & 0xF)).append(digits.charAt(bytes[i] & 0xF));
        }
        return hex.toString();
    }

    private void printList(List<?> list, int verb, int depth) {
        out.append(spec.goSyntax ? ValueKind.LIST.goType() + "{" : "[");
        String separator = spec.goSyntax ? ", " : " ";
        boolean first = true;
        for (Object item : list) {
            if (!first) {
                out.append(separator);
            }
            first = false;
            print(item, verb, depth + 1);
        }
        out.append(spec.goSyntax ? '}' : ']');
    }

    private void printMap(Map<?, ?> map, int verb, int depth) {
        out.append(spec.goSyntax ? ValueKind.MAP.goType() + "{" : "map[");
        String separator = spec.goSyntax ? ", " : " ";
        boolean first = true;
        for (String key : ByteText.sortedKeys(map)) {
            if (!first) {
                out.append(separator);
            }
            first = false;
            print(key, verb, depth + 1);
            out.append(':');
            print(map.get(key), verb, depth + 1);
        }
        out.append(spec.goSyntax ? '}' : ']');
    }

    private void printBadVerb(@Nullable Object value, int verb) {
        out.append("%!").appendCodePoint(verb).append('(');
        if (value == null) {
            out.append("<nil>");
        } else {
            out.append(ValueKind.of(value).goType()).append('=');
            print(value, 'v', 1);
        }
        out.append(')');
    }
}
