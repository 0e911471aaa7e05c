package io.dray.core;

import io.dray.core.YamlNode.Mark;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads YAML into {@link YamlNode}s; thread-safe. This class and {@link YamlComposer} are the only ones that know which YAML
 * library Dray uses.
 *
 * <p>A document is YAML 1.1 in the words of the reader that dgr used ({@code yes} is true, {@code 0644} is 420, dates and
 * {@code 60:30} are text) unless it begins with {@code %YAML 1.2}. Integers are exact in both.
 */
public final class Yaml {
    /** Characters of a document. */
    public static final int MAX_CHARACTERS = 16 * 1024 * 1024;

    /** What a key that stands twice in one map does. */
    public enum DuplicateKeys {
        /** It is an error. */
        REFUSED,
        /** The later value counts, as in the reader that dgr used. */
        LAST_WINS
    }

    /** The advice for all mistakes that have no better one. */
    private static final String USUAL = "look at this line and the one before: indentation, quotes, a blank after ':'";

    private Yaml() {}

    /**
     * Reads the first document, strictly.
     *
     * @param file how messages and marks name the source
     * @return empty for a file without content
     * @throws InvalidInputException for text that is not YAML, a duplicate key, a cycle, or a size beyond the limits
     */
    public static Optional<YamlNode> parse(String file, String content) {
        return read(file, content, DuplicateKeys.REFUSED).root();
    }

    /**
     * Reads the first document, and notes what is probably not meant.
     *
     * @param file how messages and marks name the source
     * @throws InvalidInputException for text that is not YAML, a cycle, or a size beyond the limits
     */
    public static YamlDocument read(String file, String content, DuplicateKeys duplicates) {
        if (content.length() > MAX_CHARACTERS) {
            throw new InvalidInputException(
                    file + ": longer than " + MAX_CHARACTERS + " characters", "split it into several files");
        }
        YamlVersion version = YamlVersion.of(content);
        try {
            ParserImpl events = new ParserImpl(new YamlText(content), options());
            return new YamlComposer(file, events, version, duplicates).document();
        } catch (MarkedYAMLException e) {
            throw new InvalidInputException(at(file, e) + "not valid YAML: " + e.getProblem(), hint(content, e), e);
        } catch (ReaderException e) {
            int line = 1 + count(content, e.getPosition());
            throw new InvalidInputException(
                    new Mark(file, line, 1) + ": not valid YAML: " + character(e.getCodePoint())
                            + " is not allowed in text",
                    "attributes and settings are text in UTF-8",
                    e);
        } catch (YAMLException e) {
            throw new InvalidInputException(file + ": not valid YAML: " + firstLine(e), USUAL, e);
        }
    }

    /** The limits are this class's own. */
    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS + 1);
        return options;
    }

    private static String at(String file, MarkedYAMLException e) {
        return file
                + (e.getProblemMark() == null ? "" : ":" + (e.getProblemMark().getLine() + 1)) + ": ";
    }

    /** The two mistakes that YAML's own words do not explain. */
    private static String hint(String content, MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        if (problem.contains("TAB")) {
            return "YAML is indented with blanks, never with tabs";
        }
        return content.contains("{{") && problem.contains("expected")
                ? "a value that begins with {{ must stand in quotes"
                : problem.contains("end of stream") ? "a quote, [ or { is not closed" : USUAL;
    }

    /** Bytes that are no UTF-8 come as the second half of a surrogate pair. */
    private static String character(int codePoint) {
        if (codePoint >= 0xDC80 && codePoint <= 0xDCFF) {
            return "the byte 0x" + Integer.toHexString(codePoint & 0xFF) + ", which is not UTF-8,";
        }
        return "the character U+" + Integer.toHexString(0x10000 | codePoint).substring(1);
    }

    private static int count(String content, int end) {
        int lines = 0;
        for (int i = 0; i < end && i < content.length(); i++) {
            if (content.charAt(i) == '\n') {
                lines++;
            }
        }
        return lines;
    }

    private static String firstLine(YAMLException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
