package io.dray.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server on the loopback that has images, keys and pages of discovery, with ETags and parts. */
final class ImageServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile String cacheControl = "";
    private final AtomicInteger deferrals = new AtomicInteger();

    private ImageServer(HttpServer server) {
        this.server = server;
    }

    static ImageServer start() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ImageServer server = new ImageServer(http);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    String host() {
        return "localhost:" + server.getAddress().getPort();
    }

    String url(String path) {
        return "http://" + host() + path;
    }

    ImageServer with(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    ImageServer withPage(String path, String page) {
        return with(path, page.getBytes(StandardCharsets.UTF_8));
    }

    /** Says of everything how long it stays as it is. */
    void keepFresh(String value) {
        cacheControl = value;
    }

    /** Answers 202 to so many requests for signatures. */
    void defer(int count) {
        deferrals.set(count);
    }

    /** What was asked, and what was answered: {@code GET /x.aci 200}. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            int status = status(exchange, path);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + status);
            exchange.getResponseHeaders().set("ETag", "\"" + path.hashCode() + "\"");
            if (!cacheControl.isEmpty()) {
                exchange.getResponseHeaders().set("Cache-Control", cacheControl);
            }
            byte[] content = status == 200 ? files.getOrDefault(path, new byte[0]) : new byte[0];
            exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private int status(HttpExchange exchange, String path) {
        if (path.endsWith(".asc") && deferrals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return 202;
        }
        if (!files.containsKey(path)) {
            return 404;
        }
        String known = exchange.getRequestHeaders().getFirst("If-None-Match");
        return ("\"" + path.hashCode() + "\"").equals(known) ? 304 : 200;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
