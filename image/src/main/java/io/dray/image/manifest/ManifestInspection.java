package io.dray.image.manifest;

import io.dray.core.AcIdentifier;
import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.JsonValue.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that can be said about the text of a manifest: the first rule it breaks, and everything that readers accept although it
 * is not right.
 *
 * @param kind {@code ImageManifest} or {@code PodManifest}; {@code manifest} if it is neither
 * @param findings errors first
 */
public record ManifestInspection(String kind, List<Finding> findings) {
    private static final String IMAGE = "ImageManifest";

    /** Fields whose values are identifiers, wherever they stand. */
    private static final Set<String> IDENTIFIERS = Set.of("name", "imageName");

    public ManifestInspection {
        findings = List.copyOf(findings);
    }

    /** Whether nothing is wrong; {@code strict} counts warnings too. */
    public boolean isGood(boolean strict) {
        for (Finding finding : findings) {
            if (strict || finding.isError()) {
                return false;
            }
        }
        return true;
    }

    /** Looks at the text of a manifest; whether it is an image's or a pod's it says itself. */
    public static ManifestInspection of(byte[] content) {
        JsonValue json;
        try {
            json = Json.parse("manifest", content);
        } catch (InvalidInputException e) {
            return new ManifestInspection("manifest", List.of(errorOf(e)));
        }
        String kind = kindOf(json);
        List<Finding> findings = new ArrayList<>();
        try {
            if (kind.equals(PodManifestRules.KIND)) {
                PodManifestRules.check(json, "manifest");
            } else {
                ImageManifest.from(json);
                ManifestFields.of(json, "manifest", "").nested("app").ifPresent(IsolatorRules::check);
            }
        } catch (InvalidInputException e) {
            findings.add(errorOf(e));
        }
        findings.addAll((kind.equals(PodManifestRules.KIND) ? ManifestSchema.POD : ManifestSchema.IMAGE).strays(json));
        for (String name : Json.duplicateNames("manifest", new String(content, StandardCharsets.UTF_8))) {
            findings.add(Finding.warning(
                    "an object has the field " + name + " twice", "Go readers take the last one, others the first"));
        }
        addVersion(json, findings);
        look(json, "", findings);
        return new ManifestInspection(kind, findings);
    }

    private static Finding errorOf(InvalidInputException e) {
        String message = String.valueOf(e.getMessage());
        return Finding.error(message.startsWith("manifest: ") ? message.substring("manifest: ".length()) : message);
    }

    private static String kindOf(JsonValue json) {
        if (json instanceof JsonObject object) {
            Optional<JsonValue> kind = object.fieldIgnoringCase("acKind");
            if (kind.isPresent()
                    && kind.get() instanceof JsonString text
                    && text.value().equals(PodManifestRules.KIND)) {
                return PodManifestRules.KIND;
            }
        }
        return IMAGE;
    }

    private static void addVersion(JsonValue json, List<Finding> findings) {
        if (json instanceof JsonObject object
                && object.fieldIgnoringCase("acVersion").orElse(json) instanceof JsonString version
                && !version.value().startsWith("0.")) {
            findings.add(Finding.warning(
                    "acVersion: " + version.value() + " is newer than " + ImageManifest.AC_VERSION,
                    "the last version of the specification is 0.8.11"));
        }
    }

    /** Identifiers that the specification's expression does not match, and isolators that it does not define. */
    private static void look(JsonValue value, String path, List<Finding> findings) {
        if (value instanceof JsonArray array) {
            for (int i = 0; i < array.items().size(); i++) {
                look(array.items().get(i), path + "[" + i + "]", findings);
            }
        } else if (value instanceof JsonObject object) {
            for (Map.Entry<String, JsonValue> field : object.fields().entrySet()) {
                String place = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                if (field.getValue() instanceof JsonString text && IDENTIFIERS.contains(field.getKey())) {
                    checkName(text.value(), path, place, findings);
                }
                if (field.getKey().equals("path")
                        && field.getValue() instanceof JsonString text
                        && !text.value().startsWith("/")) {
                    findings.add(Finding.warning(
                            place + ": '" + text.value() + "' is not an absolute path", "it is read from the root on"));
                }
                // a parameter of an isolator is none of ours
                if (!(path.contains("isolators[") && field.getKey().equals("value"))) {
                    look(field.getValue(), place, findings);
                }
            }
        }
    }

    private static void checkName(String name, String path, String place, List<Finding> findings) {
        boolean free = path.contains("environment[") || path.contains("userLabels") || path.contains("userAnnotations");
        if (!free && ManifestRules.isReadableIdentifier(name) && !AcIdentifier.isValid(name)) {
            findings.add(Finding.warning(
                    place + ": '" + name + "' is not an appc identifier",
                    "the specification wants single separators between lower-case letters and digits"));
        }
        if (path.contains("isolators[") && !IsolatorRules.isKnown(name) && AcIdentifier.isValid(name)) {
            findings.add(Finding.warning(
                    place + ": the isolator '" + name + "' is unknown",
                    "it is ignored, and rkt would refuse the image"));
        }
    }
}
