package io.dray.image.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The {@code <meta>} tags of a page, as far as discovery needs them (appc spec, discovery.md): any case, attributes in any order,
 * in head or body, but not in comments or in the text of scripts. The page may be anything; what is no tag is passed over.
 */
final class MetaTags {
    /** Elements whose content is text, whatever it looks like. */
    private static final List<String> TEXT_ELEMENTS = List.of("script", "style", "textarea", "title", "template");

    private final String page;
    private final String lower;
    private final List<Tag> tags = new ArrayList<>();

    /**
     * One tag of discovery: the first word of its content and the rest.
     *
     * @param name {@code ac-discovery} or {@code ac-discovery-pubkeys}
     * @param prefix of the image names that it is for
     * @param template the rest of the content
     */
    record Tag(String name, String prefix, String template) {}

    private MetaTags(String page) {
        this.page = page;
        this.lower = page.toLowerCase(Locale.ROOT);
    }

    /** All tags of this name on the page whose prefix begins the image's name, in order. */
    static List<Tag> of(String page, String tagName, String imageName) {
        MetaTags reader = new MetaTags(page);
        reader.read();
        List<Tag> found = new ArrayList<>();
        for (Tag tag : reader.tags) {
            if (tag.name.equals(tagName) && imageName.startsWith(tag.prefix)) {
                found.add(tag);
            }
        }
        return found;
    }

    private void read() {
        int at = lower.indexOf('<');
        while (at >= 0) {
            at = lower.indexOf('<', next(at));
        }
    }

    /** Where to go on after the markup that begins here. */
    private int next(int at) {
        if (lower.startsWith("<!--", at)) {
            int end = lower.indexOf("-->", at + 4);
            return end < 0 ? lower.length() : end + 3;
        }
        for (String element : TEXT_ELEMENTS) {
            if (opens(element, at)) {
                int end = lower.indexOf("</" + element, at);
                return end < 0 ? lower.length() : end + 2;
            }
        }
        return opens("meta", at) ? readMeta(at + "<meta".length()) : at + 1;
    }

    private boolean opens(String element, int at) {
        int end = at + 1 + element.length();
        return lower.startsWith(element, at + 1)
                && end < lower.length()
                && (Character.isWhitespace(lower.charAt(end)) || lower.charAt(end) == '/' || lower.charAt(end) == '>');
    }

    private int readMeta(int start) {
        Map<String, String> attributes = new TreeMap<>();
        int at = start;
        while (at < page.length() && page.charAt(at) != '>') {
            char c = page.charAt(at);
            at = Character.isWhitespace(c) || c == '/' ? at + 1 : readAttribute(at, attributes);
        }
        String name = attributes.getOrDefault("name", "").toLowerCase(Locale.ROOT);
        String content = attributes.getOrDefault("content", "").strip();
        int blank = 0;
        while (blank < content.length() && !Character.isWhitespace(content.charAt(blank))) {
            blank++;
        }
        if (blank > 0 && blank < content.length()) {
            tags.add(new Tag(
                    name, content.substring(0, blank), content.substring(blank).strip()));
        }
        return at;
    }

    private int readAttribute(int start, Map<String, String> attributes) {
        int end = start;
        while (end < page.length()
                && "=>/".indexOf(page.charAt(end)) < 0
                && !Character.isWhitespace(page.charAt(end))) {
            end++;
        }
        String name = lower.substring(start, end);
        int at = skipBlanks(end);
        if (at >= page.length() || page.charAt(at) != '=') {
            attributes.putIfAbsent(name, "");
            return Math.max(end, start + 1);
        }
        at = skipBlanks(at + 1);
        char quote = at < page.length() ? page.charAt(at) : '>';
        boolean quoted = quote == '"' || quote == '\'';
        int from = quoted ? at + 1 : at;
        int to = from;
        while (to < page.length() && (quoted ? page.charAt(to) != quote : isPlain(page.charAt(to)))) {
            to++;
        }
        attributes.putIfAbsent(name, decoded(page.substring(from, to)));
        return quoted ? to + 1 : to;
    }

    private static boolean isPlain(char c) {
        return c != '>' && !Character.isWhitespace(c);
    }

    private int skipBlanks(int start) {
        int at = start;
        while (at < page.length() && Character.isWhitespace(page.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The references that can stand in a URL. */
    private static String decoded(String text) {
        return text.indexOf('&') < 0
                ? text
                : text.replace("&quot;", "\"")
                        .replace("&#39;", "'")
                        .replace("&#x2f;", "/")
                        .replace("&#x2F;", "/")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&");
    }
}
