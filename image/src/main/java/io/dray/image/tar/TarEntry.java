package io.dray.image.tar;

import io.dray.linux.ByteString;
import io.dray.linux.FileStatus.Device;
import io.dray.linux.FileStatus.FileTime;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One entry of a tar archive, without its data. Made with {@link #builder}.
 *
 * @param name its path as in the archive
 * @param type what it makes
 * @param mode permissions, with the setuid, setgid and sticky bits
 * @param owner user and group, as numbers
 * @param size bytes of data that follow; 0 unless a plain file
 * @param modified time of last change
 * @param target of a link where it points, of a hard link the earlier entry's name; otherwise empty
 * @param device of a device what it stands for
 * @param attributes extended attributes, by full name
 */
public record TarEntry(
        ByteString name,
        TarType type,
        int mode,
        Owner owner,
        long size,
        FileTime modified,
        ByteString target,
        Device device,
        Map<String, byte[]> attributes) {
    /**
     * To whom a file belongs.
     *
     * @param uid user
     * @param gid group
     */
    public record Owner(long uid, long gid) {
        public static final Owner ROOT = new Owner(0, 0);
    }

    public TarEntry {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /** An empty entry of root's, mode 0644, of 1970. */
    public static Builder builder(ByteString name, TarType type) {
        return new Builder(name, type);
    }

    /** Not thread-safe. */
    public static final class Builder {
        private final ByteString name;
        private final TarType type;
        private int mode = 0644;
        private Owner owner = Owner.ROOT;
        private long size;
        private FileTime modified = new FileTime(0, 0);
        private ByteString target = ByteString.of("");
        private Device device = Device.NONE;
        private Map<String, byte[]> attributes = Map.of();

        private Builder(ByteString name, TarType type) {
            this.name = name;
            this.type = type;
        }

        public Builder mode(int value) {
            mode = value;
            return this;
        }

        public Builder owner(Owner value) {
            owner = value;
            return this;
        }

        public Builder size(long value) {
            size = value;
            return this;
        }

        public Builder modified(FileTime value) {
            modified = value;
            return this;
        }

        public Builder target(ByteString value) {
            target = value;
            return this;
        }

        public Builder device(Device value) {
            device = value;
            return this;
        }

        public Builder attributes(Map<String, byte[]> value) {
            attributes = value;
            return this;
        }

        public TarEntry build() {
            return new TarEntry(name, type, mode, owner, size, modified, target, device, attributes);
        }
    }
}
