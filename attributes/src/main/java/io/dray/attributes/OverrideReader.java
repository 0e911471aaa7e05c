package io.dray.attributes;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.Yaml.DuplicateKeys;
import io.dray.core.YamlNode;
import io.dray.core.YamlNode.YamlMap;
import io.dray.template.value.ByteText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Reads the attributes that the environment or an option gives to one run. */
final class OverrideReader {
    /** The layer that origins name. */
    static final String LAYER = "override";

    private static final String BASE64 = "base64,";

    private OverrideReader() {}

    /**
     * Reads the variable's text. Of a name that stands twice the later value counts, as Go reads JSON.
     *
     * @throws InvalidInputException for text that is no JSON object
     */
    static Attribute read(AttributeOverride override) {
        String text = override.text().strip();
        if (text.startsWith(BASE64)) {
            text = decode(override.name(), text.substring(BASE64.length()));
        } else if (!text.startsWith("{") && isEncodedObject(text)) {
            throw new InvalidInputException(
                    override.name() + ": not valid JSON: it looks like base64", "write " + BASE64 + " before it");
        }
        YamlNode value = json(override.name(), text, DuplicateKeys.LAST_WINS);
        if (value instanceof YamlMap) {
            return new AttributeConversion(LAYER, false).convert(value);
        }
        throw new InvalidInputException(
                override.name() + ": attributes must be a JSON object, not " + value.kind(),
                "write {\"key\": value}, without default:");
    }

    /** Reads JSON that a person wrote. */
    static YamlNode json(String name, String text, DuplicateKeys duplicates) {
        try {
            return Json.parseMarked(name, text, duplicates);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    String.valueOf(e.getMessage()),
                    e.hint().orElse("names and texts stand in double quotes, and a comma only between two of them"),
                    e);
        }
    }

    private static boolean isEncodedObject(String text) {
        try {
            byte[] decoded = Base64.getDecoder().decode(text);
            return decoded.length > 1 && decoded[0] == '{';
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static String decode(String name, String text) {
        try {
            // base64(1) breaks its lines
            String dense = text.strip().replace("\n", "").replace("\r", "");
            return ByteText.decode(Base64.getDecoder().decode(dense.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    name + ": not valid base64 after '" + BASE64 + "': " + e.getMessage(),
                    "make it with base64 -w0",
                    e);
        }
    }
}
