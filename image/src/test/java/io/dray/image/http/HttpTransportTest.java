package io.dray.image.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Where requests go, by redirects and proxies, and what they say there. */
class HttpTransportTest {
    @AutoClose
    private final FlakyServer server = FlakyServer.start();

    @AutoClose
    private final HttpTransport transport = patient(Map.of());

    private static HttpTransport patient(Map<String, String> environment) {
        return new HttpTransport(HttpSettings.strict(environment).allowingPlainHttp(true));
    }

    @Test
    void followsRedirectsAndNeverSaysACredentialOverPlainHttp() throws IOException {
        server.redirect("/old", "/file");
        server.serve("/file", exchange -> server.send(exchange, FlakyServer.LENGTH));
        Authorizer generous = (method, target) -> Map.of("Authorization", "Basic c2VjcmV0");
        HttpCall call = HttpCall.get(server.uri("/old"), generous);

        try (HttpReply reply = transport.send(call)) {
            assertThat(reply.status()).isEqualTo(200);
        }
        assertThat(server.requests())
                .allMatch(request -> request.endsWith("auth=null"))
                .hasSize(2);
    }

    @Test
    void saysThatAHostsNameIsTooLong() {
        URI uri = URI.create("https://" + "a".repeat(300) + "/");

        assertThatThrownBy(() -> transport.send(HttpCall.get(uri, Authorizer.NONE)))
                .isInstanceOf(HttpFailure.class)
                .hasMessageContaining("cannot be asked");
    }

    @Test
    void asksServersPlainlyThatWereNamedAndNoOthers() throws IOException {
        server.serve("/file", exchange -> server.send(exchange, FlakyServer.LENGTH));
        HttpCall call = HttpCall.get(server.uri("/file"), Authorizer.NONE);
        HttpSettings strict = HttpSettings.strict(Map.of());

        try (HttpTransport some = new HttpTransport(
                        strict.allowingPlainHttpTo(Set.of(server.uri("/").getAuthority())));
                HttpReply reply = some.send(call)) {
            assertThat(reply.status()).isEqualTo(200);
        }
        try (HttpTransport other = new HttpTransport(strict.allowingPlainHttpTo(Set.of("example.com")))) {
            assertThatThrownBy(() -> other.send(call)).hasMessageContaining("plain http");
        }
    }

    @Test
    void refusesRedirectsInCirclesAndToOtherSchemes() {
        server.redirect("/circle", "/circle");
        server.redirect("/file-scheme", "file:///etc/passwd");
        server.redirect("/ftp", "ftp://localhost/x");
        server.redirect("/nowhere", "");
        server.redirect("/user", "http://me:secret@localhost/x");

        assertThatThrownBy(() -> transport.send(HttpCall.get(server.uri("/circle"), Authorizer.NONE)))
                .hasMessageContaining("redirects more than 10 times");
        for (String path : List.of("/file-scheme", "/ftp", "/nowhere", "/user")) {
            assertThatThrownBy(() -> transport.send(HttpCall.get(server.uri(path), Authorizer.NONE)))
                    .as(path)
                    .hasMessageContaining("which is neither http nor https");
        }
    }

    @Test
    void asksPlainHttpOnlyIfThatIsAllowed() {
        try (HttpTransport strict = new HttpTransport(HttpSettings.strict(Map.of()))) {
            assertThatThrownBy(() -> strict.send(HttpCall.get(server.uri("/file"), Authorizer.NONE)))
                    .hasMessageContaining("plain http to localhost:")
                    .hasMessageEndingWith("is not allowed");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void goesThroughTheProxyOfTheEnvironmentButNotForThisMachine() throws IOException {
        server.serve("/", exchange -> exchange.sendResponseHeaders(204, -1));
        Map<String, String> environment =
                Map.of("HTTP_PROXY", "http://me:secret@localhost:" + server.port(), "no_proxy", "intranet.example");
        try (HttpTransport proxied = patient(environment)) {
            try (HttpReply reply = proxied.send(HttpCall.get(URI.create("http://far.example/x"), Authorizer.NONE))) {
                assertThat(reply.status()).isEqualTo(204);
            }
            assertThat(server.requests().getLast()).startsWith("GET http://far.example/x");
            try (HttpReply reply = proxied.send(HttpCall.get(server.uri("/near"), Authorizer.NONE))) {
                assertThat(reply.status()).isEqualTo(204);
            }
            assertThat(server.requests().getLast()).startsWith("GET /near");
        }
        EnvironmentProxies proxies = new EnvironmentProxies(environment);
        assertThat(proxies.proxyFor(URI.create("http://a.intranet.example/"))).isEmpty();
        assertThat(proxies.proxyFor(URI.create("http://notintranet.example/"))).isPresent();
        assertThat(proxies.proxyFor(URI.create("https://far.example/"))).isEmpty();
        assertThat(proxies.authorization(URI.create("http://far.example/"))).contains("Basic bWU6c2VjcmV0");
    }
}
