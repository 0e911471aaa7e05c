package io.dray.acceptance;

import static io.dray.acceptance.Machine.assertFetched;
import static io.dray.acceptance.Machine.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a registry's documents and blobs may be, and what becomes of those that are not what they should be. */
class RegistryImagesTest extends OwnRegistry {
    private static final String HERE = "{\"os\":\"linux\",\"architecture\":\"amd64\"}";

    private static TinyOci stranger;

    @BeforeAll
    static void make() throws IOException {
        stranger = TinyOci.saying("stranger", shared);
    }

    private Dray.Result fetch(String name) {
        return machine.dray(INSECURE, "fetch", "docker://" + registry.host() + "/" + REPOSITORY + name);
    }

    private void publishIndex(String tag, byte[] index) {
        registry.with(BASE + "/manifests/" + tag, index, TinyOci.INDEX)
                .with(BASE + "/manifests/" + TinyOci.digest(index), index, TinyOci.INDEX);
    }

    private void assertSaysHello(Dray.Result fetched) {
        assertFetched(fetched);
        Dray.Result run = machine.dray("run", "--net=none", fetched.out().strip());
        assertThat(run.out()).as(run.err()).isEqualTo("hello\n");
        machine.dray("gc", "--grace-period=0s");
    }

    private void assertNothingStays() {
        assertThat(machine.dray("image", "list", "--no-legend").out()).isEmpty();
        assertThat(machine.dray("image", "gc", "--grace-period=0s").out()).isEmpty();
        assertThat(machine.data().resolve("layers"))
                .satisfiesAnyOf(
                        layers -> assertThat(layers).doesNotExist(),
                        layers -> assertThat(layers).isEmptyDirectory());
    }

    @Test
    void theImageForThisMachineIsChosenOfAnIndexAndOfAnIndexInIt() {
        stranger.publish(registry, REPOSITORY, "stranger");
        byte[] inner = TinyOci.index(TinyOci.MANIFEST, image.manifest(), HERE);
        byte[] outer = TinyOci.utf8("{\"schemaVersion\":2,\"manifests\":["
                + TinyOci.entry(TinyOci.MANIFEST, stranger.manifest(), "{\"os\":\"linux\",\"architecture\":\"s390x\"}")
                + "," + TinyOci.entry(TinyOci.INDEX, inner, HERE) + "]}");
        publishIndex("flat", inner);
        publishIndex("nested", outer);

        assertSaysHello(fetch(":flat"));
        assertSaysHello(fetch(":nested"));
        assertFetched(fetch("@" + TinyOci.digest(outer)));
        assertFetched(fetch("@" + TinyOci.digest(image.manifest())));
    }

    @Test
    void anIndexWithoutAnImageForThisMachineSaysWhatItHas() {
        publishIndex(
                "other",
                TinyOci.index(TinyOci.MANIFEST, image.manifest(), "{\"os\":\"linux\",\"architecture\":\"s390x\"}"));

        Dray.Result refused = fetch(":other");

        assertRefused(refused, "there is no image for linux/amd64 in ");
        assertThat(refused.err()).contains("it has images for linux/s390x");
    }

    @Test
    void indexesDoNotNestForEver() {
        byte[] index = TinyOci.index(TinyOci.MANIFEST, image.manifest(), HERE);
        for (int depth = 0; depth < 5; depth++) {
            publishIndex("deep", index);
            index = TinyOci.index(TinyOci.INDEX, index, HERE);
        }
        publishIndex("deep", index);

        assertRefused(fetch(":deep"), "is an index of indexes without end");
    }

    @Test
    void bytesOfAnotherDigestAreRefusedAndNothingStays() {
        byte[] config = image.config().clone();
        config[config.length / 2] ^= 1;
        registry.with(TinyOci.blob(REPOSITORY, image.config()), config);
        assertRefused(fetch(":1"), "its bytes do not have the digest " + TinyOci.digest(image.config()));

        image.publish(registry, REPOSITORY, "1");
        byte[] changed = image.layer().clone();
        changed[changed.length / 2] ^= 1;
        registry.with(TinyOci.blob(REPOSITORY, image.layer()), changed);
        assertRefused(fetch(":1"), "its bytes do not have the digest " + TinyOci.digest(image.layer()));
        assertNothingStays();

        registry.with(BASE + "/manifests/" + TinyOci.digest(image.manifest()), stranger.manifest(), TinyOci.MANIFEST);
        assertRefused(
                fetch("@" + TinyOci.digest(image.manifest())),
                "has the digest " + TinyOci.digest(stranger.manifest()) + " and not "
                        + TinyOci.digest(image.manifest()));
        assertNothingStays();
    }

