package io.dray.image.fetch;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The address of an image with holes (appc spec, discovery.md, "Meta Discovery"): {@code {name}}, {@code {version}}, {@code {os}},
 * {@code {arch}}, {@code {ext}} and any other label. Values are percent-encoded (RFC 6570, 3.2.2); {@code {+label}} keeps what is
 * reserved (3.2.3). The name keeps its slashes, as the reference has it.
 */
final class DiscoveryTemplate {
    private static final String RESERVED = ":/?#[]@!$&'()*+,;=";
    private static final String UNRESERVED = "-._~";

    private final String template;

    DiscoveryTemplate(String template) {
        this.template = template;
    }

    /** Empty if the template has no {@code {ext}} or has a hole that no value fits. */
    Optional<String> render(String name, Map<String, String> labels, String extension) {
        if (!template.contains("{ext}")) {
            return Optional.empty();
        }
        StringBuilder address = new StringBuilder();
        int at = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', at)) {
            int close = template.indexOf('}', open);
            if (close < 0) {
                break;
            }
            boolean reserved = template.startsWith("+", open + 1);
            String hole = template.substring(reserved ? open + 2 : open + 1, close);
            Optional<String> value = value(hole, name, labels, extension);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            String kept = reserved ? RESERVED : hole.equals("name") ? "/" : "";
            address.append(template, at, open).append(encoded(value.get(), kept));
            at = close + 1;
        }
        return Optional.of(address.append(template.substring(at)).toString());
    }

    private static Optional<String> value(String hole, String name, Map<String, String> labels, String extension) {
        return switch (hole) {
            case "name" -> Optional.of(name);
            case "ext" -> Optional.of(extension);
            default -> Optional.ofNullable(labels.get(hole));
        };
    }

    private static String encoded(String value, String kept) {
        StringBuilder text = new StringBuilder();
        // a value of dots alone would be a step in the path
        boolean dots = value.chars().allMatch(c -> c == '.');
        for (byte unit : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (unit & 0xff);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (letter || kept.indexOf(c) >= 0 || (UNRESERVED.indexOf(c) >= 0 && !dots)) {
                text.append(c);
            } else {
                text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(unit));
            }
        }
        return text.toString();
    }
}
