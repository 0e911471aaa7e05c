package io.dray.template.function;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a name apart ({@code HTTP20xOK} is HTTP, 20, x, OK) and joins its parts in lower case: {@code http_20x_ok}, as
 * sprig's {@code snakecase} does.
 */
final class WordParts {
    private enum Kind {
        NUMBER,
        UPPER,
        LETTERS,
        CONNECTOR,
        PUNCTUATION,
        OTHER,
        END
    }

    private record Part(Kind kind, String text) {
        boolean isAny(Kind one, Kind other) {
            return kind == one || kind == other;
        }
    }

    private static final Part END = new Part(Kind.END, "");

    private final List<Part> parts;
    private final char connector;
    private final StringBuilder out = new StringBuilder();
    private int next;

    private WordParts(String text, char connector) {
        this.parts = split(text);
        this.connector = connector;
    }

    /** The parts of the name in lower case, with connectors between words. */
    static String joined(String text, char connector) {
        WordParts words = new WordParts(text, connector);
        words.join();
        return words.out.toString();
    }

    private void join() {
        Part part = take();
        while (part.kind() != Kind.END) {
            if (next == parts.size()) {
                append(part);
                return;
            }
            if (part.kind() != Kind.CONNECTOR) {
                append(part);
            }
            Part following = take();
            part = switch (part.kind()) {
                case NUMBER -> afterNumber(following);
                case CONNECTOR -> {
                    append(part);
                    yield following;
                }
                case PUNCTUATION -> following;
                case UPPER, LETTERS, OTHER, END -> afterWord(following);
            };
        }
    }

    private Part afterNumber(Part following) {
        Part part = appendAll(following);
        connectBefore(part);
        return part;
    }

    private Part appendAll(Part first) {
        Part part = first;
        while (part.isAny(Kind.LETTERS, Kind.NUMBER)) {
            append(part);
            part = take();
        }
        return part;
    }

    private Part afterWord(Part following) {
        if (following.kind() != Kind.NUMBER || next == parts.size()) {
            if (following.kind() != Kind.NUMBER) {
                connectBefore(following);
            }
            return following;
        }
        Part beyond = take();
        if (beyond.kind() != Kind.LETTERS) {
            // a number at the end of a word belongs to it: Bld4Floor
            append(following);
            connectBefore(beyond);
            return beyond;
        }
        // letters in lower case behind a number belong to the number: HTTP2xx
        out.append(connector);
        append(following);
        return afterNumber(beyond);
    }

    private void connectBefore(Part part) {
        if (part.kind() != Kind.END && !part.isAny(Kind.CONNECTOR, Kind.PUNCTUATION)) {
            out.append(connector);
        }
    }

    private Part take() {
        return next < parts.size() ? parts.get(next++) : END;
    }

    private void append(Part part) {
        for (int at = 0; at < part.text().length(); ) {
            int rune = part.text().codePointAt(at);
            at += Character.charCount(rune);
            if (part.kind() == Kind.CONNECTOR) {
                out.append(connector);
            } else {
                out.appendCodePoint(part.kind() == Kind.UPPER ? Character.toLowerCase(rune) : rune);
            }
        }
    }

    private static List<Part> split(String text) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            Kind kind = kind(text.codePointAt(at));
            int end = end(text, at, kind);
            parts.add(new Part(kind, text.substring(at, end)));
            at = end;
        }
        return parts;
    }

    private static int end(String text, int start, Kind kind) {
        int end = run(text, start, kind);
        if (kind != Kind.UPPER) {
            return end;
        }
        boolean wordFollows = end < text.length() && kind(text.codePointAt(end)) == Kind.LETTERS;
        if (!wordFollows) {
            return end;
        }
        // the last capital begins the next word (HTTPStatus), or is the only one of this word
        int last = text.offsetByCodePoints(end, -1);
        return last > start ? last : run(text, end, Kind.LETTERS);
    }

    private static int run(String text, int start, Kind kind) {
        int at = start;
        while (at < text.length() && kind(text.codePointAt(at)) == kind) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    private static Kind kind(int rune) {
        if (Words.isConnector(rune)) {
            return Kind.CONNECTOR;
        }
        if (isPunctuation(rune)) {
            return Kind.PUNCTUATION;
        }
        if (Character.isUpperCase(rune)) {
            return Kind.UPPER;
        }
        if (Character.isLetter(rune)) {
            return Kind.LETTERS;
        }
        return Character.isDigit(rune) ? Kind.NUMBER : Kind.OTHER;
    }

    private static boolean isPunctuation(int rune) {
        return switch (Character.getType(rune)) {
            case Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION -> true;
            default -> false;
        };
    }
}
