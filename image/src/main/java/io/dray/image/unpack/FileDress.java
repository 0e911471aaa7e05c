package io.dray.image.unpack;

import io.dray.core.InvalidInputException;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarType;
import io.dray.linux.ByteString;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.ErrnoException;
import io.dray.linux.FileHandle;
import java.io.IOException;
import java.util.Map;

/** Gives files what their entries say of them. Owners come first: changing them takes setuid bits and capabilities away. */
final class FileDress {
    /** Bits of a mode that may only be set when the owner is right and the content whole. */
    private static final int SPECIAL = 07000;

    private FileDress() {}

    /** The mode in which to make a plain file. */
    static int firstMode(TarEntry entry) {
        return entry.mode() & ~SPECIAL;
    }

    /** Gives a plain file that was made in its first mode everything else; nothing may be written to it afterwards. */
    static void dress(FileHandle file, TarEntry entry, Map<String, byte[]> attributes) throws IOException {
        if (!entry.owner().equals(TarEntry.Owner.ROOT)) {
            file.changeOwner(entry.owner().uid(), entry.owner().gid());
        }
        if ((entry.mode() & SPECIAL) != 0) {
            file.changeMode(entry.mode());
        }
        for (Map.Entry<String, byte[]> attribute : attributes.entrySet()) {
            change(attribute.getKey(), attribute.getValue(), file::changeAttribute);
        }
        file.changeTime(entry.modified());
    }

    /** The same for a link, a device or a fifo. */
    static void dress(DirectoryHandle parent, ByteString name, TarEntry entry, Map<String, byte[]> attributes)
            throws IOException {
        if (!entry.owner().equals(TarEntry.Owner.ROOT)) {
            parent.changeOwner(name, entry.owner().uid(), entry.owner().gid());
        }
        if (entry.type() != TarType.LINK) {
            parent.changeMode(name, entry.mode());
        }
        changeAttributes(parent, name, attributes);
        parent.changeTime(name, entry.modified());
    }

    static void changeAttributes(DirectoryHandle parent, ByteString name, Map<String, byte[]> attributes)
            throws IOException {
        for (Map.Entry<String, byte[]> attribute : attributes.entrySet()) {
            changeAttribute(parent, name, attribute.getKey(), attribute.getValue());
        }
    }

    static void changeAttribute(DirectoryHandle parent, ByteString name, String attribute, byte[] value)
            throws IOException {
        change(attribute, value, (key, content) -> parent.changeAttribute(name, key, content));
    }

    private interface Change {
        void run(String attribute, byte[] value) throws IOException;
    }

    /** What the kernel cannot make sense of is the archive's fault, not the machine's. */
    private static void change(String attribute, byte[] value, Change change) throws IOException {
        try {
            change.run(attribute, value);
        } catch (ErrnoException e) {
            String shown = ByteString.of(attribute).toString();
            switch (e.errno()) {
                case EINVAL, ERANGE ->
                    throw new InvalidInputException("its attribute " + shown + " is malformed", null, e);
                case ENOSPC, E2BIG ->
                    throw new InvalidInputException(
                            "its attribute " + shown + " of " + value.length
                                    + " bytes is more than the file system can keep with one file",
                            null,
                            e);
                default -> throw e;
            }
        }
    }
}
