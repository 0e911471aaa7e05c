package io.dray.template;

/**
 * A piece of a template.
 *
 * @param kind what it is
 * @param text as it stands in the template; of plain text without what trim markers remove
 * @param offset where it begins
 * @param spaced whether blanks stand before it
 */
record Token(Kind kind, String text, int offset, boolean spaced) {
    /** What a piece can be. */
    enum Kind {
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
        CHARACTER,
        STRING,
        DECLARE,
        ASSIGN,
        COMMA,
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
        return switch (kind) {
            case END -> "end of file";
            case CLOSE -> "end of the action";
            case KEYWORD -> "{{" + text + "}}";
            default -> "'" + text + "'";
        };
    }
}
