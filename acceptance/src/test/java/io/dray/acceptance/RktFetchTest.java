package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts that were written for rkt wait for while it fetches: from servers, by discovery, with what images depend on. */
class RktFetchTest {
    private static final String HOST = TlsCertificate.HOST;
    private static final String INSECURE = "--insecure-options=image";

    @TempDir
    private static Path shared;

    private static TlsCertificate certificate;

    @TempDir
    private Path directory;

    private ImageServer server;
    private TunnelProxy proxy;
    private Machine machine;

    @BeforeAll
    static void make() throws IOException {
        certificate = TlsCertificate.make(shared.resolve("tls"));
    }

    @BeforeEach
    void start() throws IOException {
        server = ImageServer.start(certificate)
                .withPage("/", "<meta name='ac-discovery' content='" + HOST + " https://{name}.{ext}'>");
        proxy = TunnelProxy.to(server.port(), "");
        machine = Machine.in(directory).trusting(certificate).with("https_proxy", proxy.address());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        proxy.close();
    }

    private void publish(String name, String... dependencies) throws IOException {
        TinyImage image =
                TinyImage.named(HOST + "/" + name, directory.resolve(name)).running("echo hello");
        for (String dependency : dependencies) {
            image.dependingOn(HOST + "/" + dependency);
        }
        server.with("/" + name + ".aci", Files.readAllBytes(image.archive()));
    }

    private List<String> rkt(int code, String... arguments) throws IOException {
        Dray.Result result = machine.rkt(arguments);
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        List<String> lines = new ArrayList<>(result.err().lines().toList());
        lines.addAll(result.out().lines().toList());
        return lines;
    }

    private static String url(String file) {
        return "https://" + HOST + "/" + file;
    }

    @Test
    void dependenciesAreFetchedLevelByLevel() throws IOException {
        publish("a", "b", "c", "d");
        publish("b");
        publish("c", "b", "e");
        publish("d", "b", "e");
        publish("e", "base");
        publish("base");
        rkt(0, INSECURE, "fetch", HOST + "/b");
        rkt(0, INSECURE, "fetch", HOST + "/base");

        assertThat(rkt(0, "--debug", INSECURE, "run", "--net=none", HOST + "/a"))
                .containsSubsequence(
                        "image: fetching image from " + url("a.aci"),
                        "image: using image from local store for image name " + HOST + "/b",
                        "image: fetching image from " + url("c.aci"),
                        "image: fetching image from " + url("d.aci"),
                        "image: using image from local store for image name " + HOST + "/base")
                .last()
                .asString()
                .endsWith(" hello");
        machine.rkt("gc", "--grace-period=0s");
    }

    @Test
    void aNewImageIsTakenFromTheStoreTheSecondTime() throws IOException {
        publish("a");
        for (String address : List.of(HOST + "/a", url("a.aci"))) {
            for (String command : List.of("fetch", "prepare")) {
                String[] line = {"--pull-policy=new", INSECURE, "--debug", command, address};
                assertThat(rkt(0, line)).contains("image: remote fetching from URL \"" + url("a.aci") + "\"");
                assertThat(rkt(0, line))
                        .anyMatch(said -> said.matches(
                                "image: using image from local store for .* " + address.replace(".", "\\.")));
                for (String pod : machine.rkt("list", "--no-legend", "--full")
                        .out()
                        .lines()
                        .toList()) {
                    rkt(0, "rm", pod.split("\t", -1)[0]);
                }
                rkt(0, "image", "rm", HOST + "/a");
            }
        }
    }

