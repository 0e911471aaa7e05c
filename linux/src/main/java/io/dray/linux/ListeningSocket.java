package io.dray.linux;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A socket that listens on all addresses of this process's network, over IPv6 and IPv4 where the kernel knows both. It stays open
 * until the process ends, and over {@link ProgramReplacement}.
 *
 * @param descriptor its number in this process
 */
public record ListeningSocket(int descriptor) {
    private static final long FAMILY_IPV4 = 2;
    private static final long FAMILY_IPV6 = 10;
    private static final long STREAM = 1;
    private static final long DATAGRAM = 2;
    private static final long CLOSE_ON_EXEC = 02000000;
    private static final long LEVEL_SOCKET = 1;
    private static final long REUSE_ADDRESS = 2;
    private static final long LEVEL_IPV6 = 41;
    private static final long ONLY_IPV6 = 26;
    private static final long WAITING = 4096;
    private static final int LENGTH_IPV4 = 16;
    private static final int LENGTH_IPV6 = 28;
    private static final ValueLayout.OfShort NETWORK_SHORT = ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

    /**
     * Opens one.
     *
     * @param stream whether it is one of TCP; otherwise of UDP
     * @throws IOException if something else listens there, or this process may not
     */
    public static ListeningSocket open(boolean stream, int port) throws IOException {
        String shown = (stream ? "tcp" : "udp") + " port " + port;
        try (NativeScope scope = new NativeScope()) {
            try {
                return open(scope, stream, port, FAMILY_IPV6);
            } catch (ErrnoException e) {
                if (e.errno() != Errno.EAFNOSUPPORT && e.errno() != Errno.EADDRNOTAVAIL) {
                    throw e;
                }
                return open(scope, stream, port, FAMILY_IPV4);
            }
        } catch (ErrnoException e) {
            throw e.on(shown);
        }
    }

    private static ListeningSocket open(NativeScope scope, boolean stream, int port, long family)
            throws ErrnoException {
        boolean both = family == FAMILY_IPV6;
        int descriptor = (int) scope.call(SystemCall.SOCKET, family, (stream ? STREAM : DATAGRAM) | CLOSE_ON_EXEC, 0);
        try {
            listen(scope, descriptor, stream, port, both);
        } catch (ErrnoException e) {
            scope.call(SystemCall.CLOSE, descriptor);
            throw e;
        }
        return new ListeningSocket(descriptor);
    }

    private static void listen(NativeScope scope, int descriptor, boolean stream, int port, boolean both)
            throws ErrnoException {
        set(scope, descriptor, LEVEL_SOCKET, REUSE_ADDRESS, 1);
        if (both) {
            set(scope, descriptor, LEVEL_IPV6, ONLY_IPV6, 0);
        }
        MemorySegment address = scope.memory(LENGTH_IPV6);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) (both ? FAMILY_IPV6 : FAMILY_IPV4));
        address.set(NETWORK_SHORT, Short.BYTES, (short) port);
        scope.call(SystemCall.BIND, descriptor, address.address(), both ? LENGTH_IPV6 : LENGTH_IPV4);
        if (stream) {
            scope.call(SystemCall.LISTEN, descriptor, WAITING);
        }
    }

    private static void set(NativeScope scope, int descriptor, long level, long option, int value)
            throws ErrnoException {
        MemorySegment memory = scope.memory(Integer.BYTES);
        memory.set(ValueLayout.JAVA_INT, 0, value);
        scope.call(SystemCall.SETSOCKOPT, descriptor, level, option, memory.address(), Integer.BYTES);
    }
}
