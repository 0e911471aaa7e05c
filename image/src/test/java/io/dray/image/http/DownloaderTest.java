package io.dray.image.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.DataDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Downloads come whole, whatever happens on the way. */
class DownloaderTest {
    @TempDir
    private Path directory;

    @AutoClose
    private final FlakyServer server = FlakyServer.start();

    private Download fetch(DownloadRequest request) throws IOException {
        return server.fetch(request, new DataDirectory(directory));
    }

    @Test
    void bringsTheWholeFile() throws IOException {
        server.serve("/file", exchange -> server.send(exchange, FlakyServer.LENGTH));

        Download download = fetch(server.request("/file"));

        assertThat(download.file()).hasBinaryContent(server.content());
        assertThat(download.etag()).contains(FlakyServer.ETAG);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws IOException {
        server.serve("/file", exchange -> server.send(exchange, 100_000));

        assertThat(fetch(server.request("/file")).file()).hasBinaryContent(server.content());
        assertThat(server.requests()).hasSizeGreaterThan(2).first().isEqualTo("GET /file range=null if=null auth=null");
        // how much of an answer is still read when its connection breaks is up to the kernel
        assertThat(server.requests().subList(1, server.requests().size()))
                .allMatch(request -> request.matches(
                        "GET /file range=bytes=[1-9][0-9]*- if=" + Pattern.quote(FlakyServer.ETAG) + " auth=null"))
                .doesNotHaveDuplicates();
    }

    @Test
    void goesOnWithWhatAnEarlierProcessLeft() throws IOException {
        server.serve("/broken", exchange -> {
            if (server.requests().size() > 1) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                server.send(exchange, 1000);
            }
        });
        server.serve("/file", exchange -> server.send(exchange, FlakyServer.LENGTH));
        assertThatThrownBy(() -> fetch(server.request("/broken"))).hasMessageEndingWith("answered 404");

        assertThat(fetch(server.request("/file")).file()).hasBinaryContent(server.content());
        assertThat(server.requests().getLast()).contains("range=bytes=1000-");
    }

    /** Sends one half, and then what a range asks for as if it were a whole file; only HEAD tells of when the file is. */
    private void serveNameless(String lastModified, boolean givesParts) {
        server.serve("/file", exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
                exchange.getResponseHeaders().set("Last-Modified", lastModified);
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            boolean first = server.requests().size() == 1;
            int start = range == null || !givesParts
                    ? 0
                    : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            exchange.sendResponseHeaders(200, first ? FlakyServer.LENGTH : 0);
            exchange.getResponseBody()
                    .write(server.content(), start, first ? FlakyServer.LENGTH / 2 : FlakyServer.LENGTH - start);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "'Mon, 02 Jan 2006 15:04:05 MST', true",
        "'Mon, 02 Jan 2006 15:04:05 GMT', true",
        "'Mon, 02 Jan 2006 15:04:05 GMT', false",
        "'Mon, 02 Jan 3006 15:04:05 GMT', true",
        "'yesterday', true",
    })
    void goesOnWithWhatOnlyHeadTellsTheAgeOf(String date, boolean givesParts) throws IOException {
        serveNameless(date, givesParts);

        assertThat(fetch(server.request("/file")).file()).hasBinaryContent(server.content());
        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests().get(1)).isEqualTo("HEAD /file range=null if=null auth=null");
        assertThat(server.requests().get(2).contains("range=bytes=")).isEqualTo(date.contains(" 2006 "));
    }

    @Test
    void beginsAnewWhenTheServerHasAnotherVersion() throws IOException {
        server.serve("/file", exchange -> {
            boolean first = server.requests().size() == 1;
            exchange.getResponseHeaders().set("ETag", first ? "\"old\"" : FlakyServer.ETAG);
            exchange.sendResponseHeaders(200, FlakyServer.LENGTH);
            exchange.getResponseBody().write(first ? new byte[5000] : server.content());
        });

        assertThat(fetch(server.request("/file")).file()).hasBinaryContent(server.content());
    }

    @Test
    void triesAgainAfterErrorsOfTheServer() throws IOException {
        server.serve("/file", exchange -> {
            if (server.requests().size() < 3) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                server.send(exchange, FlakyServer.LENGTH);
            }
        });

        assertThat(fetch(server.request("/file")).file()).hasBinaryContent(server.content());
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void hangsUpOnAServerThatStalls() {
        server.serve("/file", exchange -> {
            exchange.getResponseHeaders().set("ETag", FlakyServer.ETAG);
            exchange.sendResponseHeaders(
                    server.requests().size() > 1 ? 410 : 200, server.requests().size() > 1 ? -1 : FlakyServer.LENGTH);
            if (server.requests().size() == 1) {
                exchange.getResponseBody().write(server.content(), 0, 10);
                exchange.getResponseBody().flush();
                server.hold();
            }
        });

        assertThatThrownBy(() -> fetch(server.request("/file"))).hasMessageEndingWith("answered 410");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void forgetsWhatNobodyContinues() throws IOException {
        server.serve("/file", exchange -> server.send(exchange, FlakyServer.LENGTH));
        Path file = fetch(server.request("/file")).file();

        assertThat(new DownloadPlace(new DataDirectory(directory)).collect(DownloadPlace.KEPT, Instant.now()))
                .isEmpty();
        assertThat(file).exists();
        assertThat(new DownloadPlace(new DataDirectory(directory))
                        .collect(DownloadPlace.KEPT, Instant.now().plus(Duration.ofDays(8))))
                .containsExactlyInAnyOrder("key.part", "key.version");
        assertThat(directory.resolve("cache/downloads")).isEmptyDirectory();
    }
}
