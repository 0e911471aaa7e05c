package io.dray.template.function;

import io.dray.template.value.ValueException;
import io.dray.template.value.ValueKind;
import org.jspecify.annotations.Nullable;

/** Values as JSON, YAML, base64 and base32, and back. */
public enum EncodingFunction implements Function {
    TO_JSON(Origin.DGR, "toJson(value any) string"),
    TO_PRETTY_JSON(Origin.SPRIG, "toPrettyJson(value any) string"),
    TO_RAW_JSON(Origin.DRAY, "toRawJson(value any) string"),
    FROM_JSON(Origin.DRAY, "fromJson(s string) any"),
    JSON(Origin.DGR, "json(s string) map[string]any"),
    JSON_ARRAY(Origin.DGR, "jsonArray(s string) []any"),
    TO_YAML(Origin.DGR, "toYaml(value any) string"),
    FROM_YAML(Origin.DRAY, "fromYaml(s string) any"),
    B64ENC(Origin.SPRIG, "b64enc(s string) string"),
    B64DEC(Origin.SPRIG, "b64dec(s string) string"),
    B32ENC(Origin.SPRIG, "b32enc(s string) string"),
    B32DEC(Origin.SPRIG, "b32dec(s string) string");

    private final Definition definition;

    EncodingFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case TO_JSON, TO_PRETTY_JSON -> JsonText.write(arguments.any(0));
            case TO_RAW_JSON -> JsonText.compact(arguments.any(0));
            case FROM_JSON -> JsonText.read(arguments.text(0));
            case JSON -> parsed(arguments.text(0), ValueKind.MAP);
            case JSON_ARRAY -> parsed(arguments.text(0), ValueKind.LIST);
            case TO_YAML -> YamlText.write(arguments.any(0));
            case FROM_YAML -> YamlText.read(arguments.text(0));
            case B64ENC -> BaseText.base64(arguments.text(0));
            case B64DEC -> BaseText.fromBase64(arguments.text(0));
            case B32ENC -> BaseText.base32(arguments.text(0));
            case B32DEC -> BaseText.fromBase32(arguments.text(0));
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
}
