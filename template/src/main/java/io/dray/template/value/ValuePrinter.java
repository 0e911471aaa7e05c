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
            String type = ValueKind.typeName(value);
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
        if (value == null) {
            printNil(verb, depth);
        } else if (value instanceof List<?> list) {
            printList(list, verb, depth);
        } else if (value instanceof Map<?, ?> map) {
            printMap(map, verb, depth);
        } else if (!printScalar(value, verb > Character.MAX_VALUE ? '\0' : (char) verb)) {
            printBadVerb(value, verb);
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
        if (value instanceof String text) {
            return printText(text, verb);
        }
        if (value instanceof Double number) {
            return numbers.append(number.doubleValue(), verb);
        }
        if (value instanceof Number || value instanceof UnsignedByte) {
            return printWhole(value, verb);
        }
        if (value instanceof Boolean bool) {
            boolean applies = verb == 'v' || verb == 't';
            if (applies) {
                spec.pad(out, bool ? "true" : "false");
            }
            return applies;
        }
        if (value instanceof Complex number) {
            return numbers.append(number, verb);
        }
        return printText(text(value), verb);
    }

    private boolean printWhole(Object value, char verb) {
        if (value instanceof UnsignedByte unsigned) {
            boolean hexadecimal = spec.goSyntax && verb == 'v';
            boolean sharp = spec.sharp;
            spec.sharp |= hexadecimal;
            boolean applies = numbers.append(BigInteger.valueOf(unsigned.number()), hexadecimal ? 'x' : verb);
            spec.sharp = sharp;
            return applies;
        }
        return numbers.append(
                value instanceof BigInteger big ? big : BigInteger.valueOf(((Number) value).longValue()), verb);
    }

    private static String text(Object value) {
        if (value instanceof GoObject object) {
            return object.text();
        }
        throw new IllegalArgumentException("not a template value: " + value.getClass());
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
        out.append(spec.goSyntax ? ValueKind.typeName(list) + "{" : "[");
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
        out.append(spec.goSyntax ? ValueKind.typeName(map) + "{" : "map[");
        String separator = spec.goSyntax ? ", " : " ";
        boolean first = true;
        for (Object key : MapKeys.sorted(map)) {
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
            out.append(ValueKind.typeName(value)).append('=');
            print(value, 'v', 1);
        }
        out.append(')');
    }
}
