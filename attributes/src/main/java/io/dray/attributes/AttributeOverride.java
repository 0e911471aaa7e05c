package io.dray.attributes;

import java.util.Map;
import java.util.Optional;

/**
 * Attributes for one run, stronger than those of all files.
 *
 * @param name the variable or option they come in, as origins and errors name it
 * @param text a JSON object without {@code default:}, or {@code base64,} and its base64
 */
public record AttributeOverride(String name, String text) {
    /** The variable that dgr's images read. */
    public static final String VARIABLE = "TEMPLATER_OVERRIDE";
    /** The variable that counts instead when it is not empty. */
    public static final String BASE64_VARIABLE = "TEMPLATER_OVERRIDE_BASE64";

    /** What an app's environment overrides, read as dgr's prestart did; empty when neither variable has content. */
    public static Optional<AttributeOverride> of(Map<String, String> environment) {
        String encoded = environment.getOrDefault(BASE64_VARIABLE, "");
        String name = encoded.isEmpty() ? VARIABLE : BASE64_VARIABLE;
        String text = environment.getOrDefault(name, "");
        return text.isBlank() ? Optional.empty() : Optional.of(new AttributeOverride(name, text));
    }
}
