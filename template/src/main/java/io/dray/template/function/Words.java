package io.dray.template.function;

/** Changing the case of letters, and picking letters. */
final class Words {
    private Words() {}

    /** The first letter of each word in lower case. */
    static String untitle(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean first = true;
        for (int at = 0; at < text.length(); ) {
            int rune = text.codePointAt(at);
            at += Character.charCount(rune);
            boolean space = isSpace(rune);
            out.appendCodePoint(first && !space ? Character.toLowerCase(rune) : rune);
            first = space;
        }
        return out.toString();
    }

    /** Upper case to lower and back; at the beginning of a word to title case. */
    static String swapCase(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean first = true;
        for (int at = 0; at < text.length(); ) {
            int rune = text.codePointAt(at);
            at += Character.charCount(rune);
            if (Character.isUpperCase(rune) || Character.isTitleCase(rune)) {
                out.appendCodePoint(Character.toLowerCase(rune));
                first = false;
            } else if (Character.isLowerCase(rune)) {
                out.appendCodePoint(first ? Character.toTitleCase(rune) : Character.toUpperCase(rune));
                first = false;
            } else {
                out.appendCodePoint(rune);
                first = isSpace(rune);
            }
        }
        return out.toString();
    }

    /** The first letter of each word. */
    static String initials(String text) {
        StringBuilder out = new StringBuilder();
        boolean first = true;
        for (int at = 0; at < text.length(); ) {
            int rune = text.codePointAt(at);
            at += Character.charCount(rune);
            boolean space = isSpace(rune);
            if (first && !space) {
                out.appendCodePoint(rune);
            }
            first = space;
        }
        return out.toString();
    }

    /** Without white space. */
    static String withoutSpace(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int rune = text.codePointAt(at);
            at += Character.charCount(rune);
            if (!isSpace(rune)) {
                out.appendCodePoint(rune);
            }
        }
        return out.toString();
    }

    /** {@code some_words} as {@code SomeWords}; connectors in front stay. */
    static String camelCase(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length() && isConnector(text.codePointAt(at))) {
            int rune = text.codePointAt(at);
            out.appendCodePoint(rune);
            at += Character.charCount(rune);
        }
        if (at == text.length()) {
            return text;
        }
        int pending = Character.toUpperCase(text.codePointAt(at));
        at += Character.charCount(text.codePointAt(at));
        while (at < text.length()) {
            int previous = pending;
            pending = text.codePointAt(at);
            at += Character.charCount(pending);
            boolean connector = isConnector(previous);
            if (!connector || isConnector(pending)) {
                out.appendCodePoint(previous);
            }
            if (!(connector && isConnector(pending))) {
                pending = connector ? Character.toUpperCase(pending) : Character.toLowerCase(pending);
            }
        }
        return out.appendCodePoint(pending).toString();
    }

    /** How many words there are between white space. */
    static long count(String text) {
        return initials(text).codePoints().count();
    }

    /** Whether a word ends here, when names are taken apart. */
    static boolean isConnector(int rune) {
        return rune == '-' || rune == '_' || isSpace(rune);
    }

    /** Go's unicode.IsSpace. */
    static boolean isSpace(int rune) {
        return (rune >= '\t' && rune <= '\r') || rune == 0x85 || rune == 0xA0 || Character.isSpaceChar(rune);
    }
}
