package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may sign images: keys and signatures made by GnuPG, a trust store of the test's own. */
class TrustTest {
    private static final String NAME = "example.com/acceptance/signed";

    @TempDir
    private static Path shared;

    private static Gpg gpg;
    private static String fingerprint;
    private static Path key;

    @TempDir
    private Path directory;

    private Path image;

    @BeforeAll
    static void makeTheKey() throws IOException {
        gpg = Gpg.at(shared.resolve("gpg"));
        fingerprint = gpg.key("signer@example.com", "ed25519", "never");
        key = gpg.export("signer@example.com", shared.resolve("key.asc"));
        TinyImage.named(NAME, shared.resolve("image")).archive();
    }

    @AfterAll
    static void stop() {
        gpg.close();
    }

    @BeforeEach
    void copyTheImage() throws IOException {
        image = Files.copy(shared.resolve("image.aci"), directory.resolve("image.aci"));
    }

    private Dray.Result dray(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Dray.HOME.resolve("bin/dray").toString(),
                "--dir=" + directory.resolve("data"),
                "--system-config=" + directory.resolve("system"),
                "--local-config=" + directory.resolve("local")));
        line.addAll(List.of(arguments));
        return Dray.program(line.toArray(String[]::new));
    }

    private void trust() {
        Dray.Result result = dray("trust", "--prefix=example.com", "--fingerprint=" + fingerprint, key.toString());
        assertThat(result.code()).as(result.err()).isZero();
    }

    private static void assertRefused(Dray.Result result, String reason) {
        assertThat(result.code()).isEqualTo(254);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(reason).doesNotContain("Exception");
    }

    @Test
    void anImageSignedByATrustedKeyComesIn() {
        gpg.sign("signer@example.com", image, "--armor");
        trust();

        Dray.Result result = dray("fetch", image.toString());

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).matches("sha512-[0-9a-f]{32}\n");
        assertThat(result.err()).contains("signature verified:\n  signer@example.com\n");
    }

    @Test
    void aBinarySignatureInAnotherPlaceIsAsGood() throws IOException {
        gpg.sign("signer@example.com", image);
        Path elsewhere = Files.move(directory.resolve("image.aci.asc"), directory.resolve("elsewhere.sig"));
        trust();

        assertThat(dray("fetch", "--signature=" + elsewhere, image.toString()).code())
                .isZero();
    }

    @Test
    void anUnsignedImageIsRefusedWithTheCommandsThatAcceptIt() {
        Dray.Result refused = dray("fetch", image.toString());

        assertRefused(refused, "error opening signature file " + image + ".asc");
        assertThat(refused.err())
                .contains("dray fetch --insecure-options=image " + image)
                .contains("dray trust --unsigned --prefix=" + NAME);
        assertThat(dray("--insecure-options=image", "fetch", image.toString()).err())
                .contains("dray: warning: image signature verification has been disabled\n");
    }

    @Test
    void aPrefixMayGoUnsigned() {
        assertThat(dray("trust", "--unsigned", "--prefix=example.com/acceptance")
                        .code())
                .isZero();
        assertThat(dray("fetch", image.toString()).code()).isZero();
    }

    @Test
    void aSignatureByAnybodyElseIsRefused() {
        gpg.sign("signer@example.com", image, "--armor");

        Dray.Result refused = dray("fetch", image.toString());

        assertRefused(refused, "openpgp: signature made by unknown entity");
        assertThat(refused.err()).contains("dray trust --prefix=" + NAME);
        assertThat(directory.resolve("data/images"))
                .satisfiesAnyOf(
                        images -> assertThat(images).doesNotExist(),
                        images -> assertThat(images).isEmptyDirectory());
    }

    @Test
    void aKeyCountsOnlyForItsPrefix() {
        gpg.sign("signer@example.com", image, "--armor");
        dray("trust", "--prefix=example.com/accept", "--fingerprint=" + fingerprint, key.toString());
        assertRefused(dray("fetch", image.toString()), "unknown entity");

        dray("trust", "--prefix=" + NAME, "--fingerprint=" + fingerprint, key.toString());
        assertThat(dray("fetch", image.toString()).code()).isZero();
    }

    @Test
    void anEmptyFileTakesTheTrustOfTheSystemBack() throws IOException {
        gpg.sign("signer@example.com", image, "--armor");
        Path ofSystem = Files.createDirectories(directory.resolve("system/trustedkeys/root.d"));
        Files.copy(key, ofSystem.resolve(fingerprint));
        assertThat(dray("fetch", image.toString()).code()).isZero();

        Files.createFile(Files.createDirectories(directory.resolve("local/trustedkeys/root.d"))
                .resolve(fingerprint));
        assertRefused(dray("fetch", image.toString()), "unknown entity");
    }

    @Test
    void aChangedImageIsRefused() throws IOException {
        gpg.sign("signer@example.com", image, "--armor");
        trust();
        // a byte of padding after the end of the archive
        Files.write(image, new byte[1], StandardOpenOption.APPEND);

        assertRefused(dray("fetch", image.toString()), "the signature does not fit the file");
    }

    @Test
    void aSignatureByAWeakHashIsRefused() {
        trust();
        gpg.sign("signer@example.com", image, "--armor", "--digest-algo", "SHA1", "--allow-weak-digest-algos");

        assertRefused(dray("fetch", image.toString()), "weak hash");
    }

    @Test
    void anExpiredKeyIsRefused() throws IOException {
        gpg.run(
                "--faked-system-time",
                "20200101T000000!",
                "--quick-generate-key",
                "old@example.com",
                "ed25519",
                "sign",
                "1d");
        gpg.sign("old@example.com", image, "--armor", "--faked-system-time", "20200101T010000!");
        trust("old@example.com");

        assertRefused(dray("fetch", image.toString()), "the key has expired");
    }

    @Test
    void aRevokedKeyIsRefused() throws IOException {
        String revoked = gpg.key("gone@example.com", "ed25519", "never");
        gpg.sign("gone@example.com", image, "--armor");
        trust("gone@example.com");
        assertThat(dray("fetch", image.toString()).code()).isZero();

        Path revocation = gpg.home().resolve("openpgp-revocs.d").resolve(revoked.toUpperCase(Locale.ROOT) + ".rev");
        Files.writeString(revocation, Files.readString(revocation).replace(":-----BEGIN", "-----BEGIN"));
        gpg.run("--import", revocation.toString());
        trust("gone@example.com");

        assertRefused(dray("fetch", image.toString()), "the key is revoked");
    }

    private void trust(String user) throws IOException {
        Path file = gpg.export(user, directory.resolve(user + ".asc"));
        Dray.Result result = dray("trust", "--prefix=example.com", "--skip-fingerprint-review", file.toString());
        assertThat(result.code()).as(result.err()).isZero();
    }

    @Test
    void aSignatureFileMayHoldAnything() throws IOException {
        trust();
        for (String content :
                new String[] {"", "nonsense", "-----BEGIN PGP SIGNATURE-----\n\nAAAA\n", "\u00ff\u00ff\u00ff"}) {
            Files.writeString(directory.resolve("image.aci.asc"), content);

            assertRefused(dray("fetch", image.toString()), "the signature file holds no OpenPGP signature");
        }
    }

    @Test
    void aKeyIsNotTrustedWithoutAWordFromSomebody() throws IOException {
        Dray.Result asked = dray("trust", "--prefix=example.com", key.toString());

        assertRefused(asked, "standard input is not a terminal");
        assertThat(asked.err()).contains("gpg key fingerprint is: ").contains("--fingerprint=" + fingerprint);
        assertRefused(
                dray("trust", "--prefix=example.com", "--fingerprint=" + "0".repeat(40), key.toString()),
                "which is none of those given by --fingerprint");
        assertRefused(dray("trust", key.toString()), "aborting due to implicit unbounded trust (root domain)");
        assertRefused(dray("trust", "--root", "--prefix=a", key.toString()), "mutually exclusive");
        assertRefused(dray("trust", "--prefix=https://a", key.toString()), "omit https://");
        Dray.Result starred = dray("trust", "--prefix=example.com/*", key.toString());
        assertRefused(starred, "'example.com/*' is not the beginning of an image's name");
        assertThat(starred.err()).doesNotContain("fingerprint is");
        assertRefused(dray("trust", "--prefix=a/../b", "--skip-fingerprint-review", key.toString()), "'a/../b'");
        Path nonsense = Files.writeString(directory.resolve("nonsense"), "no key\n");
        assertRefused(dray("trust", "--root", nonsense.toString()), "is not an OpenPGP public key");
        assertThat(directory.resolve("local")).doesNotExist();
    }

    @Test
    void underTheNameOfRktItSpeaksAsRkt() throws IOException {
        Path rkt = Files.createSymbolicLink(directory.resolve("rkt"), Dray.HOME.resolve("bin/dray"));
        Dray.Result result = Dray.program(
                rkt.toString(),
                "--local-config=" + directory.resolve("local"),
                "trust",
                "--prefix=example.com",
                "--skip-fingerprint-review",
                key.toString());

        Path file = directory.resolve("local/trustedkeys/prefix.d/example.com").resolve(fingerprint);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).isEqualTo("pubkey: prefix: \"example.com\"\nkey: \"" + key + "\"\n");
        assertThat(result.out())
                .startsWith("gpg key fingerprint is: ")
                .contains("\n\tsigner@example.com\n")
                .contains("Trusting \"" + key + "\" for prefix \"example.com\" without fingerprint review.\n")
                .endsWith("Added key for prefix \"example.com\" at \"" + file + "\"\n");
        assertThat(file).hasSameTextualContentAs(key);
    }
}
