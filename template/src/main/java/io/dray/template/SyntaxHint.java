package io.dray.template;

import io.dray.template.Token.Kind;

/** What to do about a template that cannot be parsed. */
final class SyntaxHint {
    private static final String NUMBERS = "numbers are written as 8080, -1.5, 1e3, 0x1f, 0o17 or 1_000";

    /** How messages of the lexer begin, and what to do about each. */
    private static final String[][] UNREADABLE = {
        {"unclosed action", "the action needs its end, }}"},
        {"unclosed comment", "the comment needs its end, */}}"},
        {"comment ends before", "nothing stands between the end of a comment and that of its action: */}} or */ -}}"},
        {"unclosed left paren", "a ) is missing"},
        {"unexpected right paren", "there is no ( it could belong to"},
        {
            "unterminated quoted",
            "a \" is missing: a text ends on its line, \\\" and \\n stand for a quote and a line end"
        },
        {"unterminated raw", "a ` is missing"},
        {"unterminated character", "a ' is missing; texts stand in double quotes"},
        {"bad number", NUMBERS + "; the functions add and sub reckon"},
        {"bad character", "behind a name stands a blank, | or ); any key is reached with {{index . \"a-b\"}}"},
        {"expected :=", "a variable is declared with {{$x := ...}}"},
    };

    private SyntaxHint() {}

    /** What cannot be read at all: an {@linkplain Kind#ERROR error token}. */
    static String unreadable(Token token) {
        for (String[] hint : UNREADABLE) {
            if (token.text().startsWith(hint[0])) {
                return hint[1];
            }
        }
        return "it has no meaning here; texts stand in quotes";
    }

    /** What can be read, but does not belong there. */
    static String unexpected(Token token, String context) {
        if (context.endsWith(" clause")) {
            String word = context.substring(0, context.indexOf(' '));
            return "it is written as {{" + word + " \"name\"" + (word.equals("define") ? "}}" : " .}}");
        }
        if (token.is(Kind.KEYWORD)) {
            return keyword(token, context);
        }
        if (token.is(Kind.ASSIGN)) {
            return "values are compared with eq: {{if eq .a .b}}";
        }
        if (token.is(Kind.DECLARE)) {
            return "only a variable can be declared, in the beginning of an action: {{$x := ...}}";
        }
        if (token.is(Kind.OTHER) && token.text().equals("/")) {
            return "a comment follows the braces without a blank: {{/* ... */}} or {{- /* ... */ -}}";
        }
        return "a blank or | is missing before it, or it does not belong here";
    }

    private static String keyword(Token token, String context) {
        if (token.isKeyword("define")) {
            return "{{define}} stands outside of all other actions";
        }
        if (context.equals("input") || context.equals("else")) {
            return "{{else " + token.text() + "}} does not belong here: end it, and begin {{" + token.text()
                    + "}} in the else";
        }
        return "this word begins an action of its own: {{" + token.text() + " ...}}";
    }

    /** A constant that is malformed. */
    static String constant(Token token) {
        return token.is(Kind.CHARACTER)
                ? "one character stands in single quotes, 'a', and texts in double ones, \"abc\""
                : NUMBERS;
    }
}
