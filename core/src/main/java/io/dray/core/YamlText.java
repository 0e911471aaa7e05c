package io.dray.core;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * A text as the library's scanner reads it. Why not the library's own reader: it moves all that it has read of a word each time it
 * reads a thousand characters more, so that one long word takes the square of its length. Used once, by one thread.
 *
 * <p>Places count characters of Unicode. A text without those beyond 16 bits, nearly every text, is not copied.
 */
final class YamlText extends StreamReader {
    /** What is read beyond the end. */
    private static final int END = 0;

    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final int[] NO_SNIPPET = {};

    private final String text;
    /** The characters, if some of them take two places of the text; else empty. */
    private final int[] characters;

    private final int length;
    private int at;
    private int documentStart;
    private int line;
    private int column;

    /** @throws ReaderException for a character that YAML does not allow */
    YamlText(String text) {
        super("");
        this.text = text;
        this.characters = isNarrow(text) ? NO_SNIPPET : text.codePoints().toArray();
        this.length = characters.length == 0 ? text.length() : characters.length;
        for (int i = 0; i < length; i++) {
            if (!StreamReader.isPrintable(character(i))) {
                throw new ReaderException("text", i, character(i), "special characters are not allowed");
            }
        }
    }

    private static boolean isNarrow(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private int character(int index) {
        return characters.length == 0 ? text.charAt(index) : characters[index];
    }

    private String part(int start, int end) {
        return characters.length == 0 ? text.substring(start, end) : new String(characters, start, end - start);
    }

    @Override
    public int peek() {
        return at < length ? character(at) : END;
    }

    @Override
    public int peek(int index) {
        return at + index < length ? character(at + index) : END;
    }

    @Override
    public String prefix(int count) {
        return part(at, Math.min(at + count, length));
    }

    /** What it takes has no line ends. */
    @Override
    public String prefixForward(int count) {
        String prefix = prefix(count);
        at += count;
        column += count;
        return prefix;
    }

    @Override
    public void forward() {
        forward(1);
    }

    @Override
    public void forward(int count) {
        for (int i = 0; i < count && at < length; i++) {
            int character = character(at++);
            boolean endsLine = character == '\n'
                    || character == '\u0085'
                    || character == '\u2028'
                    || character == '\u2029'
                    || (character == '\r' && at < length && character(at) != '\n');
            if (endsLine) {
                line++;
                column = 0;
            } else if (character != BYTE_ORDER_MARK) {
                column++;
            }
        }
    }

    @Override
    public Mark getMark() {
        return new Mark("text", at, line, column, NO_SNIPPET, 0);
    }

    @Override
    public int getColumn() {
        return column;
    }

    @Override
    public int getLine() {
        return line;
    }

    @Override
    public int getIndex() {
        return at;
    }

    @Override
    public int getDocumentIndex() {
        return at - documentStart;
    }

    @Override
    public void resetDocumentIndex() {
        documentStart = at;
    }
}
