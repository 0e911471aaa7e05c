package io.dray.image.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server on the loopback that fails in all the ways servers do. */
class DownloaderTest {
    private static final int LENGTH = 300_000;
    private static final String ETAG = "\"one\"";

    @TempDir
    private Path directory;

    private final byte[] content = new byte[LENGTH];
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private HttpTransport transport;

    @BeforeEach
    void start() throws IOException {
        new Random(7).nextBytes(content);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        transport = transport(Map.of());
    }

    private static HttpTransport transport(Map<String, String> environment) {
        return new HttpTransport(
                HttpSettings.strict(environment).allowingPlainHttp(true).withPatience(Duration.ofMillis(500)));
    }

    @AfterEach
    void stop() {
        over.countDown();
        transport.close();
        server.stop(0);
    }

    private void serve(String path, HttpHandler handler) {
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

    private URI uri(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    /** Sends the part that the range asks for, at most so many bytes, and then hangs up. */
    private void send(HttpExchange exchange, int most) throws IOException {
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

    private DownloadRequest request(String path) {
        return new DownloadRequest(
                HttpCall.get(uri(path), Authorizer.NONE),
                path,
                "key",
                1L << 20,
                OptionalLong.empty(),
                Optional.empty());
    }

    private static DownloadRequest withDigest(DownloadRequest request, Digest digest) {
        return new DownloadRequest(
                request.call(), request.label(), request.key(), request.limit(), request.size(), Optional.of(digest));
    }

    private Download fetch(DownloadRequest request) throws IOException {
        return new Downloader(transport, place()).fetch(request, TransferListener.SILENT);
    }

    private DownloadPlace place() {
        return new DownloadPlace(new DataDirectory(directory));
    }

    @Test
    void bringsTheWholeFile() throws IOException {
        serve("/file", exchange -> send(exchange, LENGTH));

        Download download = fetch(request("/file"));

        assertThat(download.file()).hasBinaryContent(content);
        assertThat(download.etag()).contains(ETAG);
        assertThat(requests).hasSize(1);
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws IOException {
        serve("/file", exchange -> send(exchange, 100_000));

        assertThat(fetch(request("/file")).file()).hasBinaryContent(content);
        assertThat(requests).hasSizeGreaterThan(2).first().isEqualTo("GET /file range=null if=null auth=null");
        // how much of an answer is still read when its connection breaks is up to the kernel
        assertThat(requests.subList(1, requests.size()))
                .allMatch(request ->
                        request.matches("GET /file range=bytes=[1-9][0-9]*- if=" + Pattern.quote(ETAG) + " auth=null"))
                .doesNotHaveDuplicates();
    }

    @Test
    void goesOnWithWhatAnEarlierProcessLeft() throws IOException {
        serve("/broken", exchange -> {
            if (requests.size() > 1) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                send(exchange, 1000);
            }
        });
        serve("/file", exchange -> send(exchange, LENGTH));
        assertThatThrownBy(() -> fetch(request("/broken"))).hasMessageEndingWith("answered 404");

        assertThat(fetch(request("/file")).file()).hasBinaryContent(content);
        assertThat(requests.getLast()).contains("range=bytes=1000-");
    }

    @Test
    void beginsAnewWhenTheServerHasAnotherVersion() throws IOException {
        serve("/file", exchange -> {
            boolean first = requests.size() == 1;
            exchange.getResponseHeaders().set("ETag", first ? "\"old\"" : ETAG);
            exchange.sendResponseHeaders(200, LENGTH);
            exchange.getResponseBody().write(first ? new byte[5000] : content);
        });

        assertThat(fetch(request("/file")).file()).hasBinaryContent(content);
    }

    @Test
    void triesAgainAfterErrorsOfTheServer() throws IOException {
        serve("/file", exchange -> {
            if (requests.size() < 3) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                send(exchange, LENGTH);
            }
        });

        assertThat(fetch(request("/file")).file()).hasBinaryContent(content);
        assertThat(requests).hasSize(3);
    }

    @Test
    void hangsUpOnAServerThatStalls() {
        serve("/file", exchange -> {
            exchange.getResponseHeaders().set("ETag", ETAG);
            exchange.sendResponseHeaders(requests.size() > 1 ? 410 : 200, requests.size() > 1 ? -1 : LENGTH);
            if (requests.size() == 1) {
                exchange.getResponseBody().write(content, 0, 10);
                exchange.getResponseBody().flush();
                hold();
            }
        });

        assertThatThrownBy(() -> fetch(request("/file"))).hasMessageEndingWith("answered 410");
        assertThat(requests).hasSize(2);
    }

    private void hold() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void stopsAtTheLimitWhenABodyDoesNotEnd() {
        serve("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[64 * 1024];
            while (true) {
                exchange.getResponseBody().write(block);
            }
        });

        assertThatThrownBy(() -> fetch(request("/endless")))
                .isInstanceOf(HttpFailure.class)
                .hasMessage("it is longer than the limit of 1048576 bytes");
        assertThat(directory.resolve("cache/downloads")).isEmptyDirectory();
    }

    @Test
    void stopsAtTheSizeThatADependencySays() {
        serve("/file", exchange -> send(exchange, LENGTH));
        DownloadRequest plain = request("/file");
        DownloadRequest sized = new DownloadRequest(
                plain.call(), plain.label(), plain.key(), plain.limit(), OptionalLong.of(1000), Optional.empty());

        assertThatThrownBy(() -> fetch(sized)).hasMessage("it is longer than the 1000 bytes that it should have");
    }

    @Test
    void refusesBytesOfAnotherDigest() {
        serve("/file", exchange -> send(exchange, LENGTH));
        Digest other = Digest.of(Digest.Algorithm.SHA256, new byte[1]);

        assertThatThrownBy(() -> fetch(withDigest(request("/file"), other)))
                .hasMessageContaining("do not have the digest " + other.toOci());
        assertThat(directory.resolve("cache/downloads")).isEmptyDirectory();
        // one more chance, because the first time might have been a mix of two versions
        assertThat(requests).hasSize(2);
    }

    @Test
    void refusesAPartThatDoesNotFit() {
        serve("/file", exchange -> {
            exchange.getResponseHeaders().set("ETag", ETAG);
            exchange.getResponseHeaders().set("Content-Range", "bytes 7-9/10");
            exchange.sendResponseHeaders(requests.size() == 1 ? 200 : 206, requests.size() == 1 ? LENGTH : 3);
            exchange.getResponseBody().write(content, 0, requests.size() == 1 ? 5000 : 3);
            exchange.getResponseBody().flush();
        });

        assertThatThrownBy(() -> fetch(request("/file"))).hasMessageContaining("the wrong part");
    }

    @Test
    void forgetsWhatNobodyContinues() throws IOException {
        serve("/file", exchange -> send(exchange, LENGTH));
        Path file = fetch(request("/file")).file();

        assertThat(place().collect(DownloadPlace.KEPT, Instant.now())).isEmpty();
        assertThat(file).exists();
        assertThat(place().collect(DownloadPlace.KEPT, Instant.now().plus(Duration.ofDays(8))))
                .containsExactlyInAnyOrder("key.part", "key.version");
        assertThat(directory.resolve("cache/downloads")).isEmptyDirectory();
    }

    @Test
    void followsRedirectsAndNeverSaysACredentialOverPlainHttp() throws IOException {
        serve("/old", exchange -> {
            exchange.getResponseHeaders().set("Location", "/file");
            exchange.sendResponseHeaders(302, -1);
        });
        serve("/file", exchange -> send(exchange, LENGTH));
        Authorizer generous = (method, target) -> Map.of("Authorization", "Basic c2VjcmV0");
        HttpCall call = HttpCall.get(uri("/old"), generous);

        try (HttpReply reply = transport.send(call)) {
            assertThat(reply.status()).isEqualTo(200);
        }
        assertThat(requests).allMatch(request -> request.endsWith("auth=null")).hasSize(2);
    }

    @Test
    void refusesRedirectsInCirclesAndToOtherSchemes() {
        redirect("/circle", "/circle");
        redirect("/file-scheme", "file:///etc/passwd");
        redirect("/ftp", "ftp://localhost/x");
        redirect("/nowhere", "");
        redirect("/user", "http://me:secret@localhost/x");

        assertThatThrownBy(() -> transport.send(HttpCall.get(uri("/circle"), Authorizer.NONE)))
                .hasMessageContaining("redirects more than 10 times");
        for (String path : List.of("/file-scheme", "/ftp", "/nowhere", "/user")) {
            assertThatThrownBy(() -> transport.send(HttpCall.get(uri(path), Authorizer.NONE)))
                    .as(path)
                    .hasMessageContaining("which is neither http nor https");
        }
    }

    private void redirect(String from, String to) {
        serve(from, exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    @Test
    void asksPlainHttpOnlyIfThatIsAllowed() {
        try (HttpTransport strict = new HttpTransport(HttpSettings.strict(Map.of()))) {
            assertThatThrownBy(() -> strict.send(HttpCall.get(uri("/file"), Authorizer.NONE)))
                    .hasMessageContaining("plain http to localhost:")
                    .hasMessageEndingWith("is not allowed");
        }
        assertThat(requests).isEmpty();
    }

    @Test
    void goesThroughTheProxyOfTheEnvironmentButNotForThisMachine() throws IOException {
        serve("/", exchange -> exchange.sendResponseHeaders(204, -1));
        Map<String, String> environment = Map.of(
                "HTTP_PROXY",
                "http://me:secret@localhost:" + server.getAddress().getPort(),
                "no_proxy",
                "intranet.example");
        try (HttpTransport proxied = transport(environment)) {
            try (HttpReply reply = proxied.send(HttpCall.get(URI.create("http://far.example/x"), Authorizer.NONE))) {
                assertThat(reply.status()).isEqualTo(204);
            }
            assertThat(requests.getLast()).startsWith("GET http://far.example/x");
            try (HttpReply reply = proxied.send(HttpCall.get(uri("/near"), Authorizer.NONE))) {
                assertThat(reply.status()).isEqualTo(204);
            }
            assertThat(requests.getLast()).startsWith("GET /near");
        }
        EnvironmentProxies proxies = new EnvironmentProxies(environment);
        assertThat(proxies.proxyFor(URI.create("http://a.intranet.example/"))).isEmpty();
        assertThat(proxies.proxyFor(URI.create("http://notintranet.example/"))).isPresent();
        assertThat(proxies.proxyFor(URI.create("https://far.example/"))).isEmpty();
        assertThat(proxies.authorization(URI.create("http://far.example/"))).contains("Basic bWU6c2VjcmV0");
    }
}
