package io.dray.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that opens tunnels: wherever they are said to lead, they lead to one server on the loopback. */
final class TunnelProxy implements AutoCloseable {
    private final ServerSocket socket;
    private final int target;
    private final String password;
    private final List<String> heads = new CopyOnWriteArrayList<>();

    private TunnelProxy(ServerSocket socket, int target, String password) {
        this.socket = socket;
        this.target = target;
        this.password = password;
    }

    /**
     * Starts one.
     *
     * @param password what clients must say as {@code Proxy-Authorization}; empty for nothing
     */
    static TunnelProxy to(int target, String password) throws IOException {
        TunnelProxy proxy =
                new TunnelProxy(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()), target, password);
        Thread.ofVirtual().start(proxy::serve);
        return proxy;
    }

    String address() {
        return "localhost:" + socket.getLocalPort();
    }

    /** What clients said to open tunnels, with all headers. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    private void serve() {
        try {
            while (true) {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> tunnel(client));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void tunnel(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            String head = head(client.getInputStream());
            heads.add(head);
            boolean allowed = password.isEmpty() || head.contains("Proxy-Authorization: " + password + "\r\n");
            String answer = head.startsWith("CONNECT ") && allowed
                    ? "HTTP/1.1 200 Connected"
                    : allowed
                            ? "HTTP/1.1 405 Only tunnels"
                            : "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0";
            client.getOutputStream().write((answer + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            if (answer.startsWith("HTTP/1.1 200")) {
                Thread back = Thread.ofVirtual().start(() -> copy(server, client));
                copy(client, server);
                back.join();
            }
        } catch (IOException _) {
            // one side has hung up
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            // one side has hung up
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("hung up");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
