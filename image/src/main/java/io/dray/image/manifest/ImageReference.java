package io.dray.image.manifest;

import io.dray.core.InvalidInputException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a person or a manifest names an image: {@code name[:version][,label=value...]} or {@code sha512-<hex prefix>}. */
public sealed interface ImageReference {
    /** A version that asks for whatever is newest; it is not compared with labels (appc spec, discovery.md). */
    String LATEST = "latest";

    /**
     * An image by its name.
     *
     * @param name the whole name
     * @param labels each must be present in the image with the same value
     */
    record ByName(String name, Map<String, String> labels) implements ImageReference {
        public ByName {
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
            if (!ManifestRules.isReadableIdentifier(name)) {
                throw new InvalidInputException(
                        "'" + name + "' is not the name of an image",
                        "an image is named as in example.com/redis:7,os=linux,arch=amd64 or sha512-<hex>");
            }
        }

        /** Whether an image of this name and these labels is meant. */
        public boolean matches(String imageName, Map<String, String> imageLabels) {
            if (!name.equals(imageName)) {
                return false;
            }
            for (Map.Entry<String, String> wanted : labels.entrySet()) {
                boolean any =
                        wanted.getKey().equals("version") && wanted.getValue().equals(LATEST);
                if (!any && !wanted.getValue().equals(imageLabels.get(wanted.getKey()))) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(name);
            String version = labels.get("version");
            if (version != null) {
                text.append(':').append(version);
            }
            for (Map.Entry<String, String> label : labels.entrySet()) {
                if (!label.getKey().equals("version")) {
                    text.append(',').append(label.getKey()).append('=').append(label.getValue());
                }
            }
            return text.toString();
        }
    }

    /**
     * An image by its ID.
     *
     * @param prefix {@code sha512-} or {@code sha256-} and at least two hexadecimal digits
     */
    record ById(String prefix) implements ImageReference {
        @Override
        public String toString() {
            return prefix;
        }
    }

    /**
     * Reads what a person wrote.
     *
     * @throws InvalidInputException for anything else; one line that says what is wrong
     */
    static ImageReference parse(String text) {
        if (text.startsWith("sha512-") || text.startsWith("sha256-")) {
            return parseId(text);
        }
        int comma = text.indexOf(',');
        String head = comma < 0 ? text : text.substring(0, comma);
        int colon = head.indexOf(':');
        Map<String, String> labels = new LinkedHashMap<>();
        if (colon >= 0) {
            addLabel(labels, "version", head.substring(colon + 1), text);
        }
        int start = comma < 0 ? text.length() + 1 : comma + 1;
        while (start <= text.length()) {
            int next = text.indexOf(',', start);
            int end = next < 0 ? text.length() : next;
            int equals = text.indexOf('=', start);
            if (equals < 0 || equals > end) {
                throw invalid(text, "'" + text.substring(start, end) + "' is not a label such as os=linux");
            }
            addLabel(labels, text.substring(start, equals), text.substring(equals + 1, end), text);
            start = end + 1;
        }
        return new ByName(colon < 0 ? head : head.substring(0, colon), labels);
    }

    private static ImageReference parseId(String text) {
        String digits = text.substring(text.indexOf('-') + 1);
        boolean valid = digits.length() >= 2 && digits.length() <= 128;
        for (int i = 0; i < digits.length(); i++) {
            valid &= Character.digit(digits.charAt(i), 16) >= 0 && !Character.isUpperCase(digits.charAt(i));
        }
        if (digits.length() < 2) {
            throw new InvalidInputException("image ID too short: '" + text + "'", "write more of its digits");
        }
        if (!valid) {
            throw invalid(text, "an image ID has 2 to 128 lower-case hexadecimal digits");
        }
        return new ById(text);
    }

    private static void addLabel(Map<String, String> labels, String name, String value, String text) {
        if (value.isEmpty()) {
            throw invalid(text, "'" + value + "' cannot be the value of " + name);
        }
        if (!ManifestRules.isReadableIdentifier(name)) {
            throw invalid(text, "'" + name + "' cannot be the name of a label");
        }
        if (labels.put(name, value) != null) {
            throw invalid(text, name + " is there twice");
        }
    }

    private static InvalidInputException invalid(String text, String why) {
        return new InvalidInputException("'" + text + "' does not name an image: " + why);
    }
}
