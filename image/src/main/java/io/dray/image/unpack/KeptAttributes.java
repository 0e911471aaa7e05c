package io.dray.image.unpack;

import io.dray.linux.FileKind;

/**
 * Which extended attributes belong to an image: capabilities, access lists and those of users. All others say something about
 * the machine that a file was on.
 */
public final class KeptAttributes {
    static final String ACL_ACCESS = "system.posix_acl_access";
    static final String ACL_DEFAULT = "system.posix_acl_default";

    private static final String CAPABILITY = "security.capability";
    private static final String USER = "user.";
    private static final String USER_OVERLAY = "user.overlay.";
    private static final String TRUSTED_OVERLAY = "trusted.overlay.";

    private KeptAttributes() {}

    /** Whether an attribute of a file of this kind is kept. */
    public static boolean contains(String name, FileKind kind) {
        // the kernel has attributes of users on files and directories only
        boolean user = name.startsWith(USER) && (kind == FileKind.FILE || kind == FileKind.DIRECTORY);
        return !isOverlays(name)
                && (user || name.equals(CAPABILITY) || name.equals(ACL_ACCESS) || name.equals(ACL_DEFAULT));
    }

    /** Whether the attribute tells overlayfs something about the file. */
    public static boolean isOverlays(String name) {
        return name.startsWith(USER_OVERLAY) || name.startsWith(TRUSTED_OVERLAY);
    }
}
