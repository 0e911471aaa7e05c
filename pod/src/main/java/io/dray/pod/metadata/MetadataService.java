package io.dray.pod.metadata;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dray.core.DrayException;
import io.dray.core.EnvironmentException;
import io.dray.core.OperationFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves all pods of the machine from one process. It listens on all addresses, because pods reach the machine by several; an
 * answer needs the token of a pod.
 *
 * <p>Life: {@link #start} listens, answers itself each kind of request once - a JVM's first answer takes longer than validators
 * wait - and only then lets pods be registered; {@link #close} ends both.
 */
public final class MetadataService implements AutoCloseable {
    private static final int MAX_FORM_BYTES = 1 << 20;

    private final MetadataRegistry registry;
    private final HttpServer server;
    private final ExecutorService threads;

    private MetadataService(MetadataRegistry registry, HttpServer server, ExecutorService threads) {
        this.registry = registry;
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts the service of a machine.
     *
     * @param port where to listen; 0 for any that is free
     * @throws DrayException if another process serves, or the port is taken
     */
    public static MetadataService start(MetadataRegistry registry, int port) {
        Optional<MetadataRegistry.Announcement> other = registry.service();
        if (other.isPresent() && other.get().owner().isAlive()) {
            throw new EnvironmentException(
                    "a metadata service runs already: process "
                            + other.get().owner().pid(),
                    "one serves all pods of the machine");
        }
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            server.setExecutor(threads);
            MetadataService service = new MetadataService(registry, server, threads);
            service.serve();
            return service;
        } catch (BindException e) {
            throw new EnvironmentException(
                    "cannot listen on port " + port + ": another program does", "choose one with --listen-port", e);
        } catch (IOException e) {
            throw new OperationFailedException("cannot start the metadata service: " + e.getMessage(), null, e);
        }
    }

    private void serve() throws IOException {
        IdentityKey key = IdentityKey.in(registry.key());
        Path directory = Files.createTempDirectory("dray-metadata");
        try {
            Rehearsal rehearsal = Rehearsal.in(directory);
            MetadataRequests rehearsed = new MetadataRequests(rehearsal::find, key);
            MetadataRequests real =
                    new MetadataRequests(token -> registry.find(token).map(ServedPod::of), key);
            server.createContext("/", exchange -> handle(exchange, real));
            server.createContext(rehearsal.context(), exchange -> handle(exchange, rehearsed));
            server.start();
            rehearsal.play(port());
            server.removeContext(rehearsal.context());
        } finally {
            Rehearsal.remove(directory);
        }
        registry.announce(port());
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static void handle(HttpExchange exchange, MetadataRequests requests) throws IOException {
        try (exchange) {
            byte[] form = exchange.getRequestBody().readNBytes(MAX_FORM_BYTES + 1);
            Answer answer = form.length > MAX_FORM_BYTES
                    ? Answer.text(413, "at most 1 MiB can be signed\n")
                    : requests.answerAlways(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            new String(form, StandardCharsets.UTF_8));
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            if (answer.body().length > 0) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    @Override
    public void close() {
        try {
            registry.retract();
        } catch (IOException e) {
            throw new OperationFailedException("cannot end the metadata service: " + e.getMessage(), null, e);
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    /** A made-up pod and every kind of request for it. */
    private record Rehearsal(String token, ServedPod pod) {
        private static final List<String> GETS = List.of(
                "pod/manifest",
                "pod/uuid",
                "pod/annotations",
                "apps/a/image/manifest",
                "apps/a/image/id",
                "apps/a/annotations");
        private static final int ROUNDS = 3;

        static Rehearsal in(Path directory) throws IOException {
            Files.createDirectories(directory.resolve("images/i"));
            Files.writeString(
                    directory.resolve("images/i/manifest"), "{\"annotations\":[{\"name\":\"n\",\"value\":\"v\"}]}");
            Path manifest = Files.writeString(
                    directory.resolve("manifest"),
                    "{\"apps\":[{\"name\":\"a\",\"image\":{\"id\":\"i\"}}],\"annotations\":[]}");
            UUID uuid = UUID.randomUUID();
            return new Rehearsal(uuid.toString(), new ServedPod(uuid, manifest, directory.resolve("images")));
        }

        String context() {
            return "/" + token;
        }

        Optional<ServedPod> find(String asked) {
            return asked.equals(token) ? Optional.of(pod) : Optional.empty();
        }

        void play(int port) throws IOException {
            String base = context() + MetadataRequests.BASE;
            for (int round = 0; round < ROUNDS; round++) {
                for (String path : GETS) {
                    request(port, "GET " + base + path, "");
                }
                String signature = request(port, "POST " + base + "pod/hmac/sign", "content=c");
                request(
                        port,
                        "POST " + base + "pod/hmac/verify",
                        "content=c&uuid=" + pod.uuid() + "&signature=" + signature.replace("+", "%2B"));
            }
        }

        /** By a plain socket: a client of the JDK would take longer to load than the service. */
        private static String request(int port, String line, String form) throws IOException {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                OutputStream out = socket.getOutputStream();
                out.write((line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                                + form.length() + "\r\n\r\n" + form)
                        .getBytes(StandardCharsets.US_ASCII));
                out.flush();
                InputStream in = socket.getInputStream();
                String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
                if (!answer.startsWith("HTTP/1.1 200")) {
                    throw new IOException(
                            "it answers itself '" + answer.lines().findFirst().orElse("") + "'");
                }
                return answer.substring(answer.indexOf("\r\n\r\n") + 4);
            }
        }

        static void remove(Path directory) throws IOException {
            for (String name : List.of("images/i/manifest", "images/i", "images", "manifest", "")) {
                Files.deleteIfExists(directory.resolve(name));
            }
        }
    }
}
