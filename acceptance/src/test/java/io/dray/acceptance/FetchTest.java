package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images from a web server, by URL and by discovery. */
class FetchTest {
    private static final String INSECURE = "--insecure-options=image,http";

    @TempDir
    private Path directory;

    private ImageServer server;

    @BeforeEach
    void start() throws IOException {
        server = ImageServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<String> line(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Dray.HOME.resolve("bin/dray").toString(),
                "--dir=" + directory.resolve("data"),
                "--system-config=" + directory.resolve("system"),
                "--local-config=" + directory.resolve("local")));
        line.addAll(List.of(arguments));
        return line;
    }

    private Dray.Result dray(String... arguments) {
        return Dray.program(line(arguments).toArray(String[]::new));
    }

    private byte[] image(String name) throws IOException {
        String file = name.substring(name.lastIndexOf('/') + 1);
        return Files.readAllBytes(TinyImage.named(name, directory.resolve(file))
                .running("echo hello")
                .archive());
    }

    private static void assertFetched(Dray.Result result) {
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).matches("sha512-[0-9a-f]{32}\n");
    }

    private static void assertRefused(Dray.Result result, String reason) {
        assertThat(result.code()).isEqualTo(254);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(reason).doesNotContain("Exception");
    }

    @Test
    void anUnchangedImageIsNotTransferredAgain() throws IOException {
        server.with("/x.aci", image("example.com/acceptance/url"));

        assertFetched(dray(INSECURE, "fetch", server.url("/x.aci")));
        assertFetched(dray(INSECURE, "fetch", server.url("/x.aci")));
        assertFetched(dray(INSECURE, "fetch", "--pull-policy=new", server.url("/x.aci")));
        assertThat(server.requests()).containsExactly("GET /x.aci 200", "GET /x.aci 304");
        assertThat(directory.resolve("data/cache/downloads")).isEmptyDirectory();
    }

    @Test
    void whatIsFreshIsNotEvenAskedFor() throws IOException {
        server.with("/x.aci", image("example.com/acceptance/fresh")).keepFresh("max-age=600");

        assertFetched(dray(INSECURE, "fetch", server.url("/x.aci")));
        Dray.Result again = dray(INSECURE, "--debug", "fetch", server.url("/x.aci"));

        assertFetched(again);
        assertThat(again.err()).contains("image for " + server.url("/x.aci") + " isn't expired, not fetching.");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void eightAtOnceTransferItOnce() throws Exception {
        server.with("/x.aci", image("example.com/acceptance/eight"));
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(new ProcessBuilder(line(INSECURE, "fetch", server.url("/x.aci")))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("out" + i).toFile())
                    .start());
        }
        for (int i = 0; i < 8; i++) {
            assertThat(all.get(i).waitFor())
                    .as(Files.readString(directory.resolve("out" + i)))
                    .isZero();
        }

        assertThat(server.requests().stream().filter(request -> request.endsWith(" 200")))
                .hasSize(1);
        assertThat(directory.resolve("data/tmp")).isEmptyDirectory();
    }

    /** The server plays the proxy to hosts that do not exist, so discovery needs no port of its own. */
    private Dray.Result discover(String... arguments) {
        List<String> command = new ArrayList<>(List.of("env", "http_proxy=" + server.url("")));
        command.addAll(line(arguments));
        return Dray.program(command.toArray(String[]::new));
    }

    private void publish() throws IOException {
        byte[] base = image("discovery.invalid/team/base");
        server.withPage(
                        "/team",
                        "<html><meta name='ac-discovery' content='discovery.invalid/team"
                                + " http://discovery.invalid/images/{name}-{version}-{os}-{arch}.{ext}'></html>")
                .with("/images/discovery.invalid/team/base-latest-linux-amd64.aci", base)
                .with("/images/discovery.invalid/team/base-2-linux-amd64.aci", base);
        Path app = TinyImage.named("discovery.invalid/team/app", directory.resolve("app"))
                .dependingOn("discovery.invalid/team/base")
                .archive();
        server.with("/images/discovery.invalid/team/app-1-linux-amd64.aci", Files.readAllBytes(app));
    }

    @Test
    void aNameIsDiscoveredWithAllItDependsOn() throws IOException {
        publish();

        Dray.Result result = discover(INSECURE, "--debug", "fetch", "discovery.invalid/team/app:1");

        assertFetched(result);
        assertThat(result.err()).contains("searching for app image discovery.invalid/team/app");
        assertThat(server.requests())
                .containsExactly(
                        "GET http://discovery.invalid/team/app?ac-discovery=1 404",
                        "GET http://discovery.invalid/team?ac-discovery=1 200",
                        "GET http://discovery.invalid/images/discovery.invalid/team/app-1-linux-amd64.aci 200",
                        "GET http://discovery.invalid/team/base?ac-discovery=1 404",
                        "GET http://discovery.invalid/team?ac-discovery=1 200",
                        "GET http://discovery.invalid/images/discovery.invalid/team/base-latest-linux-amd64.aci 200");
        assertThat(dray("image", "list").out()).contains("discovery.invalid/team/base:1");
    }

    @Test
    void whatIsFoundMustBeWhatWasAskedFor() throws IOException {
        publish();

        assertRefused(
                discover(INSECURE, "fetch", "discovery.invalid/team/base:2"),
                "requested value for label \"version\": \"2\" differs from fetched aci label value: \"1\"");
        assertRefused(discover(INSECURE, "fetch", "discovery.invalid/team/none"), "answered 404");
        assertRefused(discover(INSECURE, "fetch", "discovery.invalid/other"), "cannot find discovery.invalid/other");
        assertThat(dray("image", "list", "--no-legend").out()).isEmpty();
    }

    @Test
    void theNetworkIsNotAskedWhenThatIsForbidden() {
        assertRefused(
                dray(INSECURE, "fetch", "--pull-policy=never", server.url("/x.aci")),
                "unable to fetch image from URL \"" + server.url("/x.aci") + "\"");
        assertRefused(
                dray("fetch", "--store-only", "example.com/none"),
                "unable to fetch image from image name \"example.com/none\"");
        assertRefused(dray("fetch", "--pull-policy=sometimes", "x"), "--pull-policy takes one of new|update|never");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void eachProtectionIsGivenUpByItsOwnWord() throws IOException {
        server.with("/x.aci", image("example.com/acceptance/words"));

        assertRefused(
                dray("--insecure-options=image", "fetch", server.url("/x.aci")), "plain http to " + server.host());
        assertRefused(
                dray("--insecure-options=http", "fetch", server.url("/x.aci")), "error downloading the signature file");
        assertRefused(dray("--insecure-options=imago", "fetch", "x"), "does not know 'imago'");
        Dray.Result result = dray("--insecure-options=all-fetch", "fetch", server.url("/x.aci"));
        assertFetched(result);
        assertThat(result.err())
                .contains("warning: image signature verification has been disabled")
                .contains("warning: TLS verification has been disabled")
                .contains("warning: plain http is asked where https fails");
    }

    @Test
    void aDeferredSignatureIsAskedForAgain() throws IOException {
        try (Gpg gpg = Gpg.at(directory.resolve("gpg"))) {
            String fingerprint = gpg.key("signer@example.com", "ed25519", "never");
            Path image = TinyImage.named("example.com/acceptance/deferred", directory.resolve("deferred"))
                    .archive();
            gpg.sign("signer@example.com", image, "--armor");
            Path key = gpg.export("signer@example.com", directory.resolve("key.asc"));
            server.with("/x.aci", Files.readAllBytes(image))
                    .with("/x.aci.asc", Files.readAllBytes(directory.resolve("deferred.aci.asc")))
                    .defer(2);
            assertThat(dray("trust", "--root", "--fingerprint=" + fingerprint, key.toString())
                            .code())
                    .isZero();

            Dray.Result result = dray("--insecure-options=http", "fetch", server.url("/x.aci"));

            assertFetched(result);
            assertThat(result.err())
                    .contains("server requested deferring the signature download")
                    .contains("signature verified:");
        }
    }

    @Test
    void whatIsNoImageIsRefusedAndNothingStays() {
        server.with("/x.aci", "no image at all\n".getBytes(StandardCharsets.UTF_8));

        Dray.Result refused = dray(INSECURE, "fetch", server.url("/x.aci"));

        assertRefused(refused, "cannot fetch " + server.url("/x.aci") + ": it is not a tar archive");
        assertThat(directory.resolve("data/cache/downloads")).isEmptyDirectory();
        assertRefused(dray(INSECURE, "fetch", server.url("/none.aci")), "answered 404");
    }

    @Test
    void aRunFetchesWhatIsMissing() throws IOException {
        server.with("/x.aci", image("example.com/acceptance/run"));

        Dray.Result result = dray(INSECURE, "run", "--net=none", server.url("/x.aci"));
        assertThat(result.out()).as(result.err()).isEqualTo("hello\n");
        assertThat(result.code()).isZero();
        assertThat(dray("run", "--net=none", "example.com/acceptance/run").out())
                .isEqualTo("hello\n");
        assertRefused(dray("run", "--net=none", "no-such-host.invalid/x"), "there is no image no-such-host.invalid/x");
        dray("gc");
    }
}
