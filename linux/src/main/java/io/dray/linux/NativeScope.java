package io.dray.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One or a few system calls and the native memory of their arguments, released on close. The only class of Dray that calls
 * out of Java. Loading it costs some 40 ms, which is why nothing on the way to a container's start may.
 */
final class NativeScope implements AutoCloseable {
    /** How many arguments {@code syscall} takes after the number of the call. */
    private static final int MAX_ARGUMENTS = 5;

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle SYSCALL = function(
            "syscall",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG),
            Linker.Option.firstVariadicArg(1));

    /** These take Java arrays as they are; they touch the page cache only, so the collector waits for microseconds. */
    private static final MethodHandle WRITE = transfer("write");

    private static final MethodHandle READ = transfer("read");

    /** What nearly every call gets by with: allocating costs more than the call itself. Scopes of one thread nest. */
    private static final ThreadLocal<Stack> STACKS = ThreadLocal.withInitial(Stack::new);

    private final Stack stack = STACKS.get();
    private final long start = stack.used;
    private final MemorySegment state = memory(STATE.byteSize());
    private @Nullable Arena arena;

    /** Native memory of a thread, used from its start on. */
    private static final class Stack {
        static final long SIZE = 16 * 1024;

        final MemorySegment memory = Arena.ofAuto().allocate(SIZE, Long.BYTES);
        long used;
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor type, Linker.Option option) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), type, option, Linker.Option.captureCallState("errno"));
    }

    private static MethodHandle transfer(String name) {
        return function(
                name,
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG),
                Linker.Option.critical(true));
    }

    /** The address of a copy of these bytes with a NUL after them. */
    long string(ByteString text) {
        MemorySegment segment = memory(text.length() + 1L);
        MemorySegment.copy(text.toByteArray(), 0, segment, ValueLayout.JAVA_BYTE, 0, text.length());
        return segment.address();
    }

    /** Zeroed memory, aligned for any structure. */
    MemorySegment memory(long size) {
        long aligned = (size + Long.BYTES - 1) & -Long.BYTES;
        if (stack.used + aligned > Stack.SIZE) {
            return allocate(size);
        }
        MemorySegment segment = stack.memory.asSlice(stack.used, size);
        stack.used += aligned;
        return segment.fill((byte) 0);
    }

    private MemorySegment allocate(long size) {
        if (arena == null) {
            arena = Arena.ofConfined();
        }
        return arena.allocate(size, Long.BYTES);
    }

    /**
     * Calls the kernel, again if a signal interrupted it.
     *
     * @return what the call returned, never negative
     */
    long call(SystemCall call, long... arguments) throws ErrnoException {
        long[] all = Arrays.copyOf(arguments, MAX_ARGUMENTS);
        while (true) {
            long result = invoke(call.number(), all);
            if (result >= 0) {
                return result;
            }
            int number = (int) ERRNO.get(state, 0L);
            if (Errno.of(number) != Errno.EINTR) {
                throw new ErrnoException(call.label(), number);
            }
        }
    }

    /** Writes a part of the array; returns how many bytes were taken. */
    int write(int descriptor, byte[] bytes, int start, int length) throws ErrnoException {
        return transfer(WRITE, "write", descriptor, MemorySegment.ofArray(bytes).asSlice(start, length));
    }

    /** Reads into a part of the array; returns how many bytes came, 0 at the end of the file. */
    int read(int descriptor, byte[] bytes, int start, int length) throws ErrnoException {
        return transfer(READ, "read", descriptor, MemorySegment.ofArray(bytes).asSlice(start, length));
    }

    private int transfer(MethodHandle function, String name, int descriptor, MemorySegment part) throws ErrnoException {
        while (true) {
            long result = invokeTransfer(function, descriptor, part);
            if (result >= 0) {
                return (int) result;
            }
            int number = (int) ERRNO.get(state, 0L);
            if (Errno.of(number) != Errno.EINTR) {
                throw new ErrnoException(name, number);
            }
        }
    }

    private long invoke(long number, long[] a) {
        try {
            return (long) SYSCALL.invokeExact(state, number, a[0], a[1], a[2], a[3], a[4]);
        } catch (Throwable t) {
            throw new IllegalStateException("the platform's own call of syscall failed", t);
        }
    }

    private long invokeTransfer(MethodHandle function, int descriptor, MemorySegment part) {
        try {
            return (long) function.invokeExact(state, descriptor, part, part.byteSize());
        } catch (Throwable t) {
            throw new IllegalStateException("the platform's own call of read or write failed", t);
        }
    }

    @Override
    public void close() {
        stack.used = start;
        if (arena != null) {
            arena.close();
        }
    }
}
