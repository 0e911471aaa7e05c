package io.dray.core;

import io.dray.core.YamlNode.Mark;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a tag before a word makes of it; the words of YAML 1.1 count, which include those of 1.2. */
final class YamlTag {
    private static final String PREFIX = "tag:yaml.org,2002:";

    private YamlTag() {}

    /**
     * The value of a tagged word; one with a tag that YAML does not know is text.
     *
     * @throws InvalidInputException for a word that is not what its tag says
     */
    static @Nullable Object valueOf(String tag, String text, Mark mark) {
        if (!tag.startsWith(PREFIX)) {
            return text;
        }
        String name = tag.substring(PREFIX.length());
        Object value = switch (name) {
            case "null" -> YamlScalarType.isNull(text) ? null : refused(name, text, mark);
            case "bool" -> YamlScalarType.bool(text, YamlVersion.ONE_ONE);
            case "int" -> YamlScalarType.integer(text, YamlVersion.ONE_ONE);
            case "float" -> YamlScalarType.floating(text, YamlVersion.ONE_TWO);
            case "binary" -> binary(text, mark);
            default -> text;
        };
        return value == null && !name.equals("null") ? refused(name, text, mark) : value;
    }

    private static Object refused(String name, String text, Mark mark) {
        throw new InvalidInputException(
                mark + ": '" + text + "' is not what its tag !!" + name + " says", "leave the tag out");
    }

    private static String withoutBlanks(String text) {
        StringBuilder dense = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > ' ') {
                dense.append(text.charAt(i));
            }
        }
        return dense.toString();
    }

    private static String binary(String text, Mark mark) {
        try {
            return new String(Base64.getDecoder().decode(withoutBlanks(text)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    mark + ": not valid base64 after !!binary: " + e.getMessage(),
                    "write base64, or leave the tag out",
                    e);
        }
    }
}
