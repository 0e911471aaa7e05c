package io.dray.acceptance;

import static io.dray.acceptance.Machine.assertFetched;
import static io.dray.acceptance.Machine.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that the host of an image names itself, {@code ac-discovery-pubkeys}. */
class KeyDiscoveryTest {
    private static final String HOST = TlsCertificate.HOST;
    private static final String NAME = HOST + "/team/app";
    private static final String SIGNER = "signer@example.com";

    @TempDir
    private static Path shared;

    private static TlsCertificate certificate;
    private static Gpg gpg;
    private static String fingerprint;
    private static Path key;
    private static Path archive;

    @TempDir
    private Path directory;

    private ImageServer server;
    private TunnelProxy proxy;
    private Machine machine;

    @BeforeAll
    static void make() throws IOException {
        certificate = TlsCertificate.make(shared.resolve("tls"));
        gpg = Gpg.at(shared.resolve("gpg"));
        fingerprint = gpg.key(SIGNER, "ed25519", "never");
        key = gpg.export(SIGNER, shared.resolve("key.asc"));
        archive = TinyImage.named(NAME, shared.resolve("app")).archive();
        gpg.sign(SIGNER, archive, "--armor");
    }

    @AfterAll
    static void stopGpg() {
        gpg.close();
    }

    @BeforeEach
    void start() throws IOException {
        server = ImageServer.start(certificate)
                .with("/app.aci", Files.readAllBytes(archive))
                .with("/app.aci.asc", Files.readAllBytes(Path.of(archive + ".asc")))
                .with("/keys/team.asc", Files.readAllBytes(key))
                .withPage("/team", keys("https://" + HOST + "/keys/team.asc"))
                .withPage(
                        "/team/app",
                        "<meta name='ac-discovery' content='" + HOST + "/team https://" + HOST + "/app.{ext}'>");
        proxy = TunnelProxy.to(server.port(), "");
        machine = Machine.in(directory).trusting(certificate).with("https_proxy", proxy.address());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        proxy.close();
    }

    private static String keys(String... locations) {
        StringBuilder page = new StringBuilder("<html><head>");
        for (String location : locations) {
            page.append("<META CONTENT=\"")
                    .append(HOST)
                    .append("/team ")
                    .append(location)
                    .append("\" name='ac-discovery-pubkeys'>");
        }
        return page + "</head></html>";
    }

    @Test
    void aKeyIsFoundAboveTheImageAndTrustedByItsFingerprint() {
        assertRefused(machine.dray("fetch", NAME), "openpgp: signature made by unknown entity");

        Dray.Result trusted = machine.dray("trust", "--prefix=" + NAME, "--fingerprint=" + fingerprint);

        assertThat(trusted.code()).as(trusted.err()).isZero();
        assertThat(trusted.err())
                .contains("key: \"https://" + HOST + "/keys/team.asc\"\n")
                .contains("Trusting \"https://" + HOST + "/keys/team.asc\" for prefix \"" + NAME + "\" after");
        assertFetched(machine.dray("fetch", NAME));
        // keys are walked to on their own, although the first page has endpoints
        assertThat(server.requests())
                .contains("GET /team/app?ac-discovery=1 200", "GET /team?ac-discovery=1 200", "GET /keys/team.asc 200");
    }

    @Test
    void aDiscoveredKeyIsNotTrustedBecauseTheHostSaysSo() {
        Dray.Result asked = machine.dray("trust", "--prefix=" + HOST + "/team");

        assertRefused(asked, "standard input is not a terminal");
        assertRefused(
                machine.dray("trust", "--prefix=" + HOST + "/team", "--fingerprint=" + "0".repeat(40)),
                "which is none of those given by --fingerprint");
        assertThat(machine.local()).doesNotExist();
    }

    @Test
    void keysFromHttpsAreTrustedAtOnceIfThatIsAskedFor() {
        Dray.Result fetched = machine.dray("--trust-keys-from-https", "fetch", NAME);

        assertFetched(fetched);
        assertThat(fetched.err())
                .contains("Trusting \"https://" + HOST + "/keys/team.asc\" for prefix \"" + NAME
                        + "\" without fingerprint review.")
                .contains("signature verified:");
    }

    @Test
    void aKeyOverPlainHttpIsNotTaken() throws IOException {
        try (ImageServer plain = ImageServer.start()) {
            plain.with("/team.asc", Files.readAllBytes(key));
            server.withPage("/team", keys(plain.url("/team.asc")));
            String prefix = "--prefix=" + HOST + "/team";

            assertRefused(
                    machine.dray("trust", prefix, "--fingerprint=" + fingerprint),
                    "--insecure-allow-http required for http URLs");
            assertRefused(
                    machine.dray("--trust-keys-from-https", "fetch", NAME),
                    "openpgp: signature made by unknown entity");
            assertThat(plain.requests()).isEmpty();
            Dray.Result allowed =
                    machine.dray("trust", prefix, "--insecure-allow-http", "--fingerprint=" + fingerprint);
            assertThat(allowed.code()).as(allowed.err()).isZero();
        }
    }

    @Test
    void whatThePageNamesMayBeAnything() {
        String prefix = "--prefix=" + HOST + "/team";
        for (String location : new String[] {"file:///etc/passwd", "/etc/passwd", "ftp://x/y", "https://"}) {
            server.withPage("/team", keys(location)).withPage("/", keys(location));
            assertRefused(machine.dray("trust", prefix, "--skip-fingerprint-review"), "cannot find " + HOST + "/team");
        }
        server.withPage("/team", keys("https://" + HOST + "/team"));
        assertRefused(machine.dray("trust", prefix, "--skip-fingerprint-review"), "is not an OpenPGP public key");
        server.withPage("/team", keys("https://" + HOST + "/none"));
        assertRefused(machine.dray("trust", prefix, "--skip-fingerprint-review"), HOST + " answered 404");
    }

    @Test
    void ofSeveralKeysTheOneIsTrustedThatIsMeant() throws IOException {
        String other = gpg.key("other@example.com", "ed25519", "never");
        server.with("/keys/other.asc", Files.readAllBytes(gpg.export("other@example.com", directory.resolve("o.asc"))))
                .withPage("/team", keys("https://" + HOST + "/keys/other.asc", "https://" + HOST + "/keys/team.asc"));

        Dray.Result both = machine.dray(
                "trust", "--prefix=" + HOST + "/team", "--fingerprint=" + fingerprint, "--fingerprint=" + other);

        assertThat(both.code()).as(both.err()).isZero();
        assertThat(machine.local().resolve("trustedkeys/prefix.d/" + HOST + "/team"))
                .isDirectoryContaining("glob:**/" + fingerprint)
                .isDirectoryContaining("glob:**/" + other);
        assertFetched(machine.dray("fetch", NAME));
    }
}
