package io.dray.template.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Go's {@code fmt.Sprintf}, {@code Sprint} and {@code Sprintln}. Mistakes in a format show in the text, as in Go. */
public final class GoFormat {
    /** Widths, precisions and argument numbers beyond this are refused, as Go does. */
    private static final int MAX_NUMBER = 1_000_000;

    private static final int NOT_A_NUMBER = -1;
    /** Bytes of {@code [3]}. */
    private static final int SHORTEST_INDEX = 3;

    private final String format;
    private final List<? extends @Nullable Object> operands;
    private final StringBuilder out = new StringBuilder();
    private final FormatSpec spec = new FormatSpec();
    private final ValuePrinter printer = new ValuePrinter(out, spec);
    private int at;
    private int operand;
    private boolean reordered;
    private boolean goodIndex;
    private boolean afterIndex;

    private GoFormat(String format, List<? extends @Nullable Object> operands) {
        this.format = format;
        this.operands = operands;
    }

    /** One value as {@code {{.}}} and {@code %v} print it. */
    public static String print(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Long number) {
            return Long.toString(number);
        }
        GoFormat plain = new GoFormat("", List.of());
        plain.printer.print(value, 'v');
        return plain.out.toString();
    }

    /** The operands one after another, with a blank between two of which neither is a string. */
    public static String print(List<? extends @Nullable Object> operands) {
        GoFormat plain = new GoFormat("", operands);
        for (int i = 0; i < operands.size(); i++) {
            boolean strings = i == 0 || operands.get(i) instanceof String || operands.get(i - 1) instanceof String;
            if (!strings) {
                plain.out.append(' ');
            }
            plain.printer.print(operands.get(i), 'v');
        }
        return plain.out.toString();
    }

    /** The operands with blanks between them and a line end behind. */
    public static String printLine(List<? extends @Nullable Object> operands) {
        GoFormat plain = new GoFormat("", operands);
        for (int i = 0; i < operands.size(); i++) {
            if (i > 0) {
                plain.out.append(' ');
            }
            plain.printer.print(operands.get(i), 'v');
        }
        return plain.out.append('\n').toString();
    }

    /** The format with its verbs replaced by the operands. */
    public static String printFormatted(String format, List<? extends @Nullable Object> operands) {
        return new GoFormat(format, operands).run();
    }

    private String run() {
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            int end = percent < 0 ? format.length() : percent;
            out.append(format, at, end);
            at = end;
            if (at < format.length()) {
                at++;
                printVerb();
                Limits.checkLength(out.length());
            }
        }
        if (!reordered && operand < operands.size()) {
            printExtra();
        }
        return out.toString();
    }

    private void printVerb() {
        spec.clear();
        goodIndex = true;
        afterIndex = false;
        readFlags();
        readIndex();
        readWidth();
        readPrecision();
        if (!afterIndex) {
            readIndex();
        }
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        if (verb == '%') {
            out.append('%');
        } else if (!goodIndex) {
            out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
        } else if (operand >= operands.size()) {
            out.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else {
            if (verb == 'v') {
                spec.beginValueVerb();
            }
            printer.print(operands.get(operand), verb);
            operand++;
        }
    }

    private void readFlags() {
        for (; at < format.length(); at++) {
            switch (format.charAt(at)) {
                case '#' -> spec.sharp = true;
                case '0' -> spec.zero = !spec.minus;
                case '+' -> spec.plus = true;
                case '-' -> {
                    spec.minus = true;
                    spec.zero = false;
                }
                case ' ' -> spec.space = true;
                default -> {
                    return;
                }
            }
        }
    }

    private void readWidth() {
        if (peek() == '*') {
            at++;
            Integer width = operandNumber();
            afterIndex = false;
            if (width == null) {
                out.append("%!(BADWIDTH)");
                return;
            }
            spec.width = Math.abs(width);
            if (width < 0) {
                spec.minus = true;
                spec.zero = false;
            }
            return;
        }
        spec.width = readNumber();
        if (afterIndex && spec.width != NOT_A_NUMBER) {
            goodIndex = false;
        }
    }

    private void readPrecision() {
        if (peek() != '.' || at + 1 == format.length()) {
            return;
        }
        at++;
        if (afterIndex) {
            goodIndex = false;
        }
        readIndex();
        if (peek() == '*') {
            at++;
            Integer precision = operandNumber();
            if (precision == null || precision < 0) {
                out.append("%!(BADPREC)");
            } else {
                spec.precision = precision;
            }
            afterIndex = false;
        } else {
            spec.precision = Math.max(readNumber(), 0);
        }
    }

    /** Reads {@code [3]}: the operand to go on with, counted from 1. */
    private void readIndex() {
        afterIndex = false;
        if (peek() != '[') {
            return;
        }
        reordered = true;
        int close = format.indexOf(']', at);
        boolean tooShort =
                format.length() - at < SHORTEST_INDEX && ByteText.length(format.substring(at)) < SHORTEST_INDEX;
        if (close < 0 || tooShort) {
            goodIndex = false;
            at++;
            return;
        }
        at++;
        int number = readNumber();
        afterIndex = number != NOT_A_NUMBER && at == close;
        at = close + 1;
        if (afterIndex && number >= 1 && number <= operands.size()) {
            operand = number - 1;
        } else {
            goodIndex = false;
        }
    }

    private char peek() {
        return at < format.length() ? format.charAt(at) : '\0';
    }

    private int readNumber() {
        int number = 0;
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            if (number > MAX_NUMBER) {
                at = format.length();
                return NOT_A_NUMBER;
            }
            number = number * 10 + (peek() - '0');
            at++;
        }
        return at == start ? NOT_A_NUMBER : number;
    }

    /** The next operand as a width or precision; null when it is none. */
    private @Nullable Integer operandNumber() {
        if (operand >= operands.size()) {
            return null;
        }
        Object value = operands.get(operand);
        operand++;
        Object number = value instanceof UnsignedByte unsigned ? (Object) (long) unsigned.number() : value;
        return number instanceof Long whole && whole >= -MAX_NUMBER && whole <= MAX_NUMBER
                ? (Integer) whole.intValue()
                : null;
    }

    private void printExtra() {
        spec.clear();
        out.append("%!(EXTRA ");
        for (int i = operand; i < operands.size(); i++) {
            Object value = operands.get(i);
            if (i > operand) {
                out.append(", ");
            }
            if (value == null) {
                out.append("<nil>");
            } else {
                out.append(ValueKind.typeName(value)).append('=');
                printer.print(value, 'v');
            }
        }
        out.append(')');
    }
}
