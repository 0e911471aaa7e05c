package io.dray.acceptance;

import static io.dray.acceptance.Machine.assertFetched;
import static io.dray.acceptance.Machine.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code image gc} takes away, and what it leaves because somebody works with it. */
class ImageGcTest {
    private static final String HOST = TlsCertificate.HOST;
    private static final String NAME = HOST + "/gc/app";
    private static final String NOW = "--grace-period=0s";
    private static final String INSECURE = "--insecure-options=image";

    @TempDir
    private Path directory;

    private ImageServer server;
    private Machine machine;

    @BeforeEach
    void start() throws IOException {
        TlsCertificate certificate = TlsCertificate.make(directory.resolve("tls"));
        server = ImageServer.start(certificate);
        machine = Machine.in(directory).trusting(certificate);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path archive(String name) throws IOException {
        return TinyImage.named(name, directory.resolve(name.substring(name.lastIndexOf('/') + 1)))
                .running("echo hello")
                .archive();
    }

    private List<String> images() {
        return machine.dray("image", "list", "--no-legend", "--fields=name")
                .out()
                .lines()
                .toList();
    }

    @Test
    void whatARunningFetchHasBroughtStaysAndSoDoesWhatItTransfers() throws Exception {
        Path app = TinyImage.named(NAME, directory.resolve("app"))
                .dependingOn(HOST + "/gc/base")
                .archive();
        byte[] base = Files.readAllBytes(archive(HOST + "/gc/base"));
        CountDownLatch half = new CountDownLatch(1);
        CountDownLatch rest = new CountDownLatch(1);
        server.withPage(
                        "/gc/base",
                        "<meta name='ac-discovery' content='" + HOST + "/gc https://" + HOST + "/base.{ext}'>")
                .answering("/base.aci", exchange -> {
                    exchange.sendResponseHeaders(200, base.length);
                    exchange.getResponseBody().write(base, 0, base.length / 2);
                    exchange.getResponseBody().flush();
                    half.countDown();
                    await(rest);
                    exchange.getResponseBody().write(base, base.length / 2, base.length - base.length / 2);
                });
        try (TunnelProxy proxy = TunnelProxy.to(server.port(), "")) {
            Path output = directory.resolve("out");
            Process fetch =
                    machine.with("https_proxy", proxy.address()).start(output, INSECURE, "fetch", app.toString());
            assertThat(half.await(30, TimeUnit.SECONDS)).isTrue();

            Dray.Result gc = machine.dray("image", "gc", NOW);
            Dray.Result rm = machine.dray("image", "rm", NAME);

            assertThat(gc.code()).as(gc.err()).isZero();
            assertThat(gc.out() + gc.err()).isEmpty();
            assertRefused(rm, "a running command uses it");
            rest.countDown();
            assertThat(fetch.waitFor()).as(Files.readString(output)).isZero();
            assertThat(images()).containsExactlyInAnyOrder(NAME + ":1", HOST + "/gc/base:1");
        }
        assertThat(machine.dray("image", "gc", NOW).out().lines()).hasSize(2);
        assertThat(machine.data().resolve("layers")).isEmptyDirectory();
        assertThat(machine.data().resolve("cache/remotes")).isEmptyDirectory();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void partsOfDownloadsGoWhenNobodyContinuesThem() throws IOException {
        server.with("/x.aci", Files.readAllBytes(archive(NAME))).breakOff("/x.aci", 1000);
        assertRefused(machine.dray(INSECURE, "fetch", server.url("/x.aci")), "the connection broke");

        assertThat(machine.dray("image", "gc").err()).isEmpty();
        assertThat(machine.data().resolve("cache/downloads")).isNotEmptyDirectory();
        assertThat(machine.dray("image", "gc", NOW).err())
                .containsPattern("gc: removed cache/downloads/[0-9a-f]{64}\\.part, which nobody continued");
        assertThat(machine.data().resolve("cache/downloads")).isEmptyDirectory();
    }

    @Test
    void anImageOfAPodStaysAndItsDependenciesToo() throws IOException {
        assertFetched(machine.dray(INSECURE, "fetch", archive(HOST + "/gc/base").toString()));
        Path app = TinyImage.named(NAME, directory.resolve("app"))
                .dependingOn(HOST + "/gc/base")
                .running("echo hello")
                .archive();
        assertFetched(machine.dray(INSECURE, "fetch", app.toString()));
        String pod = machine.dray("prepare", "--net=none", NAME).out().strip();

        assertThat(machine.dray("image", "gc", NOW).out()).isEmpty();
        assertRefused(machine.dray("image", "rm", HOST + "/gc/base"), "pod " + pod + " uses it");
        Dray.Result run =
                Dray.program(Dray.HOME.resolve("bin/dray").toString(), "--dir=" + machine.data(), "run-prepared", pod);
        assertThat(run.out()).as(run.err()).isEqualTo("hello\n");

        assertThat(machine.dray("rm", pod).code()).isZero();
        assertThat(machine.dray("image", "gc", NOW).out().lines()).hasSize(2);
    }

    /** Each of many runs finds its image whole or not at all, whenever it is collected and fetched again. */
    @Test
    void runsRaceWithCollectionAndWithFetches() throws Exception {
        Path archive = archive(NAME);
        assertFetched(machine.dray(INSECURE, "fetch", archive.toString()));
        List<Dray.Result> runs = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            Future<?> collections = threads.submit(() -> {
                for (int i = 0; i < 12; i++) {
                    Dray.Result gc = machine.dray("image", "gc", NOW);
                    assertThat(gc.code()).as(gc.err()).isZero();
                }
            });
            Future<?> fetches = threads.submit(() -> {
                for (int i = 0; i < 12; i++) {
                    Dray.Result fetch = machine.dray(INSECURE, "fetch", archive.toString());
                    assertThat(fetch.code() == 0 || fetch.err().contains("was just removed"))
                            .as(fetch.err())
                            .isTrue();
                }
            });
            for (int i = 0; i < 12; i++) {
                runs.add(machine.dray("run", "--net=none", NAME));
            }
            collections.get();
            fetches.get();
        }
        for (Dray.Result run : runs) {
            if (run.code() == 0) {
                assertThat(run.out()).as(run.err()).isEqualTo("hello\n");
            } else {
                assertThat(run.code()).as(run.err()).isEqualTo(254);
                assertThat(run.err()).containsAnyOf("there is no image " + NAME, "was just removed");
            }
        }
        assertThat(runs).anyMatch(run -> run.code() == 0);
        machine.dray("gc", NOW);
        assertThat(machine.dray("image", "gc", NOW).code()).isZero();
        assertThat(machine.data().resolve("layers")).isEmptyDirectory();
    }
}
