package io.dray.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Extended attributes of one file, by its path; a link is itself the file (xattr(7)). */
final class ExtendedAttributes {
    /** The kernel's own limit, of the list as of one value. */
    private static final int MAX_SIZE = 64 * 1024;

    private ExtendedAttributes() {}

    /** Ordered by name. Most files have none, which costs one call. */
    static Map<String, byte[]> read(NativeScope scope, ByteString path) throws ErrnoException {
        Map<String, byte[]> attributes = new TreeMap<>();
        long file = scope.string(path);
        long listSize = size(scope, SystemCall.LLISTXATTR, file, 0, 0);
        if (listSize == 0) {
            return attributes;
        }
        MemorySegment list = scope.memory(MAX_SIZE);
        long length = scope.call(SystemCall.LLISTXATTR, file, list.address(), MAX_SIZE);
        MemorySegment value = scope.memory(MAX_SIZE);
        long start = 0;
        for (long i = 0; i < length; i++) {
            if (list.get(ValueLayout.JAVA_BYTE, i) == 0) {
                byte[] name = list.asSlice(start, i - start).toArray(ValueLayout.JAVA_BYTE);
                long valueSize =
                        scope.call(SystemCall.LGETXATTR, file, list.address() + start, value.address(), MAX_SIZE);
                attributes.put(
                        new String(name, StandardCharsets.UTF_8),
                        value.asSlice(0, valueSize).toArray(ValueLayout.JAVA_BYTE));
                start = i + 1;
            }
        }
        return attributes;
    }

    /** A file system that knows no attributes has a list of none. */
    private static long size(NativeScope scope, SystemCall call, long... arguments) throws ErrnoException {
        try {
            return scope.call(call, arguments);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EOPNOTSUPP) {
                return 0;
            }
            throw e;
        }
    }

    static void write(NativeScope scope, ByteString path, String attribute, byte[] value) throws ErrnoException {
        write(scope, SystemCall.LSETXATTR, scope.string(path), attribute, value);
    }

    /** Of an open file. */
    static void write(NativeScope scope, int descriptor, String attribute, byte[] value) throws ErrnoException {
        write(scope, SystemCall.FSETXATTR, descriptor, attribute, value);
    }

    private static void write(NativeScope scope, SystemCall call, long file, String attribute, byte[] value)
            throws ErrnoException {
        MemorySegment content = scope.memory(Math.max(1, value.length));
        MemorySegment.copy(value, 0, content, ValueLayout.JAVA_BYTE, 0, value.length);
        scope.call(call, file, scope.string(ByteString.of(attribute)), content.address(), value.length, 0);
    }
}
