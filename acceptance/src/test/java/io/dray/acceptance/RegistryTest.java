package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of a real registry. */
class RegistryTest {
    private static final String IMAGE = "team/hello:1";

    @TempDir
    private static Path shared;

    private static Registry secured;
    private static TokenServer tokens;
    private static Registry byToken;
    private static Registry plain;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws IOException {
        secured = Registry.start(shared.resolve("secured"), true);
        plain = Registry.start(shared.resolve("plain"), false);
        TlsCertificate certificate = TlsCertificate.make(shared.resolve("tls"));
        tokens = TokenServer.start(certificate);
        byToken = Registry.start(shared.resolve("token"), certificate, tokens);
        secured.push(IMAGE, shared.resolve("one"));
        byToken.push(IMAGE, shared.resolve("three"));
        plain.push(IMAGE, shared.resolve("two"));
    }

    @AfterAll
    static void stop() {
        secured.close();
        byToken.close();
        tokens.close();
        plain.close();
    }

    private Dray.Result dray(Map<String, String> environment, String... arguments) {
        return Dray.run(environment, arguments);
    }

    private Map<String, String> trusting() {
        return Map.of("SSL_CERT_FILE", secured.certificate().toString());
    }

    private String configuration(String user) throws IOException {
        Path auth = Files.createDirectories(directory.resolve("etc/auth.d"));
        Files.writeString(auth.resolve("registry.json"), """
            {"rktKind":"dockerAuth","rktVersion":"v1","registries":["%s"],"credentials":{"user":"%s","password":"%s"}}
            """.formatted(secured.host(), user, Registry.PASSWORD));
        return "--local-config=" + directory.resolve("etc");
    }

    private static void assertRefused(Dray.Result result, String reason) {
        assertThat(result.code()).isEqualTo(254);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(reason).doesNotContain("Exception");
    }

    @Test
    void anImageIsPulledWithAPasswordOverTls() throws IOException {
        String address = "docker://" + secured.host() + "/" + IMAGE;
        String configuration = configuration(Registry.USER);
        Dray.Result first = dray(trusting(), configuration, "--insecure-options=image", "fetch", address);
        assertThat(first.code()).as(first.err()).isZero();
        Dray.Result again = dray(trusting(), configuration, "--insecure-options=image", "fetch", address);

        assertThat(again.out()).isEqualTo(first.out()).matches("sha512-[0-9a-f]{32}\n");
        // nothing is transferred for an image whose manifest is known
        assertThat(again.err()).doesNotContain("layer");
        assertThat(dray(Map.of(), "run", "--net=none", first.out().strip()).out())
                .isEqualTo("hello\n");
    }

    @Test
    void withoutAPasswordOrWithAWrongOneNobodyIsLetIn() throws IOException {
        String address = "docker://" + secured.host() + "/" + IMAGE;
        for (String configuration : List.of("--local-config=" + directory.resolve("none"), configuration("jim"))) {
            assertRefused(
                    dray(trusting(), configuration, "--insecure-options=image", "fetch", address),
                    "cannot fetch " + address + ": registry answered 401");
        }
    }

    @Test
    void anUnknownCertificateIsRefused() throws IOException {
        String address = "docker://" + secured.host() + "/" + IMAGE;
        String configuration = configuration(Registry.USER);

        assertRefused(
                dray(Map.of(), configuration, "--insecure-options=image", "fetch", address),
                "the certificate of " + secured.host() + " is not trusted: no known authority signed it");
        Dray.Result accepted = dray(Map.of(), configuration, "--insecure-options=image,tls", "fetch", address);
        assertThat(accepted.code()).as(accepted.err()).isZero();
    }

    @Test
    void plainHttpIsSpokenOnlyWhenItIsAllowed() {
        String address = "oci://" + plain.host() + "/" + IMAGE;

        assertRefused(dray(Map.of(), "--insecure-options=image", "fetch", address), "does not speak TLS");
        assertRefused(
                dray(Map.of(), "--insecure-options=http", "fetch", address),
                "signature verification for docker images");
        Dray.Result fetched = dray(Map.of(), "--insecure-options=image,http", "fetch", address);
        assertThat(fetched.code()).as(fetched.err()).isZero();
        assertRefused(
                dray(Map.of(), "--insecure-options=image,http", "fetch", "docker://" + plain.host() + "/team/hello:2"),
                "registry answered 404");
    }

    @Test
    void anImageIsRunRightFromTheRegistry() {
        Dray.Result result = dray(
                Map.of(),
                "--insecure-options=image,http",
                "run",
                "--net=none",
                "docker://" + plain.host() + "/" + IMAGE);

        assertThat(result.out()).as(result.err()).isEqualTo("hello\n");
    }

    @Test
    void aRegistryThatWantsTokensIsAskedWithOne() throws IOException {
        Map<String, String> trusting =
                Map.of("SSL_CERT_FILE", shared.resolve("tls/cert.pem").toString());
        String address = "docker://" + byToken.host() + "/" + IMAGE;
        int before = tokens.log().requests().size();

        Dray.Result fetched = dray(trusting, "--insecure-options=image", "fetch", address);

        assertThat(fetched.code()).as(fetched.err()).isZero();
        assertThat(tokens.log()
                        .requests()
                        .subList(before, tokens.log().requests().size()))
                .containsExactly("GET /token?scope=repository%3Ateam%2Fhello%3Apull&service=the+registry 200");
        assertThat(dray(Map.of(), "run", "--net=none", fetched.out().strip()).out())
                .isEqualTo("hello\n");
    }
}
