package io.dray.template;

import io.dray.template.value.ByteText;
import io.dray.template.value.GoQuote;

/**
 * A piece of a template.
 *
 * @param kind what it is
 * @param text as it stands in the template; of plain text without what trim markers remove; of an error the message
 * @param offset where it begins
 * @param line the line of the text it begins in, counted from 0
 */
record Token(Kind kind, String text, int offset, int line) {
    /** Longer texts are cut in messages. */
    private static final int SHOWN = 10;

    /** What a piece can be. */
    enum Kind {
        /** What follows cannot be read; the last token. */
        ERROR,
        TEXT,
        OPEN,
        CLOSE,
        KEYWORD,
        BOOLEAN,
        NIL,
        DOT,
        FIELD,
        VARIABLE,
        IDENTIFIER,
        NUMBER,
        COMPLEX,
        CHARACTER,
        STRING,
        SPACE,
        DECLARE,
        ASSIGN,
        PIPE,
        LEFT_PARENTHESIS,
        RIGHT_PARENTHESIS,
        OTHER,
        END
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isKeyword(String word) {
        return kind == Kind.KEYWORD && text.equals(word);
    }

    /** How messages show it. */
    String shown() {
        if (kind == Kind.END) {
            return "EOF";
        }
        if (kind == Kind.ERROR) {
            return text;
        }
        if (kind == Kind.KEYWORD || kind == Kind.DOT || kind == Kind.NIL) {
            return "<" + text + ">";
        }
        boolean cut = ByteText.length(text) > SHOWN;
        int end = cut && text.codePointCount(0, text.length()) > SHOWN
                ? text.offsetByCodePoints(0, SHOWN)
                : text.length();
        return GoQuote.quote(text.substring(0, end)) + (cut ? "..." : "");
    }
}
