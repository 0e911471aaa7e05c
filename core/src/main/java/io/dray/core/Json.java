package io.dray.core;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads and writes JSON strictly; thread-safe.
 *
 * <p>Why not a library: {@code docs/adr/0001-strict-json-reader.md}.
 */
public final class Json {
    /** Nesting deeper than this is refused: no format that Dray reads comes near it. */
    public static final int MAX_DEPTH = 256;

    /** More values than this are refused: each takes a hundred bytes of memory, and two bytes of a document. */
    public static final int MAX_VALUES = 100_000;

    private Json() {}

    /**
     * Reads one document.
     *
     * @param source what is read, for the message: a file name or {@code TEMPLATER_OVERRIDE}
     * @throws InvalidInputException for anything that is not JSON in UTF-8, also for text after the document; the message
     *     says line and column, counted from 1
     */
    public static JsonValue parse(String source, byte[] content) {
        try {
            return parse(
                    source,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(content))
                            .toString());
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(source + ": not valid JSON: it is not UTF-8", null, e);
        }
    }

    /** Reads one document from text; see {@link #parse(String, byte[])}. */
    public static JsonValue parse(String source, String content) {
        return new JsonReader(source, content).document();
    }

    /**
     * Reads one document from text into nodes that know where they stand; as strict as {@link #parse(String, String)}.
     *
     * @param source as marks and messages name it
     */
    public static YamlNode parseMarked(String source, String content, Yaml.DuplicateKeys duplicates) {
        return new JsonNodeReader(source, content, duplicates).document();
    }

    /** The names that an object of this document has more than once; of each the last value counts. */
    public static List<String> duplicateNames(String source, String content) {
        JsonReader reader = new JsonReader(source, content);
        reader.document();
        return reader.duplicates();
    }

    /** Writes on one line, without a line end. */
    public static String write(JsonValue value) {
        return new JsonWriter(false).write(value);
    }

    /** Writes indented by two blanks, for people, with a line end. */
    public static String writePretty(JsonValue value) {
        return new JsonWriter(true).write(value) + "\n";
    }
}
