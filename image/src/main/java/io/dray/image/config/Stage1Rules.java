package io.dray.image.config;

import io.dray.core.InvalidInputException;
import io.dray.core.JsonValue.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/**
 * What rkt demanded of a file of kind {@code stage1}. Dray has no use for the image that it names; but a file that rkt refused
 * to read is refused here too, so that it is not mended only when it is taken elsewhere.
 */
final class Stage1Rules {
    private static final List<String> SCHEMES = List.of("docker", "file", "http", "https");

    private Stage1Rules() {}

    static void check(JsonObject content, Path file) {
        String name = text(content, "name", file);
        String version = text(content, "version", file);
        if (name.isEmpty() && !version.isEmpty()) {
            throw refused(file, "default stage1 image version specified, but name is missing");
        }
        if (!name.isEmpty() && version.isEmpty()) {
            throw refused(file, "default stage1 image name specified, but version is missing");
        }
        String location = text(content, "location", file);
        if (!location.isEmpty() && !location.startsWith("/")) {
            checkUrl(location, file);
        }
    }

    private static void checkUrl(String location, Path file) {
        String scheme = scheme(location, file);
        if (scheme.isEmpty()) {
            throw refused(file, "default stage1 image location is either a relative path or a URL without scheme");
        }
        if (!SCHEMES.contains(scheme)) {
            throw refused(
                    file,
                    "default stage1 image location URL has invalid scheme '" + scheme + "', allowed schemes are "
                            + String.join(", ", SCHEMES));
        }
    }

    private static String scheme(String location, Path file) {
        try {
            String scheme = new URI(location).getScheme();
            return scheme == null ? "" : scheme;
        } catch (URISyntaxException e) {
            throw new InvalidInputException(
                    file + ": default stage1 image location is an invalid URL: " + location, null, e);
        }
    }

    private static InvalidInputException refused(Path file, String reason) {
        return new InvalidInputException(file + ": " + reason);
    }

    private static String text(JsonObject content, String name, Path file) {
        return content.fieldIgnoringCase(name)
                .map(value -> value.asString(file + ": " + name))
                .orElse("");
    }
}