    @Test
    void aBlobThatDoesNotEndIsCutOffAtItsSize() {
        registry.answering(TinyOci.blob(REPOSITORY, image.layer()), exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] zeros = new byte[1 << 20];
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(zeros);
                }
            } catch (IOException _) {
                // the client has had enough
            }
        });

        assertRefused(fetch(":1"), "it is longer than the " + image.layer().length + " bytes that it should have");
        assertThat(machine.data().resolve("cache/downloads")).isDirectoryNotContaining("glob:**layer**");
    }

    @Test
    void aManifestThatDoesNotEndIsCutOff() {
        registry.answering(BASE + "/manifests/1", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] blanks = " ".repeat(65_536).getBytes(StandardCharsets.UTF_8);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(blanks);
                }
            } catch (IOException _) {
                // the client has had enough
            }
        });

        assertRefused(fetch(":1"), "is longer than the limit of 4194304 bytes");
    }

    @Test
    void aBlobIsContinuedWhereTheConnectionBroke() {
        String blob = TinyOci.blob(REPOSITORY, image.layer());
        registry.breakOff(blob, image.layer().length / 3);

        assertSaysHello(fetch(":1"));
        assertThat(registry.requests())
                .contains("GET " + blob + " 200")
                .filteredOn(line -> line.equals("GET " + blob + " 206"))
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(machine.data().resolve("cache/downloads")).isEmptyDirectory();
    }

    @Test
    void aBlobIsContinuedByTheNextCommandAfterAKill() throws Exception {
        String blob = TinyOci.blob(REPOSITORY, image.layer());
        CountDownLatch halfSent = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        registry.answering(blob, exchange -> {
            exchange.sendResponseHeaders(200, image.layer().length);
            exchange.getResponseBody().write(image.layer(), 0, image.layer().length / 2);
            exchange.getResponseBody().flush();
            halfSent.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Process first = machine.start(
                directory.resolve("out"), INSECURE, "fetch", "docker://" + registry.host() + "/" + REPOSITORY + ":1");
        assertThat(halfSent.await(30, TimeUnit.SECONDS)).isTrue();
        Path part = machine.data()
                .resolve("cache/downloads/" + TinyOci.digest(image.layer()).replace(':', '-') + ".part");
        await().until(() -> Files.exists(part) && Files.size(part) > 0);
        first.destroyForcibly().waitFor();
        over.countDown();
        registry.answering(blob, exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            int start = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            int length = image.layer().length;
            exchange.getResponseHeaders().set("Content-Range", "bytes " + start + "-" + (length - 1) + "/" + length);
            exchange.sendResponseHeaders(206, length - start);
            exchange.getResponseBody().write(image.layer(), start, length - start);
        });

        assertSaysHello(fetch(":1"));
    }

    @Test
    void anOverloadedRegistryIsAskedAgainWhenItSays() {
        int[] refusals = {2};
        registry.answering(BASE + "/manifests/1", exchange -> {
            boolean refuses = refusals[0]-- > 0;
            exchange.getResponseHeaders()
                    .set(refuses ? "Retry-After" : "Content-Type", refuses ? "1" : TinyOci.MANIFEST);
            exchange.sendResponseHeaders(refuses ? 429 : 200, refuses ? -1 : image.manifest().length);
            if (!refuses) {
                exchange.getResponseBody().write(image.manifest());
            }
        });

        assertFetched(fetch(":1"));
    }

    @Test
    void aDateToAskAgainIsMeantByTheClockOfTheRegistry() {
        String now = "Wed, 21 Oct 2015 07:28:00 GMT";
        int[] refusals = {1};
        registry.answering(BASE + "/manifests/1", exchange -> {
            boolean refuses = refusals[0]-- > 0;
            exchange.getResponseHeaders().set("Content-Type", TinyOci.MANIFEST);
            exchange.getResponseHeaders().set("Date", now);
            exchange.getResponseHeaders().set("Retry-After", refuses ? "Wed, 21 Oct 2015 07:28:01 GMT" : "never");
            exchange.sendResponseHeaders(refuses ? 503 : 200, refuses ? -1 : image.manifest().length);
            if (!refuses) {
                exchange.getResponseBody().write(image.manifest());
            }
        });
        assertFetched(fetch(":1"));

        registry.answering(BASE + "/manifests/2", exchange -> {
            exchange.getResponseHeaders().set("Date", now);
            exchange.getResponseHeaders().set("Retry-After", "Wed, 21 Oct 2015 08:28:00 GMT");
            exchange.sendResponseHeaders(503, -1);
        });
        assertRefused(fetch(":2"), "answered 503");
    }

    @Test
    void aRegistryThatWantsToWaitForLongIsNotWaitedFor() {
        registry.answering(TinyOci.blob(REPOSITORY, image.layer()), exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "86400");
            exchange.sendResponseHeaders(429, -1);
        });

        Dray.Result refused = fetch(":1");

        assertRefused(refused, "answered 429");
        assertThat(refused.err()).contains("it wants to be asked again after 86400 s");
    }

    @Test
    void anErrorOfTheServerIsTriedAgainAFewTimesOnly() {
        registry.answering(BASE + "/manifests/1", exchange -> exchange.sendResponseHeaders(503, -1));

        assertRefused(fetch(":1"), "registry answered 503");
        assertThat(registry.requests())
                .filteredOn(line -> line.endsWith(" 503"))
                .hasSize(3);
    }

    @Test
    void whatIsNoImageIsSaidInOneLine() {
        for (String document : new String[] {
            "",
            "{}",
            "[]",
            "nonsense",
            "{\"schemaVersion\":1,\"fsLayers\":[]}",
            "{\"schemaVersion\":2}",
            "[".repeat(100_000),
            "{\"schemaVersion\":2,\"manifests\":[],\"layers\":[]}",
            "{\"schemaVersion\":1e999}"
        }) {
            registry.with(BASE + "/manifests/odd", TinyOci.utf8(document), TinyOci.MANIFEST);
            Dray.Result refused = fetch(":odd");

            assertRefused(refused, "dray: ");
            assertThat(refused.err()
                            .lines()
                            .filter(line -> !line.startsWith("dray: warning:") && !line.contains("hint:")))
                    .as(document.substring(0, Math.min(40, document.length())))
                    .hasSize(1);
        }
        assertNothingStays();
    }
}
