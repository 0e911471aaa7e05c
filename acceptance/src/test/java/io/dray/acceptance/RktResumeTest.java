package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A download that was killed, and a server that says of it only in answers to HEAD whether it can be continued. */
class RktResumeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch over = new CountDownLatch(1);

    @TempDir
    private Path directory;

    private ImageServer server;
    private Machine machine;
    private byte[] archive;
    private boolean givesParts = true;

    @BeforeEach
    void start() throws IOException {
        machine = Machine.in(directory);
        archive = Files.readAllBytes(TinyImage.named("example.com/resumed", directory.resolve("image"))
                .archive());
        server = ImageServer.start().answering("/image.aci", this::answer);
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.close();
    }

    /** One half and then nothing; or what is asked for, without a word about which part it is. */
    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            if (givesParts) {
                exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
                exchange.getResponseHeaders().set("Last-Modified", "Mon, 02 Jan 2006 15:04:05 MST");
            }
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        boolean killed = over.getCount() == 0;
        int start = range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(archive, start, killed ? archive.length - start : archive.length / 2);
        exchange.getResponseBody().flush();
        if (!killed) {
            Awaitility.await().atMost(PATIENCE).until(() -> over.getCount() == 0);
        }
    }

    private void fetchOneHalf() throws IOException {
        Process fetch = machine.start(
                directory.resolve("out"),
                "--no-store",
                "--insecure-options=image,http",
                "fetch",
                server.url("/image.aci"));
        Path downloads = machine.data().resolve("cache/downloads");
        Awaitility.await().atMost(PATIENCE).until(() -> hasHalf(downloads));
        fetch.destroyForcibly().onExit().join();
        over.countDown();
    }

    private boolean hasHalf(Path downloads) throws IOException {
        if (!Files.isDirectory(downloads)) {
            return false;
        }
        try (var parts = Files.list(downloads)) {
            return parts.anyMatch(part -> part.toFile().length() == archive.length / 2);
        }
    }

    private void assertFetched() throws IOException {
        String id = Dray.program("sha512sum", directory.resolve("image.aci").toString())
                .out()
                .substring(0, 32);
        Dray.Result fetched = machine.rkt("--no-store", "--insecure-options=image", "fetch", server.url("/image.aci"));
        assertThat(fetched.code()).as(fetched.err()).isZero();
        assertThat(fetched.out()).isEqualTo("sha512-" + id + "\n");
    }

    @Test
    void theOtherHalfIsEnough() throws IOException {
        fetchOneHalf();

        assertFetched();
        assertThat(server.requests()).endsWith("HEAD /image.aci 200", "GET /image.aci 200");
        assertThat(machine.data().resolve("cache/downloads")).isEmptyDirectory();
    }

    @Test
    void aServerThatGivesNoPartsIsAskedForTheWhole() throws IOException {
        givesParts = false;
        fetchOneHalf();

        assertFetched();
    }
}
