package io.dray.image.unpack;

import io.dray.core.InvalidInputException;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarType;
import io.dray.linux.ByteString;
import io.dray.linux.FileStatus.Device;
import java.util.Map;
import java.util.TreeMap;

/** What an entry of an archive may ask for besides its path. */
final class EntryRules {
    /** 4294967295 is -1, for which chown does nothing: the file would stay root's. */
    private static final long MAX_ID = 0xFFFF_FFFEL;

    private static final int ACL_VERSION = 2;
    private static final int ACL_HEADER = 4;
    private static final int ACL_ENTRY = 8;

    private EntryRules() {}

    static void check(TarEntry entry) {
        checkId("owner", entry.owner().uid());
        checkId("group", entry.owner().gid());
        if (entry.type() == TarType.CHARACTER_DEVICE && entry.device().equals(Device.NONE)) {
            throw new InvalidInputException("it is the character device 0:0, which hides files in an overlay");
        }
        if (entry.type() == TarType.LINK && entry.target().isEmpty()) {
            throw new InvalidInputException("it is a link to nothing");
        }
        if (entry.target().indexOf('\0', 0) >= 0) {
            throw new InvalidInputException("its target holds a NUL byte");
        }
        if (entry.target().length() >= UnpackLimits.MAX_PATH) {
            throw new InvalidInputException("its target is longer than " + UnpackLimits.MAX_PATH + " bytes");
        }
    }

    private static void checkId(String what, long id) {
        if (id < 0 || id > MAX_ID) {
            throw new InvalidInputException("its " + what + " " + id + " is not possible");
        }
    }

    /**
     * The extended attributes to set: capabilities, access lists and those of users. Others belong to the machine on which the
     * archive was made and are left out; those by which overlayfs would be led astray are refused.
     */
    static Map<String, byte[]> attributes(TarEntry entry) {
        Map<String, byte[]> kept = new TreeMap<>();
        long total = 0;
        for (Map.Entry<String, byte[]> attribute : entry.attributes().entrySet()) {
            String name = attribute.getKey();
            byte[] value = attribute.getValue();
            total += name.length() + value.length;
            if (total > UnpackLimits.MAX_ATTRIBUTES) {
                throw new InvalidInputException(
                        "its attributes are larger than the limit of " + UnpackLimits.MAX_ATTRIBUTES + " bytes");
            }
            if (KeptAttributes.isOverlays(name)) {
                throw new InvalidInputException("its attribute " + ByteString.of(name) + " is reserved for overlays");
            }
            if (name.indexOf('\0') >= 0 || name.length() > UnpackLimits.MAX_NAME) {
                throw new InvalidInputException(
                        "the name of its attribute " + ByteString.of(name).brief() + " is longer than "
                                + UnpackLimits.MAX_NAME + " bytes or holds a NUL byte");
            }
            if (name.equals(KeptAttributes.ACL_ACCESS) || name.equals(KeptAttributes.ACL_DEFAULT)) {
                checkAccessList(name, value);
            }
            if (KeptAttributes.contains(name, entry.type().kind())) {
                kept.put(name, value);
            }
        }
        return kept;
    }

    private static void checkAccessList(String name, byte[] value) {
        boolean wellFormed = value.length >= ACL_HEADER
                && value[0] == ACL_VERSION
                && value[1] == 0
                && value[2] == 0
                && value[3] == 0
                && (value.length - ACL_HEADER) % ACL_ENTRY == 0;
        if (!wellFormed) {
            throw new InvalidInputException("its attribute " + name + " is malformed");
        }
    }
}
