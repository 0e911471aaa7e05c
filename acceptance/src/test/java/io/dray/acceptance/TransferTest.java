package io.dray.acceptance;

import static io.dray.acceptance.Machine.assertFetched;
import static io.dray.acceptance.Machine.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives by URL: where redirects may lead, what goes with them, and servers that fail or never end. */
class TransferTest {
    private static final String INSECURE = "--insecure-options=image";
    private static final String NAME = "example.com/acceptance/transfer";

    @TempDir
    private static Path shared;

    private static TlsCertificate certificate;
    private static byte[] archive;

    @TempDir
    private Path directory;

    private ImageServer server;
    private ImageServer other;
    private Machine machine;

    @BeforeAll
    static void make() throws IOException {
        certificate = TlsCertificate.make(shared.resolve("tls"));
        archive = Files.readAllBytes(
                TinyImage.named(NAME, shared.resolve("image")).archive());
    }

    @BeforeEach
    void start() throws IOException {
        server = ImageServer.start(certificate);
        other = ImageServer.start(certificate).with("/there.aci", archive);
        machine = Machine.in(directory).trusting(certificate);
    }

    @AfterEach
    void stop() {
        server.close();
        other.close();
    }

    private Dray.Result fetch(String path) {
        return machine.dray(INSECURE, "fetch", server.url(path));
    }

    private void know(String domain, String type, String credentials) throws IOException {
        machine.configured("auth.d/" + type + ".json", """
            {"rktKind":"auth","rktVersion":"v1","domains":["%s"],"type":"%s","credentials":%s}
            """.formatted(domain, type, credentials));
    }

    @Test
    void eachKindOfCredentialsIsSaidToItsHostAndNotToWhereThatLeads() throws IOException {
        server.redirecting("/x.aci", other.url("/there.aci"));
        know(server.host(), "basic", "{\"user\":\"joe\",\"password\":\"secret\"}");
        assertFetched(fetch("/x.aci"));
        assertThat(server.credentials()).containsExactly("/x.aci Basic am9lOnNlY3JldA==");
        assertThat(other.credentials()).containsExactly("/there.aci nothing");

        know(other.host(), "oauth", "{\"token\":\"forthere\"}");
        assertFetched(fetch("/x.aci"));
        assertThat(other.credentials()).contains("/there.aci Bearer forthere");
    }

    @Test
    void requestsToS3AreSigned() throws IOException {
        server.with("/x.aci", archive);
        know(
                server.host(),
                "aws",
                "{\"accessKeyID\":\"AKID\",\"secretAccessKey\":\"secret\",\"awsRegion\":\"eu-west-1\"}");

        assertFetched(fetch("/x.aci"));
        assertThat(server.credentials())
                .singleElement()
                .asString()
                .startsWith("/x.aci AWS4-HMAC-SHA256 Credential=AKID/")
                .contains("/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=");
    }

    @Test
    void whoIsNotLetInHearsWhatToDo() {
        server.with("/x.aci", archive).demanding("/x.aci", "Basic realm=\"x\"", "Basic none");

        Dray.Result refused = fetch("/x.aci");

        assertRefused(refused, "cannot fetch " + server.url("/x.aci") + ": " + server.host() + " answered 401");
        assertThat(refused.err()).contains("add credentials for this host to auth.d");
    }

    @Test
    void redirectsLeadToTheWebOnlyAndNeverOutOfProtection() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "secret\n");
        for (String target : new String[] {
            "file://" + secret,
            "ftp://localhost/x",
            "jar:file:" + secret + "!/",
            "",
            "https://joe:pw@localhost/x",
            "javascript:1",
            "//"
        }) {
            server.redirecting("/x.aci", target);
            assertRefused(fetch("/x.aci"), server.host() + " redirects to '" + target + "'");
        }
        try (ImageServer plain = ImageServer.start()) {
            plain.with("/x.aci", archive);
            server.redirecting("/x.aci", plain.url("/x.aci"));
            assertRefused(fetch("/x.aci"), "redirects from https to plain http");
            assertRefused(
                    machine.dray("--insecure-options=image,http", "fetch", server.url("/x.aci")),
                    "redirects from https to plain http");
            assertThat(plain.requests()).isEmpty();
        }
        server.redirecting("/x.aci", server.url("/x.aci"));
        assertRefused(fetch("/x.aci"), "redirects more than 10 times");
    }

    @Test
    void aServerThatFailsIsAskedAgainAndThenNoMore() {
        int[] failures = {2};
        server.with("/x.aci", archive).answering("/y.aci", exchange -> {
            boolean fails = failures[0]-- > 0;
            exchange.sendResponseHeaders(fails ? 500 : 200, fails ? -1 : archive.length);
            if (!fails) {
                exchange.getResponseBody().write(archive);
            }
        });
        Dray.Result fetched = fetch("/y.aci");
        assertFetched(fetched);
        assertThat(fetched.err()).contains("answered 500; trying again");

        server.answering("/z.aci", exchange -> exchange.sendResponseHeaders(502, -1));
        assertRefused(fetch("/z.aci"), "answered 502");
        assertThat(server.requests())
                .filteredOn(line -> line.equals("GET /z.aci 502"))
                .hasSize(5);
        server.answering("/w.aci", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7200");
            exchange.sendResponseHeaders(429, -1);
        });
        assertRefused(fetch("/w.aci"), "answered 429, and it wants to be asked again after 7200 s");
        assertThat(server.requests())
                .filteredOn(line -> line.equals("GET /w.aci 429"))
                .hasSize(1);
    }

    @Test
    void whatBrokeIsContinuedByALaterCommand() throws IOException {
        server.with("/x.aci", archive).breakOff("/x.aci", 1000);
        // a thousand bytes at a time take more attempts than one command makes
        assertRefused(fetch("/x.aci"), "the connection broke");
        assertThat(machine.data().resolve("cache/downloads")).isDirectoryContaining("glob:**.part");

        server.breakOff("/x.aci", archive.length);
        assertFetched(fetch("/x.aci"));
        assertThat(server.requests().getLast()).isEqualTo("GET /x.aci 206");
        assertThat(machine.data().resolve("cache/downloads")).isEmptyDirectory();
    }

    @Test
    void aSignatureThatDoesNotEndIsCutOff() {
        server.with("/x.aci", archive).answering("/x.aci.asc", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] zeros = new byte[65_536];
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(zeros);
                }
            } catch (IOException _) {
                // the client has had enough
            }
        });

        assertRefused(machine.dray("fetch", server.url("/x.aci")), "is longer than the limit of");
    }
}
