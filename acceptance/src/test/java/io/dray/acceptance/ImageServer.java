package io.dray.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
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
    private static final String NOTHING_SAID = "nothing";

    private final HttpServer server;
    private final String scheme;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, String> types = new ConcurrentHashMap<>();
    private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
    private final Map<String, Integer> breaks = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> credentials = new CopyOnWriteArrayList<>();
    private final AtomicInteger deferrals = new AtomicInteger();
    private volatile String cacheControl = "";
    private volatile Demand demand = new Demand("none", "", "");

    /** Everything below a path is given only to who says this; others are told the challenge. */
    private record Demand(String below, String challenge, String authorization) {}

    private ImageServer(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
    }

    static ImageServer start() throws IOException {
        return started(HttpServer.create(loopback(), 0), "http");
    }

    static ImageServer start(TlsCertificate certificate) throws IOException {
        HttpsServer https = HttpsServer.create(loopback(), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        return started(https, "https");
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static ImageServer started(HttpServer http, String scheme) {
        ImageServer server = new ImageServer(http, scheme);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String host() {
        return "localhost:" + port();
    }

    String url(String path) {
        return scheme + "://" + host() + path;
    }

    ImageServer with(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    ImageServer with(String path, byte[] content, String type) {
        types.put(path, type);
        return with(path, content);
    }

    ImageServer withPage(String path, String page) {
        return with(path, page.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers requests for the path in a way of its own; the handler closes nothing. */
    ImageServer answering(String path, HttpHandler handler) {
        handlers.put(path, handler);
        return this;
    }

    /** Leads from the path to somewhere else. */
    ImageServer redirecting(String path, String target) {
        return answering(path, exchange -> {
            exchange.getResponseHeaders().set("Location", target);
            exchange.sendResponseHeaders(307, -1);
        });
    }

    /** Gives what is below the path only to who says the authorization. */
    ImageServer demanding(String below, String challenge, String authorization) {
        demand = new Demand(below, challenge, authorization);
        return this;
    }

    /** Hangs up after so many bytes of the path, whenever as many are still wanted. */
    void breakOff(String path, int bytes) {
        breaks.put(path, bytes);
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

    /** What was said to be let in: {@code /x.aci Basic am9lOnNlY3JldA==}; {@code nothing} for nothing. */
    List<String> credentials() {
        return List.copyOf(credentials);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String said = exchange.getRequestHeaders().getFirst("Authorization");
            credentials.add(path + " " + (said == null ? NOTHING_SAID : said));
            Demand wanted = demand;
            if (path.startsWith(wanted.below) && !wanted.authorization.equals(said)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", wanted.challenge);
                note(exchange, 401);
                exchange.sendResponseHeaders(401, -1);
            } else if (handlers.containsKey(path)) {
                handlers.get(path).handle(exchange);
                note(exchange, exchange.getResponseCode());
            } else {
                answer(exchange, path);
            }
        }
    }

    private void note(HttpExchange exchange, int status) {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + status);
    }

    private void answer(HttpExchange exchange, String path) throws IOException {
        byte[] content = files.getOrDefault(path, new byte[0]);
        int status = status(exchange, path);
        int start = 0;
        if (status == 206) {
            String range = exchange.getRequestHeaders().getFirst("Range");
            start = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + start + "-" + (content.length - 1) + "/" + content.length);
        }
        note(exchange, status);
        exchange.getResponseHeaders().set("ETag", etag(path));
        if (types.containsKey(path)) {
            exchange.getResponseHeaders().set("Content-Type", types.get(path));
        }
        if (!cacheControl.isEmpty()) {
            exchange.getResponseHeaders().set("Cache-Control", cacheControl);
        }
        int length = status < 300 ? content.length - start : 0;
        exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
        exchange.getResponseBody().write(content, start, Math.min(length, breaks.getOrDefault(path, length)));
    }

    private static String etag(String path) {
        return "\"" + path.hashCode() + "\"";
    }

    private int status(HttpExchange exchange, String path) {
        if (path.endsWith(".asc") && deferrals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return 202;
        }
        if (!files.containsKey(path)) {
            return 404;
        }
        if (exchange.getRequestHeaders().containsKey("Range")) {
            return 206;
        }
        return etag(path).equals(exchange.getRequestHeaders().getFirst("If-None-Match")) ? 304 : 200;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
