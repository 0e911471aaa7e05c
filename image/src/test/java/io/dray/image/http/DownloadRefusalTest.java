package io.dray.image.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not what was asked for is refused, and nothing is left of it. */
class DownloadRefusalTest {
    @TempDir
    private Path directory;

    @AutoClose
    private final FlakyServer server = FlakyServer.start();

    private Download fetch(DownloadRequest request) throws IOException {
        return server.fetch(request, new DataDirectory(directory));
    }

    @Test
    void stopsAtTheLimitWhenABodyDoesNotEnd() {
        server.serve("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[64 * 1024];
            while (true) {
                exchange.getResponseBody().write(block);
            }
        });

        assertThatThrownBy(() -> fetch(server.request("/endless")))
                .isInstanceOf(HttpFailure.class)
                .hasMessage("it is longer than the limit of 1048576 bytes");
        assertThat(directory.resolve("cache/downloads")).isEmptyDirectory();
    }

    @Test
    void stopsAtTheSizeThatADependencySays() {
        server.serve("/file", exchange -> server.send(exchange, FlakyServer.LENGTH));
        DownloadRequest plain = server.request("/file");
        DownloadRequest sized = new DownloadRequest(
                plain.call(), plain.label(), plain.key(), plain.limit(), OptionalLong.of(1000), Optional.empty());

        assertThatThrownBy(() -> fetch(sized)).hasMessage("it is longer than the 1000 bytes that it should have");
    }

    @Test
    void refusesBytesOfAnotherDigest() {
        server.serve("/file", exchange -> server.send(exchange, FlakyServer.LENGTH));
        Digest other = Digest.of(Digest.Algorithm.SHA256, new byte[1]);

        assertThatThrownBy(() -> fetch(withDigest(server.request("/file"), other)))
                .hasMessageContaining("do not have the digest " + other.toOci());
        assertThat(directory.resolve("cache/downloads")).isEmptyDirectory();
        // one more chance, because the first time might have been a mix of two versions
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void refusesAPartThatDoesNotFit() {
        server.serve("/file", exchange -> {
            exchange.getResponseHeaders().set("ETag", FlakyServer.ETAG);
            exchange.getResponseHeaders().set("Content-Range", "bytes 7-9/10");
            exchange.sendResponseHeaders(
                    server.requests().size() == 1 ? 200 : 206, server.requests().size() == 1 ? FlakyServer.LENGTH : 3);
            exchange.getResponseBody()
                    .write(server.content(), 0, server.requests().size() == 1 ? 5000 : 3);
            exchange.getResponseBody().flush();
        });

        assertThatThrownBy(() -> fetch(server.request("/file"))).hasMessageContaining("the wrong part");
    }

    private static DownloadRequest withDigest(DownloadRequest request, Digest digest) {
        return new DownloadRequest(
                request.call(), request.label(), request.key(), request.limit(), request.size(), Optional.of(digest));
    }
}
