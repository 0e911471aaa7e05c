package io.dray.image.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks of single values that several parts of an appc manifest share (appc spec, types.md and aci.md). */
final class ManifestRules {
    private static final Map<String, List<String>> ARCHITECTURES = Map.of(
            "linux",
            List.of(
                    "amd64",
                    "i386",
                    "aarch64",
                    "aarch64_be",
                    "armv6l",
                    "armv7l",
                    "armv7b",
                    "ppc64",
                    "ppc64le",
                    "s390x",
                    "riscv64"),
            "freebsd",
            List.of("amd64", "i386", "arm"),
            "darwin",
            List.of("x86_64", "i386"));

    private ManifestRules() {}

    /**
     * An identifier as the reference implementation read them: {@code a--b} and {@code a//b} pass, although the
     * specification's expression excludes them. A component that is {@code .} or {@code ..} is refused all the same.
     */
    static boolean isReadableIdentifier(String text) {
        if (text.isEmpty() || !isLetterOrDigit(text.charAt(0)) || !isLetterOrDigit(text.charAt(text.length() - 1))) {
            return false;
        }
        int component = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && "-._~/".indexOf(c) < 0) {
                return false;
            }
            if (c == '/') {
                if (isDots(text, component, i)) {
                    return false;
                }
                component = i + 1;
            }
        }
        return true;
    }

    private static boolean isDots(String text, int start, int end) {
        int length = end - start;
        return (length == 1 || length == 2) && text.charAt(start) == '.' && text.charAt(end - 1) == '.';
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    static String identifier(ManifestFields fields, String field) {
        String text = fields.requiredText(field);
        if (!isReadableIdentifier(text)) {
            throw fields.invalid(field, "'" + text + "' is not a valid appc identifier");
        }
        return text;
    }

    static String name(ManifestFields fields, String field) {
        String text = fields.requiredText(field);
        if (!isReadableIdentifier(text) || containsAny(text, "._~/")) {
            throw fields.invalid(
                    field, "'" + text + "' is not a valid name: use lower-case letters, digits and single dashes");
        }
        return text;
    }

    private static boolean containsAny(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** A path from the root of the image that does not climb. */
    static String absolutePath(ManifestFields fields, String field) {
        String path = startingAtRoot(fields, field);
        if ((path + "/").contains("/../")) {
            throw fields.invalid(field, "'" + path + "' may not contain ..");
        }
        return path;
    }

    /** A path from the root, which may climb: whoever uses it resolves it there. */
    static String startingAtRoot(ManifestFields fields, String field) {
        String path = fields.requiredText(field);
        if (!path.startsWith("/")) {
            throw fields.invalid(field, "'" + path + "' is not an absolute path");
        }
        return path;
    }

    /** A path that does not climb; one without a slash in front begins at the root all the same, as rkt read it. */
    static String pathInRoot(ManifestFields fields, String field) {
        String path = fields.requiredText(field);
        if (path.startsWith("/")) {
            return absolutePath(fields, field);
        }
        if (("/" + path + "/").contains("/../")) {
            throw fields.invalid(field, "'" + path + "' may not contain ..");
        }
        return "/" + path;
    }

    /** Labels: unique readable identifiers, none called {@code name}, os and arch from the known lists. */
    static Map<String, String> labels(ManifestFields fields, String field) {
        Map<String, String> labels = fields.nameValues(field);
        for (String name : labels.keySet()) {
            if (!isReadableIdentifier(name) || name.equals("name")) {
                throw fields.invalid(field, "'" + name + "' cannot be the name of a label");
            }
        }
        Optional<String> os = Optional.ofNullable(labels.get("os"));
        Optional<String> arch = Optional.ofNullable(labels.get("arch"));
        if (os.isPresent()) {
            List<String> known = ARCHITECTURES.getOrDefault(os.get(), List.of());
            if (known.isEmpty()) {
                throw fields.invalid(field, "the os '" + os.get() + "' is none of linux, freebsd, darwin");
            }
            if (arch.isPresent() && !known.contains(arch.get())) {
                throw fields.invalid(
                        field,
                        "the arch '" + arch.get() + "' is none of " + os.get() + "'s: " + String.join(", ", known));
            }
        }
        return labels;
    }

    /** Annotations: unique identifiers; {@code created} a timestamp, {@code homepage} and {@code documentation} URLs. */
    static Map<String, String> annotations(ManifestFields fields, String field) {
        Map<String, String> annotations = fields.nameValues(field);
        for (Map.Entry<String, String> annotation : annotations.entrySet()) {
            String name = annotation.getKey();
            String value = annotation.getValue();
            if (!isReadableIdentifier(name)) {
                throw fields.invalid(field, "'" + name + "' is not a valid appc identifier");
            }
            if (name.equals("created") && !isTimestamp(value)) {
                throw fields.invalid(field, "created: '" + value + "' is not a time such as 2026-01-31T12:00:00Z");
            }
            boolean link = name.equals("homepage") || name.equals("documentation");
            if (link && !value.startsWith("http://") && !value.startsWith("https://")) {
                throw fields.invalid(field, name + ": '" + value + "' is not an http or https address");
            }
        }
        return annotations;
    }

    private static boolean isTimestamp(String text) {
        String shape = "0000-00-00T00:00:00";
        if (text.length() <= shape.length()) {
            return false;
        }
        for (int i = 0; i < shape.length(); i++) {
            char wanted = shape.charAt(i);
            char c = text.charAt(i);
            if (wanted == '0' ? !Character.isDigit(c) : c != wanted) {
                return false;
            }
        }
        String zone = text.substring(shape.length());
        return zone.endsWith("Z") || zone.lastIndexOf('+') >= 0 || zone.lastIndexOf('-') >= 0;
    }

    /** A version of the specification. */
    static String version(ManifestFields fields, String field) {
        String version = fields.requiredText(field);
        if (!isVersion(version)) {
            throw fields.invalid(field, "'" + version + "' is not a version such as " + ImageManifest.AC_VERSION);
        }
        return version;
    }

    /** Whether the text begins as a semantic version does, and is not the meaningless 0.0.0. */
    static boolean isVersion(String text) {
        if (text.indexOf('+') != text.lastIndexOf('+')) {
            return false;
        }
        int end = 0;
        while (end < text.length() && "+-".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String core = text.substring(0, end);
        int numbers = 1;
        boolean digit = false;
        for (int i = 0; i < core.length(); i++) {
            char c = core.charAt(i);
            if (c == '.' && digit) {
                numbers++;
                digit = false;
            } else if (c >= '0' && c <= '9') {
                digit = true;
            } else {
                return false;
            }
        }
        return digit && numbers == 3 && !core.equals("0.0.0");
    }
}