    @Test
    void neverMeansNeverForEveryAddressAndCommand() throws IOException {
        for (String address : List.of(HOST + "/a", url("a.aci"), "docker://busybox", "docker://busybox:latest")) {
            for (String command : List.of("fetch", "prepare", "run")) {
                assertThat(rkt(254, "--pull-policy=never", INSECURE, "--debug", command, address))
                        .anyMatch(said -> said.contains("unable to fetch")
                                && said.matches(".*unable to fetch.* image from .* \"" + address + "\".*"));
            }
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void updatingAsksTheServerUnlessTheImageIsFresh() throws IOException {
        publish("a");
        String[] line = {"--no-store", "--debug", INSECURE, "fetch", url("a.aci")};
        assertThat(rkt(0, line)).contains("image: fetching image from " + url("a.aci"));
        assertThat(rkt(0, line)).contains("image: remote fetching from URL \"" + url("a.aci") + "\"");
        server.keepFresh("max-age=600");
        rkt(0, line);
        assertThat(rkt(0, line)).contains("image: image for " + url("a.aci") + " isn't expired, not fetching.");
    }

    @Test
    void freshnessHoldsForNamesTooAndNotWhenTheServerWantsToBeAsked() throws IOException {
        publish("a");
        for (String address : List.of(url("a.aci"), HOST + "/a")) {
            String[] line = {"--no-store", "--debug", INSECURE, "fetch", address};
            server.keepFresh("max-age=600");
            assertThat(rkt(0, line)).contains("image: fetching image from " + url("a.aci"));
            assertThat(rkt(0, line)).contains("image: image for " + url("a.aci") + " isn't expired, not fetching.");
            rkt(0, "image", "rm", HOST + "/a");
            server.keepFresh("max-age=0, must-revalidate");
            for (String answer : List.of("200", "304")) {
                assertThat(rkt(0, line)).contains("image: fetching image from " + url("a.aci"));
                assertThat(server.requests()).endsWith("GET /a.aci " + answer);
            }
            rkt(0, "image", "rm", HOST + "/a");
        }
    }

    @Test
    void labelsMustBeThoseOfTheManifest() throws IOException {
        publish("a");
        String differs = "requested value for label \"%s\": \"%s\" differs from fetched aci label value: \"%s\"";
        assertFails(differs.formatted("version", "2.0", "1"), HOST + "/a:2.0");
        assertFails(differs.formatted("version", "latest", "1"), HOST + "/a:latest");
        assertFails(differs.formatted("arch", "armv7b", "amd64"), HOST + "/a,arch=armv7b");
        assertFails("requested label \"unexisting\" not provided by the image manifest", HOST + "/a,unexisting=bla");
    }

    @Test
    void aSignatureThatIsNamedMustBeThereAlsoForAnImageThatIs() throws IOException {
        publish("a");
        rkt(0, INSECURE, "fetch", url("a.aci"));

        for (String address : List.of(url("a.aci"), directory.resolve("a.aci").toString())) {
            assertThat(rkt(254, "fetch", address, "--signature=/no/such.asc"))
                    .anyMatch(line -> line.contains("error opening signature file /no/such.asc"));
            rkt(0, INSECURE, "fetch", address, "--signature=/no/such.asc");
        }
    }

    @Test
    void nobodyAsksForTheNameOfAnImageThatNobodySigned() throws IOException {
        publish("a");
        TinyImage other = TinyImage.named("example.com/other", directory.resolve("b"));
        server.with("/b.aci", Files.readAllBytes(other.archive())).keepFresh("max-age=600");
        String difference = "it is named example.com/other, but " + HOST + "/b was asked for";
        String[] line = {"--no-store", "--debug", INSECURE, "fetch", HOST + "/b"};

        assertThat(rkt(0, line)).contains("image: warning: " + HOST + "/b: " + difference);
        assertThat(rkt(0, line)).contains("image: image for " + url("b.aci") + " isn't expired, not fetching.");
        publish("c", "b");
        assertFails(difference, HOST + "/c");
    }

    private void assertFails(String words, String address) throws IOException {
        assertThat(rkt(254, "--debug", INSECURE, "fetch", address)).anyMatch(line -> line.contains(words));
    }

    @Test
    void aServerThatIsNotTrustedGivesNoSignatureAndOneThatWantsAPasswordNoImage() throws IOException {
        publish("a");
        machine = Machine.in(directory).with("https_proxy", proxy.address());
        for (String command : List.of("fetch", "run")) {
            assertThat(rkt(254, "--debug", command, "--no-store", url("a.aci")))
                    .anyMatch(line -> line.contains("error downloading the signature file"));
        }
        server.demanding("/", "Basic realm=\"x\"", "nobody knows");
        for (String command : List.of("fetch", "run")) {
            assertThat(rkt(254, "--debug", "--insecure-options=image,tls", command, "--no-store", url("a.aci")))
                    .anyMatch(line -> line.contains("bad HTTP status code: 401"));
        }
    }
}
