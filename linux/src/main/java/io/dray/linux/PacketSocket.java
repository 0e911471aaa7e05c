package io.dray.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/**
 * A connection to a socket of packets ({@code SOCK_SEQPACKET}, unix(7)) in the file system, which Java's own channels do not
 * make. One thread may receive while another one sends.
 */
public final class PacketSocket implements AutoCloseable {
    /** The longest packet that is received as a whole. */
    public static final int LONGEST = 64 * 1024;

    private static final long FAMILY_UNIX = 1;
    private static final long PACKETS = 5;
    private static final long CLOSE_ON_EXEC = 02000000;
    private static final int LONGEST_PATH = 108;

    private final int descriptor;
    private final String shown;

    private PacketSocket(int descriptor, String shown) {
        this.descriptor = descriptor;
        this.shown = shown;
    }

    /**
     * Connects to the socket in this directory, however long the directory's path is.
     *
     * @throws IOException if there is none, or nobody listens
     */
    public static PacketSocket connect(Path directory, String name) throws IOException {
        String shown = directory.resolve(name).toString();
        int parent = Opening.DIRECTORY.open(directory);
        try (NativeScope scope = new NativeScope()) {
            int descriptor = (int) scope.call(SystemCall.SOCKET, FAMILY_UNIX, PACKETS | CLOSE_ON_EXEC, 0);
            PacketSocket socket = new PacketSocket(descriptor, shown);
            try {
                byte[] path = ("/proc/self/fd/" + parent + "/" + name).getBytes(Opening.fileNames());
                MemorySegment address = scope.memory(2 + LONGEST_PATH);
                address.set(ValueLayout.JAVA_SHORT, 0, (short) FAMILY_UNIX);
                MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, 2, path.length);
                scope.call(SystemCall.CONNECT, descriptor, address.address(), 2 + path.length + 1);
                return socket;
            } catch (ErrnoException e) {
                socket.close();
                throw e.on(shown);
            }
        } catch (ErrnoException e) {
            throw e.on(shown);
        } finally {
            close(parent);
        }
    }

    /**
     * Waits for the next packet.
     *
     * @return the packet; empty at the end of the connection
     */
    public byte[] receive() throws IOException {
        try (Arena arena = Arena.ofConfined();
                NativeScope scope = new NativeScope()) {
            MemorySegment buffer = arena.allocate(LONGEST);
            int length = (int) scope.call(SystemCall.READ, descriptor, buffer.address(), LONGEST);
            return buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ECONNRESET) {
                // it ended without reading all that was sent
                return new byte[0];
            }
            throw e.on(shown);
        }
    }

    /** Sends one packet; waits as long as the other side does not take it. */
    public void send(byte[] packet) throws IOException {
        try (Arena arena = Arena.ofConfined();
                NativeScope scope = new NativeScope()) {
            MemorySegment buffer = arena.allocate(Math.max(packet.length, 1));
            MemorySegment.copy(packet, 0, buffer, ValueLayout.JAVA_BYTE, 0, packet.length);
            scope.call(SystemCall.WRITE, descriptor, buffer.address(), packet.length);
        } catch (ErrnoException e) {
            throw e.on(shown);
        }
    }

    @Override
    public void close() throws IOException {
        close(descriptor);
    }

    private static void close(int descriptor) throws IOException {
        try (NativeScope scope = new NativeScope()) {
            scope.call(SystemCall.CLOSE, descriptor);
        } catch (ErrnoException e) {
            throw e.on("a socket");
        }
    }
}
