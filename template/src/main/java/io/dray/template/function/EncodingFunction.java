package io.dray.template.function;

import io.dray.template.value.ByteText;
import io.dray.template.value.ValueException;
import io.dray.template.value.ValueKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Values as JSON, YAML and base64, and back. */
public enum EncodingFunction implements Function {
    TO_JSON("toJson", 1, 1),
    TO_YAML("toYaml", 1, 1),
    JSON("json", 1, 1),
    JSON_ARRAY("jsonArray", 1, 1),
    B64ENC("b64enc", 1, 1),
    B64DEC("b64dec", 1, 1);

    private final String templateName;
    private final int least;
    private final int most;

    EncodingFunction(String templateName, int least, int most) {
        this.templateName = templateName;
        this.least = least;
        this.most = most;
    }

    @Override
    public String templateName() {
        return templateName;
    }

    @Override
    public int least() {
        return least;
    }

    @Override
    public int most() {
        return most;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case TO_JSON -> JsonText.write(arguments.any(0));
            case TO_YAML -> YamlText.write(arguments.any(0));
            case JSON -> parsed(arguments.text(0), ValueKind.MAP);
            case JSON_ARRAY -> parsed(arguments.text(0), ValueKind.LIST);
            case B64ENC -> Base64.getEncoder().encodeToString(ByteText.encode(arguments.text(0)));
            case B64DEC -> decoded(arguments.text(0));
        };
    }

    private static @Nullable Object parsed(String text, ValueKind expected) {
        Object value = JsonText.read(text);
        if (ValueKind.of(value) != expected) {
            throw new ValueException("the JSON must be " + expected.description() + ", but is "
                    + ValueKind.of(value).description());
        }
        return value;
    }

    private static String decoded(String text) {
        try {
            return ByteText.decode(Base64.getDecoder().decode(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw new ValueException("not valid base64: " + e.getMessage());
        }
    }
}
