package io.dray.template.function;

import java.util.ArrayList;
import java.util.List;

/** Go's package path: slashes only, no file system. */
final class Paths {
    private Paths() {}

    /** The last element; {@code .} of an empty path. */
    static String base(String path) {
        if (path.isEmpty()) {
            return ".";
        }
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return end == 0 ? "/" : path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }

    /** What stands behind the last point of the last element, with the point. */
    static String extension(String path) {
        int point = path.lastIndexOf('.');
        return point <= path.lastIndexOf('/') ? "" : path.substring(point);
    }

    /** All but the last element, cleaned. */
    static String directory(String path) {
        return clean(path.substring(0, path.lastIndexOf('/') + 1));
    }

    /** The shortest path of the same meaning. */
    static String clean(String path) {
        boolean rooted = path.startsWith("/");
        List<String> kept = new ArrayList<>();
        for (String element : Texts.split(path, "/")) {
            boolean up = element.equals("..");
            if (up && !kept.isEmpty() && !kept.getLast().equals("..")) {
                kept.removeLast();
            } else if (up ? !rooted : !element.isEmpty() && !element.equals(".")) {
                kept.add(element);
            }
        }
        String joined = String.join("/", kept);
        return rooted ? "/" + joined : joined.isEmpty() ? "." : joined;
    }
}
