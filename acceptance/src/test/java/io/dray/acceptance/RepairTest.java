package io.dray.acceptance;

import static io.dray.acceptance.Machine.assertFetched;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code image verify} gets damaged layers again from wherever their image came from, and nothing else instead. */
class RepairTest {
    private static final String HOST = TlsCertificate.HOST;
    private static final String NAME = HOST + "/team/app";
    private static final String INSECURE = "--insecure-options=image";

    @TempDir
    private static Path shared;

    private static TlsCertificate certificate;
    private static Path archive;
    private static TinyOci oci;

    @TempDir
    private Path directory;

    private ImageServer server;
    private Machine machine;

    @BeforeAll
    static void make() throws IOException {
        certificate = TlsCertificate.make(shared.resolve("tls"));
        archive = TinyImage.named(NAME, shared.resolve("app")).archive();
        oci = TinyOci.saying("hello", shared);
    }

    @BeforeEach
    void start() throws IOException {
        server = ImageServer.start(certificate).with("/app.aci", Files.readAllBytes(archive));
        machine = Machine.in(directory).trusting(certificate);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void damage() throws IOException {
        try (Stream<Path> layers = Files.list(machine.data().resolve("layers"))) {
            for (Path layer : layers.toList()) {
                Files.writeString(layer.resolve("tree/bin/busybox"), "evil");
            }
        }
    }

    /** The last word of the store on its only image. */
    private String record() throws IOException {
        try (Stream<Path> images = Files.list(machine.data().resolve("images"))) {
            return Files.readString(images.findFirst().orElseThrow().resolve("image.json"))
                    .replaceAll("\"imported\".*", "");
        }
    }

    private void assertRepairs(Machine repairing) throws IOException {
        String before = record();
        damage();

        Dray.Result verified = repairing.dray("image", "verify");

        assertThat(verified.code()).as(verified.err()).isZero();
        assertThat(verified.err()).contains("tree cache verification failed for image ");
        assertThat(verified.out()).startsWith("successfully verified checksum for image: \"");
        assertThat(repairing.dray("image", "verify").err()).isEmpty();
        assertThat(record()).isEqualTo(before);
        assertThat(machine.data().resolve("tmp")).isEmptyDirectory();
        assertThat(machine.data().resolve("cache/downloads"))
                .satisfiesAnyOf(
                        it -> assertThat(it).doesNotExist(),
                        it -> assertThat(it).isEmptyDirectory());
    }

    private void assertCannotRepair(String reason) throws IOException {
        damage();
        Dray.Result refused = machine.dray("image", "verify");

        assertThat(refused.code()).isEqualTo(254);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains("cannot repair image ")
                .contains(reason)
                .contains("hint: ")
                .doesNotContain("Exception");
        assertThat(machine.dray("image", "list", "--no-legend").out().lines()).hasSize(1);
    }

    @Test
    void fromAUrl() throws IOException {
        assertFetched(machine.dray(INSECURE, "fetch", server.url("/app.aci")));
        assertRepairs(machine);
        // the ETag is not asked about: what the store has is not what the server has
        assertThat(server.requests()).containsExactly("GET /app.aci 200", "GET /app.aci 200");

        byte[] other = Files.readAllBytes(TinyImage.named(NAME, directory.resolve("other"))
                .withFile("new", "new")
                .archive());
        server.with("/app.aci", other);
        assertCannotRepair("it is sha512-");
        server.close();
        assertCannotRepair("cannot connect to " + server.host());
    }

    @Test
    void fromWhereDiscoveryFindsIt() throws IOException {
        server.withPage(
                "/team/app", "<meta name='ac-discovery' content='" + HOST + "/team https://" + HOST + "/app.{ext}'>");
        try (TunnelProxy proxy = TunnelProxy.to(server.port(), "")) {
            Machine behind = machine.with("https_proxy", proxy.address());
            assertFetched(behind.dray(INSECURE, "fetch", NAME));
            assertRepairs(behind);
        }
    }

    @Test
    void fromARegistryEvenIfTheTagHasMoved() throws IOException {
        oci.publish(server, "team/hello", "1");
        assertFetched(machine.dray(INSECURE, "fetch", "docker://" + server.host() + "/team/hello:1"));
        TinyOci.saying("moved", directory).publish(server, "team/hello", "1");

        assertRepairs(machine);
        assertThat(server.requests())
                .contains("GET /v2/team/hello/manifests/" + TinyOci.digest(oci.manifest()) + " 200");
    }

    @Test
    void fromAFileThatWasGivenByARelativePath() throws IOException {
        Path copy = Files.copy(archive, directory.resolve("app.aci"));
        Dray.Result fetched = Dray.program(
                "sh",
                "-c",
                "cd " + directory + " && " + Dray.HOME.resolve("bin/dray") + " --dir=data " + INSECURE
                        + " fetch app.aci");
        assertFetched(fetched);
        assertRepairs(machine);

        Files.delete(copy);
        assertCannotRepair("what it came from, " + copy + ", is not there");
    }

    @Test
    void aSignedImageStaysSigned() throws IOException {
        try (Gpg gpg = Gpg.at(directory.resolve("gpg"))) {
            String fingerprint = gpg.key("signer@example.com", "ed25519", "never");
            Path copy = Files.copy(archive, directory.resolve("signed.aci"));
            gpg.sign("signer@example.com", copy, "--armor");
            Path key = gpg.export("signer@example.com", directory.resolve("key.asc"));
            machine.dray("trust", "--root", "--fingerprint=" + fingerprint, key.toString());
            server.with("/app.aci.asc", Files.readAllBytes(Path.of(copy + ".asc")));

            assertFetched(machine.dray("fetch", server.url("/app.aci")));
            assertThat(record()).contains("\"signedBy\": \"" + fingerprint + "\"");
            assertRepairs(machine);
        }
    }
}
