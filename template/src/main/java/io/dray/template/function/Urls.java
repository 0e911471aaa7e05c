package io.dray.template.function;

import io.dray.template.value.Dictionary;
import io.dray.template.value.ValueException;
import java.util.Locale;
import java.util.Map;

/** Taking URLs apart and putting them together, as RFC 3986 has them; nothing is decoded. */
final class Urls {
    private static final String HINT = "URLs are written as https://user@host:80/path?query#fragment";

    private Urls() {}

    /** Its scheme, userinfo, host (with port), hostname, path, query, opaque and fragment. */
    static Dictionary parse(String url) {
        for (int i = 0; i < url.length(); i++) {
            if (url.charAt(i) <= ' ' || url.charAt(i) == 0x7f) {
                throw new ValueException("unable to parse url: there is a blank or control character in it", HINT);
            }
        }
        Dictionary parts = new Dictionary();
        String rest = cut(parts, "fragment", url, '#');
        rest = cut(parts, "query", rest, '?');
        int colon = rest.indexOf(':');
        boolean scheme = colon > 0 && isScheme(rest.substring(0, colon));
        parts.put("scheme", scheme ? rest.substring(0, colon).toLowerCase(Locale.ROOT) : "");
        rest = scheme ? rest.substring(colon + 1) : rest;
        parts.put("opaque", scheme && !rest.isEmpty() && !rest.startsWith("/") ? rest : "");
        putAuthority(parts, parts.get("opaque") instanceof String opaque && opaque.isEmpty() ? rest : "");
        return parts;
    }

    private static void putAuthority(Dictionary parts, String rest) {
        String authority = "";
        String path = rest;
        if (rest.startsWith("//")) {
            int slash = rest.indexOf('/', 2);
            authority = rest.substring(2, slash < 0 ? rest.length() : slash);
            path = slash < 0 ? "" : rest.substring(slash);
        }
        int at = authority.lastIndexOf('@');
        String host = authority.substring(at + 1);
        parts.put("userinfo", at < 0 ? "" : authority.substring(0, at));
        parts.put("host", host);
        parts.put("hostname", hostname(host));
        parts.put("path", path);
    }

    /** The host without its port, and an IPv6 address without its brackets. */
    private static String hostname(String host) {
        if (host.startsWith("[")) {
            int close = host.indexOf(']');
            if (close < 0) {
                throw new ValueException("unable to parse url: missing ']' in host", HINT);
            }
            return host.substring(1, close);
        }
        int colon = host.lastIndexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }

    private static String cut(Dictionary parts, String name, String text, char mark) {
        int place = text.indexOf(mark);
        parts.put(name, place < 0 ? "" : text.substring(place + 1));
        return place < 0 ? text : text.substring(0, place);
    }

    private static boolean isScheme(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (!letter && (i == 0 || !later)) {
                return false;
            }
        }
        return true;
    }

    /** The URL of such parts; those that are missing are empty. */
    static String join(Map<?, ?> parts) {
        StringBuilder url = new StringBuilder();
        String scheme = part(parts, "scheme");
        String opaque = part(parts, "opaque");
        url.append(scheme).append(scheme.isEmpty() ? "" : ":");
        if (opaque.isEmpty()) {
            appendAuthority(url, parts);
        } else {
            url.append(opaque);
        }
        appendMarked(url, '?', part(parts, "query"));
        appendMarked(url, '#', part(parts, "fragment"));
        return url.toString();
    }

    private static void appendAuthority(StringBuilder url, Map<?, ?> parts) {
        String host = part(parts, "host");
        String user = part(parts, "userinfo");
        String path = part(parts, "path");
        boolean authority = !host.isEmpty() || !user.isEmpty() || (url.length() > 0 && path.startsWith("/"));
        if (authority) {
            url.append("//").append(user).append(user.isEmpty() ? "" : "@").append(host);
            url.append(!path.isEmpty() && !path.startsWith("/") && !host.isEmpty() ? "/" : "");
        }
        url.append(path);
    }

    private static void appendMarked(StringBuilder url, char mark, String part) {
        if (!part.isEmpty()) {
            url.append(mark).append(part);
        }
    }

    private static String part(Map<?, ?> parts, String name) {
        Object part = parts.get(name);
        if (part != null && !(part instanceof String)) {
            throw new ValueException("the part " + name + " of a URL must be a string", "make it one: (toString ...)");
        }
        return part instanceof String text ? text : "";
    }
}
