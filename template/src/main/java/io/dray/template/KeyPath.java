package io.dray.template;

/**
 * The dotted path of an attribute: {@code redis.port}, {@code redis.slaves[0]}; a key that is no plain name stands in
 * brackets: {@code sysctl["net.core.somaxconn"]}.
 */
public final class KeyPath {
    /** The path of the whole tree. */
    public static final String ROOT = "";

    private KeyPath() {}

    /** The path of a map's value. */
    public static String child(String path, String key) {
        if (!isPlain(key)) {
            return path + "[\"" + key + "\"]";
        }
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The path of a list's item, counted from 0. */
    public static String item(String path, int index) {
        return path + "[" + index + "]";
    }

    private static boolean isPlain(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c == '.' || c == '[' || c == ']' || c == '"' || c <= ' ') {
                return false;
            }
        }
        return !key.isEmpty();
    }
}
