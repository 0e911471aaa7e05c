package io.dray.build;

import io.dray.image.tree.LayeredTree;
import io.dray.image.tree.LayeredTree.Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Finds out where a path of an image really leads; never leaves the image. */
final class LinkResolver {
    private static final int MAX_LINKS = 40;

    private LinkResolver() {}

    /** The same place without links on the way; from the first part that does not exist on it stays as it is written. */
    static String resolve(Optional<LayeredTree> image, String path) {
        Deque<String> pending = new ArrayDeque<>(List.of(path.split("/", -1)));
        String resolved = "";
        int links = 0;
        while (!pending.isEmpty()) {
            String name = pending.removeFirst();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            } else if (name.equals("..")) {
                resolved = resolved.substring(0, Math.max(0, resolved.lastIndexOf('/')));
                continue;
            }
            Optional<String> destination = linkAt(image, resolved + "/" + name);
            if (destination.isEmpty() || ++links > MAX_LINKS) {
                resolved += "/" + name;
                continue;
            }
            resolved = destination.get().startsWith("/") ? "" : resolved;
            List.of(destination.get().split("/", -1)).reversed().forEach(pending::addFirst);
        }
        return resolved;
    }

    private static Optional<String> linkAt(Optional<LayeredTree> image, String path) {
        if (image.isEmpty()) {
            return Optional.empty();
        }
        Optional<Entry> entry = image.get().lookupNoFollow(path);
        return entry.filter(found -> found.kind() == LayeredTree.Kind.LINK).map(image.get()::readLink);
    }
}
