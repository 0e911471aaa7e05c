package io.dray.image.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.dray.core.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A server on the loopback that fails in all the ways servers do, has one file, and remembers what it was asked. */
final class FlakyServer implements AutoCloseable {
    /** Of the file. */
    static final int LENGTH = 300_000;

    static final String ETAG = "\"one\"";

    private final byte[] content = new byte[LENGTH];
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final HttpServer server;

    private FlakyServer(HttpServer server) {
        this.server = server;
        new Random(7).nextBytes(content);
    }

    static FlakyServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return new FlakyServer(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpTransport impatient() {
        return new HttpTransport(
                HttpSettings.strict(Map.of()).allowingPlainHttp(true).withPatience(Duration.ofMillis(500)));
    }

    void serve(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            try (exchange) {
                requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " range="
                        + exchange.getRequestHeaders().getFirst("Range") + " if="
                        + exchange.getRequestHeaders().getFirst("If-Range") + " auth="
                        + exchange.getRequestHeaders().getFirst("Authorization"));
                handler.handle(exchange);
            }
        });
    }

    void redirect(String from, String to) {
        serve(from, exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    /** Sends the part of the file that the range asks for, at most so many bytes, and then hangs up. */
    void send(HttpExchange exchange, int most) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int start = range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        exchange.getResponseHeaders().set("ETag", ETAG);
        if (range != null) {
            exchange.getResponseHeaders().set("Content-Range", "bytes " + start + "-" + (LENGTH - 1) + "/" + LENGTH);
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, LENGTH - start);
        exchange.getResponseBody().write(content, start, Math.min(most, LENGTH - start));
        exchange.getResponseBody().flush();
    }

    /** Keeps a client waiting to the end of the test. */
    void hold() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** A request of what is served there, of 1 MiB at most. */
    DownloadRequest request(String path) {
        return new DownloadRequest(
                HttpCall.get(uri(path), Authorizer.NONE),
                path,
                "key",
                1L << 20,
                OptionalLong.empty(),
                Optional.empty());
    }

    /** Downloads to this data directory. */
    Download fetch(DownloadRequest request, DataDirectory data) throws IOException {
        try (HttpTransport transport = impatient()) {
            return new Downloader(transport, new DownloadPlace(data)).fetch(request, TransferListener.SILENT);
        }
    }

    byte[] content() {
        return content;
    }

    /** What it was asked so far: method, address, range, condition and authorization. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
    }
}
