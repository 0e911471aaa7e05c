package io.dray.linux;

import io.dray.linux.FileStatus.Device;
import io.dray.linux.FileStatus.FileTime;
import io.dray.linux.FileStatus.Identity;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The kernel's structures that calls on directories use; offsets from linux/stat.h, linux/dirent.h and linux/time.h. */
final class NativeStructs {
    private static final long STATUS_SIZE = 256;
    private static final long STATUS_NO_FOLLOW = 0x100;
    private static final long STATUS_BASIC = 0x7ff;
    private static final int NAMES_SIZE = 32 * 1024;
    private static final int PERMISSIONS = 07777;
    private static final long UNSIGNED = 0xFFFF_FFFFL;

    private NativeStructs() {}

    /** How the kernel packs the numbers of a device (linux/kdev_t.h, {@code new_encode_dev}). */
    static long deviceNumber(Device device) {
        long minor = device.minor();
        return (minor & 0xff) | ((long) device.major() << 8) | ((minor & ~0xffL) << 12);
    }

    /** The address of two equal times, of access and of modification. */
    static long times(NativeScope scope, FileTime time) {
        MemorySegment times = scope.memory(4 * Long.BYTES);
        for (int i = 0; i < 2; i++) {
            times.setAtIndex(ValueLayout.JAVA_LONG, 2L * i, time.seconds());
            times.setAtIndex(ValueLayout.JAVA_LONG, 2L * i + 1, time.nanos());
        }
        return times.address();
    }

    static FileStatus status(NativeScope scope, int directory, ByteString name) throws ErrnoException {
        MemorySegment s = scope.memory(STATUS_SIZE);
        scope.call(SystemCall.STATX, directory, scope.string(name), STATUS_NO_FOLLOW, STATUS_BASIC, s.address());
        int mode = s.get(ValueLayout.JAVA_SHORT, 28);
        return new FileStatus(
                FileKind.ofMode(mode),
                mode & PERMISSIONS,
                s.get(ValueLayout.JAVA_INT, 20) & UNSIGNED,
                s.get(ValueLayout.JAVA_INT, 24) & UNSIGNED,
                s.get(ValueLayout.JAVA_LONG, 40),
                new FileTime(s.get(ValueLayout.JAVA_LONG, 112), s.get(ValueLayout.JAVA_INT, 120)),
                new Identity(
                        ((long) s.get(ValueLayout.JAVA_INT, 136) << 32) | s.get(ValueLayout.JAVA_INT, 140),
                        s.get(ValueLayout.JAVA_LONG, 32),
                        s.get(ValueLayout.JAVA_INT, 16) & UNSIGNED),
                new Device(s.get(ValueLayout.JAVA_INT, 128), s.get(ValueLayout.JAVA_INT, 132)));
    }

    /** Reads all names of an open directory, in the order of the file system. */
    static void readNames(NativeScope scope, int directory, NameList.Builder names) throws ErrnoException {
        MemorySegment buffer = scope.memory(NAMES_SIZE);
        while (true) {
            long length = scope.call(SystemCall.GETDENTS64, directory, buffer.address(), NAMES_SIZE);
            if (length == 0) {
                return;
            }
            long offset = 0;
            while (offset < length) {
                long nameStart = offset + 19;
                long nameEnd = nameStart;
                while (buffer.get(ValueLayout.JAVA_BYTE, nameEnd) != 0) {
                    nameEnd++;
                }
                names.add(buffer.asSlice(nameStart, nameEnd - nameStart).toArray(ValueLayout.JAVA_BYTE));
                offset += buffer.get(ValueLayout.JAVA_SHORT_UNALIGNED, offset + 16);
            }
        }
    }

    static ByteString bytes(MemorySegment segment, long start, long end) {
        return ByteString.copyOf(segment.asSlice(start, end - start).toArray(ValueLayout.JAVA_BYTE));
    }
}
