package io.dray.image.unpack;

import io.dray.core.InvalidInputException;
import io.dray.linux.ByteString;

/**
 * Turns names in archives into paths below a root, without leading, trailing or doubled slashes and without dots. Whatever
 * could mean something outside of the root is refused.
 */
public final class EntryPaths {
    private static final ByteString EMPTY = ByteString.of("");

    private EntryPaths() {}

    /**
     * The clean path.
     *
     * @return empty for the root itself
     */
    public static ByteString clean(ByteString name) {
        check(!name.isEmpty(), "its name is empty");
        check(name.at(0) != '/', "its name is an absolute path");
        check(name.indexOf('\0', 0) < 0, "its name holds a NUL byte");
        check(name.length() <= UnpackLimits.MAX_PATH, "its name is longer than " + UnpackLimits.MAX_PATH + " bytes");
        ByteString path = EMPTY;
        int depth = 0;
        int start = 0;
        while (start < name.length()) {
            int slash = name.indexOf('/', start);
            int end = slash < 0 ? name.length() : slash;
            ByteString component = name.substring(start, end);
            if (!component.isEmpty() && !component.is(".")) {
                check(!component.is(".."), "its name climbs with ..");
                check(
                        component.length() <= UnpackLimits.MAX_NAME,
                        "a part of its name is longer than " + UnpackLimits.MAX_NAME + " bytes");
                path = path.resolve(component);
                check(
                        ++depth <= UnpackLimits.MAX_DEPTH,
                        "it lies deeper than " + UnpackLimits.MAX_DEPTH + " directories");
            }
            start = end + 1;
        }
        return path;
    }

    private static void check(boolean good, String rule) {
        if (!good) {
            throw new InvalidInputException(rule);
        }
    }
}
