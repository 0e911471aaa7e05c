package io.dray.acceptance;

import static io.dray.acceptance.Machine.assertFetched;
import static io.dray.acceptance.Machine.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How Dray is let in by registries, and what registries that mean no good get to see. */
class RegistryAccessTest extends OwnRegistry {
    private static final String JOE = "Basic am9lOnNlY3JldA==";

    private ImageServer other;

    @BeforeEach
    void start() throws IOException {
        other = ImageServer.start(certificate);
    }

    @AfterEach
    void stop() {
        other.close();
    }

    private String address() {
        return "docker://" + registry.host() + "/" + REPOSITORY + ":1";
    }

    private Dray.Result fetch() {
        return machine.dray(INSECURE, "fetch", address());
    }

    private void knowThePassword() throws IOException {
        machine.configured("auth.d/registry.json", """
            {"rktKind":"dockerAuth","rktVersion":"v1","registries":["%s"],
            "credentials":{"user":"joe","password":"secret"}}
            """.formatted(registry.host()));
    }

    private void demandToken(String realm) {
        registry.demanding(
                "/v2/",
                "Bearer realm=\"" + realm + "\",service=\"the registry\",scope=\"repository:x:push\"",
                "Bearer letmein");
    }

    private static void giveToken(ImageServer server, String answer) {
        server.withPage("/token", answer);
    }

    @Test
    void aTokenIsGotForThisRepositoryAndForReadingOnly() {
        demandToken(registry.url("/token"));
        giveToken(registry, "{\"access_token\":\"letmein\",\"expires_in\":60}");

        assertFetched(fetch());
        assertThat(registry.requests())
                .contains(
                        "GET /token?scope=repository%3Ateam%2Fhello%3Apull&service=the+registry 200",
                        "GET " + TinyOci.blob(REPOSITORY, image.layer()) + " 200");
        assertThat(registry.credentials()).contains("/token nothing");
    }

    @Test
    void thePasswordGoesToTheTokenServerOfTheSameHostOnly() throws IOException {
        knowThePassword();
        demandToken(registry.url("/token"));
        giveToken(registry, "{\"token\":\"letmein\"}");

        assertFetched(fetch());
        assertThat(registry.credentials()).contains("/token " + JOE).doesNotContain("/v2/ " + JOE);
    }

    @Test
    void thePasswordIsSaidToWhoWantsNothingElse() throws IOException {
        knowThePassword();
        registry.demanding("/v2/", "Basic realm=\"registry\"", JOE);

        assertFetched(fetch());
    }

    @Test
    void aTokenServerElsewhereNeverSeesThePassword() throws IOException {
        giveToken(other, "{\"token\":\"letmein\"}");
        demandToken(other.url("/token").replace("localhost", "127.0.0.1"));
        assertFetched(fetch());
        assertThat(other.credentials()).containsExactly("/token nothing");

        knowThePassword();
        assertRefused(fetch(), "registry wants the password to be sent to 127.0.0.1:" + other.port());
        assertThat(other.credentials()).hasSize(1);
    }

    @Test
    void aTokenServerMustBeOneOfTheWeb() throws IOException {
        for (String realm : new String[] {"file:///etc/passwd", "/token", "", "ftp://localhost/x", "jar:file:/x!/y"}) {
            demandToken(realm);
            assertRefused(fetch(), "registry names a token server that is none: '" + realm + "'");
        }
        demandToken("http://localhost:" + other.port() + "/token");
        assertRefused(fetch(), "plain http to localhost:" + other.port() + " is not allowed");
        demandToken(registry.url("/token").replace("https://", "https://joe:secret@"));
        assertRefused(fetch(), "names a token server that is none");
        registry.demanding("/v2/", "Negotiate", "x");
        assertRefused(fetch(), "registry answered 401");
        assertThat(other.requests()).isEmpty();
    }

    @Test
    void aTokenServerThatLeadsAwayTakesNoPasswordWithIt() throws IOException {
        knowThePassword();
        demandToken(registry.url("/token"));
        registry.redirecting("/token", other.url("/token"));
        giveToken(other, "{\"token\":\"letmein\"}");

        assertFetched(fetch());
        assertThat(other.credentials()).containsExactly("/token nothing");
    }

    @Test
    void nonsenseOfATokenServerIsRefused() {
        demandToken(registry.url("/token"));
        for (String answer : new String[] {
            "", "no json", "{}", "[1]", "{\"token\":7}", "{\"token\":\"a\\r\\nX: y\"}", "{\"token\":\"\u00e9\"}"
        }) {
            giveToken(registry, answer);
            assertRefused(fetch(), "the token server of the registry");
        }
        giveToken(registry, "{\"token\":\"wrong\"}");
        assertRefused(fetch(), "registry answered 401");
        registry.answering("/token", exchange -> exchange.sendResponseHeaders(403, -1));
        assertRefused(fetch(), "the token server of the registry answered 403");
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        demandToken(registry.url("/token"));
        registry.answering("/token", exchange -> {
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

        assertRefused(fetch(), "is longer than the limit of 1048576 bytes");
    }

    @Test
    void blobsMayLieElsewhereButTheTokenStaysHere() {
        demandToken(registry.url("/token"));
        giveToken(registry, "{\"token\":\"letmein\"}");
        registry.redirecting(TinyOci.blob(REPOSITORY, image.layer()), other.url("/bucket/layer?signed=1"));
        other.with("/bucket/layer", image.layer());

        assertFetched(fetch());
        assertThat(other.requests()).containsExactly("GET /bucket/layer?signed=1 200");
        assertThat(other.credentials()).containsExactly("/bucket/layer nothing");
    }

    @Test
    void whoeverBlobsLieWithMayNotAskForTheToken() throws IOException {
        knowThePassword();
        registry.redirecting(TinyOci.blob(REPOSITORY, image.layer()), other.url("/layer"));
        other.demanding("/layer", "Basic realm=\"give it to me\"", JOE);

        assertRefused(fetch(), "answered 401");
        assertThat(other.credentials()).allMatch(line -> line.equals("/layer nothing"));
    }

    @Test
    void aTokenThatRunsOutOnTheWayIsRenewed() {
        demandToken(registry.url("/token"));
        giveToken(registry, "{\"token\":\"letmein\"}");
        registry.answering("/v2/" + REPOSITORY + "/manifests/1", exchange -> {
            // from now on the old token is none
            registry.demanding("/v2/", "Bearer realm=\"" + registry.url("/token") + "\"", "Bearer second");
            giveToken(registry, "{\"token\":\"second\"}");
            exchange.getResponseHeaders().set("Content-Type", TinyOci.MANIFEST);
            exchange.sendResponseHeaders(200, image.manifest().length);
            exchange.getResponseBody().write(image.manifest());
        });

        assertFetched(fetch());
        assertThat(registry.credentials())
                .contains(TinyOci.blob(REPOSITORY, image.layer()) + " Bearer second")
                .filteredOn(line -> line.startsWith("/token"))
                .hasSize(2);
    }
}
