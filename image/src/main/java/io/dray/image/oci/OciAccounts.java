package io.dray.image.oci;

import io.dray.image.tree.LayeredTree;
import io.dray.image.tree.LayeredTree.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom an image runs as: a configuration may leave the group open, and then the image's own {@code /etc/passwd} and {@code
 * /etc/group} say it (image-spec, conversion.md, "User").
 *
 * @param user as appc wants it, never empty
 * @param group as appc wants it, never empty
 * @param supplementary numbers of further groups
 */
record OciAccounts(String user, String group, List<Long> supplementary) {
    private static final String ROOT = "0";
    private static final int MAX_BYTES = 1 << 20;
    private static final long MAX_ID = 0xFFFF_FFFEL;

    OciAccounts {
        supplementary = List.copyOf(supplementary);
    }

    /**
     * What a configuration's {@code User} means.
     *
     * @param text {@code user}, {@code user:group} or empty
     * @param files the files of the image; not looked at unless a group is to be found
     */
    static OciAccounts of(String text, Optional<LayeredTree> files) {
        int colon = text.indexOf(':');
        String user = colon < 0 ? text : text.substring(0, colon);
        String group = colon < 0 ? "" : text.substring(colon + 1);
        String named = user.isEmpty() ? ROOT : user;
        if (!group.isEmpty() || user.isEmpty()) {
            return new OciAccounts(named, group.isEmpty() ? ROOT : group, List.of());
        }
        boolean byNumber = isNumber(user);
        for (List<String> line : lines(files, "/etc/passwd", 4)) {
            boolean found = line.get(0).equals(user) || (byNumber && line.get(2).equals(user));
            if (found && isNumber(line.get(3))) {
                return new OciAccounts(named, line.get(3), groupsOf(line.get(0), line.get(3), files));
            }
        }
        // a number needs no entry; a name without one is refused at the start, where the user can be changed
        return new OciAccounts(named, byNumber ? ROOT : user, List.of());
    }

    private static List<Long> groupsOf(String user, String primary, Optional<LayeredTree> files) {
        List<Long> groups = new ArrayList<>();
        for (List<String> line : lines(files, "/etc/group", 4)) {
            boolean member = List.of(line.get(3).split(",", -1)).contains(user);
            if (member && isNumber(line.get(2)) && !line.get(2).equals(primary)) {
                groups.add(Long.parseLong(line.get(2)));
            }
        }
        return groups;
    }

    private static List<List<String>> lines(Optional<LayeredTree> files, String path, int fields) {
        Optional<Entry> entry = files.flatMap(tree -> tree.lookup(path));
        if (entry.isEmpty() || !entry.get().isFile()) {
            return List.of();
        }
        List<List<String>> lines = new ArrayList<>();
        String content = new String(files.orElseThrow().read(path, MAX_BYTES), StandardCharsets.ISO_8859_1);
        for (String line : content.split("\n", -1)) {
            List<String> parts = List.of(line.split(":", -1));
            if (parts.size() >= fields) {
                lines.add(parts);
            }
        }
        return lines;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= 10
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && Long.parseLong(text) <= MAX_ID;
    }
}
