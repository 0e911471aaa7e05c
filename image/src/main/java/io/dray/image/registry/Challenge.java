package io.dray.image.registry;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a registry wants before it answers: the value of {@code WWW-Authenticate} (RFC 9110, 11.6.1).
 *
 * @param scheme in lower case, {@code bearer} or {@code basic}
 * @param parameters by name in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {
    /** Reads the first challenge of the header; lenient, what is not understood is left out. */
    static Challenge parse(String header) {
        String text = header.strip();
        int blank = text.indexOf(' ');
        String scheme = (blank < 0 ? text : text.substring(0, blank)).toLowerCase(Locale.ROOT);
        Map<String, String> parameters = new LinkedHashMap<>();
        int at = blank < 0 ? text.length() : blank + 1;
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String name = text.substring(at, equals).replace(',', ' ').strip().toLowerCase(Locale.ROOT);
            boolean quoted = equals + 1 < text.length() && text.charAt(equals + 1) == '"';
            int start = quoted ? equals + 2 : equals + 1;
            int end = text.indexOf(quoted ? '"' : ',', start);
            end = end < 0 ? text.length() : end;
            parameters.putIfAbsent(name, text.substring(start, end));
            at = end + 1;
        }
        return new Challenge(scheme, parameters);
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
