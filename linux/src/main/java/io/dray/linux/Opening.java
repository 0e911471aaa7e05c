package io.dray.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.function.Supplier;

/** The ways in which files are opened; every one closes the descriptor when another program is started. */
enum Opening {
    /** A directory, not through a link. */
    DIRECTORY(Flags.DIRECTORY | Flags.NO_FOLLOW, 0, 0),
    /** A directory at a path that is resolved as if the starting point were the root of the machine. */
    DIRECTORY_IN_ROOT(Flags.DIRECTORY, 0, Flags.RESOLVE_IN_ROOT | Flags.RESOLVE_NO_MAGIC_LINKS),
    /** A plain file that must not be there yet, for writing. */
    NEW_FILE(Flags.WRITE_ONLY | Flags.CREATE | Flags.EXCLUSIVE | Flags.NO_FOLLOW, 0600, 0),
    /** A file that is there, for reading. */
    EXISTING_FILE(Flags.NO_FOLLOW | Flags.NON_BLOCKING, 0, 0),
    /** A file to hold a lock on, made if need be. */
    LOCK_FILE(Flags.READ_WRITE | Flags.CREATE | Flags.NO_FOLLOW, 0600, 0);

    /** From asm-generic/fcntl.h and linux/openat2.h; aarch64 differs in two, see {@link #aarch64}. */
    private static final class Flags {
        static final long WRITE_ONLY = 01;
        static final long READ_WRITE = 02;
        static final long CREATE = 0100;
        static final long EXCLUSIVE = 0200;
        static final long NON_BLOCKING = 04000;
        static final long DIRECTORY = 0200000;
        static final long NO_FOLLOW = 0400000;
        static final long CLOSE_ON_EXEC = 02000000;
        static final long RESOLVE_NO_MAGIC_LINKS = 0x02;
        static final long RESOLVE_IN_ROOT = 0x10;
        static final long ARM_DIRECTORY = 040000;
        static final long ARM_NO_FOLLOW = 0100000;
    }

    private static final long CURRENT_DIRECTORY = -100;
    private static final int RACES = 16;
    private static final long HOW_SIZE = 3 * Long.BYTES;

    private final long flags;
    private final long mode;
    private final long resolve;

    Opening(long flags, long mode, long resolve) {
        this.flags = flags | Flags.CLOSE_ON_EXEC;
        this.mode = mode;
        this.resolve = resolve;
    }

    /** Opens a path of the machine; relative ones are relative to this process's directory. */
    int open(Path path) throws ErrnoException {
        return open(CURRENT_DIRECTORY, ByteString.copyOf(path.toString().getBytes(fileNames())), mode, path::toString);
    }

    /** How the platform decodes the names of files: by the locale, not always as UTF-8. */
    static Charset fileNames() {
        return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    }

    /**
     * Opens a name or path relative to an open directory; returns the descriptor.
     *
     * @param shown what messages call it; asked for only if there is one
     */
    int open(long directory, ByteString path, Supplier<String> shown) throws ErrnoException {
        return open(directory, path, mode, shown);
    }

    /**
     * The same for a file that is made.
     *
     * @param permissions of the new file, without those that this process's mask takes away
     */
    int open(long directory, ByteString path, long permissions, Supplier<String> shown) throws ErrnoException {
        try (NativeScope scope = new NativeScope()) {
            MemorySegment how = scope.memory(HOW_SIZE);
            how.set(ValueLayout.JAVA_LONG, 0, machineFlags());
            how.set(ValueLayout.JAVA_LONG, Long.BYTES, permissions);
            how.set(ValueLayout.JAVA_LONG, 2 * Long.BYTES, resolve);
            for (int attempt = 1; ; attempt++) {
                try {
                    return (int) scope.call(SystemCall.OPENAT2, directory, scope.string(path), how.address(), HOW_SIZE);
                } catch (ErrnoException e) {
                    // the kernel gives up resolving inside a root when somebody renames directories meanwhile
                    if (e.errno() != Errno.EAGAIN || attempt == RACES) {
                        throw e.on(shown.get());
                    }
                }
            }
        }
    }

    private long machineFlags() {
        return System.getProperty("os.arch", "").equals("aarch64") ? aarch64(flags) : flags;
    }

    private static long aarch64(long generic) {
        long common = generic & ~(Flags.DIRECTORY | Flags.NO_FOLLOW);
        long directory = (generic & Flags.DIRECTORY) == 0 ? 0 : Flags.ARM_DIRECTORY;
        long noFollow = (generic & Flags.NO_FOLLOW) == 0 ? 0 : Flags.ARM_NO_FOLLOW;
        return common | directory | noFollow;
    }
}
