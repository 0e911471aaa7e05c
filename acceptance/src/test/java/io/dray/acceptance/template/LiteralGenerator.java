package io.dray.acceptance.template;

/** Makes up constants in Go's syntax, most of them valid. */
final class LiteralGenerator {
    private static final String[] WHOLE = {
        "0",
        "1",
        "2",
        "3",
        "7",
        "10",
        "42",
        "-1",
        "+5",
        "-0",
        "1_000",
        "0x1F",
        "0X_ff",
        "0b101",
        "0o17",
        "0O7",
        "017",
        "0_7",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "99999999999999999999",
        "1000000",
        "999999",
        "0xFFFFFFFFFFFFFFFF",
        "-0x1e",
        "0x1e",
        "1114111",
        "65",
        "255",
        "256",
        "55296"
    };
    private static final String[] FRACTION = {
        "1.5",
        "0.1",
        ".5",
        "1.",
        "-2.5",
        "1e3",
        "1E-3",
        "1e21",
        "1e20",
        "1e6",
        "1e5",
        "123456789.0",
        "0.0001",
        "0.00001",
        "1.7976931348623157e308",
        "5e-324",
        "2.2250738585072014e-308",
        "0x1p4",
        "0x1.8p-2",
        "0X1P+3",
        "1_0.2_5",
        "3.0",
        "1e-7",
        "100000.0",
        "1000000.0",
        "0.000001",
        "12345678.9",
        "2.5",
        "3.5",
        "0.5",
        "0x1.fffffffffffffp1023",
        "-0.0",
        "1e100"
    };
    private static final String[] CHARACTER = {
        "'a'",
        "'é'",
        "'\\n'",
        "'\\''",
        "'\\\\'",
        "'\\x41'",
        "'\\u00e9'",
        "'\\U0001F600'",
        "'\\101'",
        "'😀'",
        "'\"'",
        "'\\a'",
        "' '"
    };
    private static final String[] COMPLEX = {"1i", "1+2i", "0i", "1.5e3-2i", "-1-1i", "1_0i", "0x1p2i"};
    private static final String[] MALFORMED = {
        "1_",
        "_1",
        "1__0",
        "0x",
        "0xg",
        "0b2",
        "089",
        "08",
        "1e",
        "1e+",
        ".",
        "+",
        "-",
        "1.2.3",
        "1a",
        "''",
        "'ab'",
        "'\\q'",
        "'\\400'",
        "'\\ud800'",
        "\"\\q\"",
        "\"\\x4\"",
        "\"\\'\"",
        "'\\\"'",
        "0x1.8",
        "1p3",
        "1e999",
        "0o8",
        "0x_",
        "1i2",
        "3+4",
        "3+4j",
        "\"a",
        "'a",
        "`a",
        "0b1.1",
        "0o1.5",
        "1e5_",
        "1_.5",
        "1._5",
        "0_x1",
        "--1",
        "+-1",
        "1e5i7",
        "0x1i",
        "'\\x4'"
    };
    private static final String[] ESCAPES = {
        "a",
        "b",
        " ",
        "é",
        "\\n",
        "\\t",
        "\\\\",
        "\\\"",
        "\\x41",
        "\\xff",
        "\\u20ac",
        "\\U0001F600",
        "\\101",
        "\\a\\b\\f\\r\\v",
        "<",
        "&",
        "'",
        "{{",
        "%",
        "日本",
        "😀",
        "\\000",
        "\\x00",
        "\u00a0",
        "=",
        ">",
        "z",
        "\\u2028",
        "\\x7f"
    };

    private final Choices choices;

    LiteralGenerator(Choices choices) {
        this.choices = choices;
    }

    String any() {
        return switch (choices.below(24)) {
            case 0, 1, 2, 3, 4, 5 -> whole();
            case 6, 7, 8 -> choices.of(FRACTION);
            case 9, 10 -> choices.of(CHARACTER);
            case 11 -> choices.of(COMPLEX);
            case 12 -> choices.oneIn(4) ? choices.of(MALFORMED) : "nil";
            case 13, 14 -> choices.of("true", "false");
            default -> string();
        };
    }

    String whole() {
        return choices.oneIn(8) ? Long.toString(choices.number() >> choices.below(64)) : choices.of(WHOLE);
    }

    /** A whole number that is small most of the time, for indexes. */
    String index() {
        return choices.oneIn(10) ? any() : choices.of("0", "1", "2", "3", "4", "-1", "7", "'\\x01'");
    }

    String number() {
        return switch (choices.below(4)) {
            case 0 -> whole();
            case 1 -> Double.toString(Double.longBitsToDouble(choices.number()));
            case 2 -> Double.toString((choices.number() >> 40) / 1024.0);
            default -> choices.of(FRACTION);
        };
    }

    String string() {
        StringBuilder text = new StringBuilder();
        for (int i = choices.below(6); i > 0; i--) {
            text.append(choices.of(ESCAPES));
        }
        return choices.oneIn(5) ? "`" + text.toString().replace("`", "") + "`" : "\"" + text + "\"";
    }
}
