package io.dray.acceptance;

import static io.dray.acceptance.Machine.assertFetched;
import static io.dray.acceptance.Machine.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways through proxies that the environment names; the hosts behind them do not exist. */
class ProxyTest {
    private static final String HOST = TlsCertificate.HOST;
    private static final String INSECURE = "--insecure-options=image";
    private static final String JOE = "Basic am9lOnNlY3JldA==";

    @TempDir
    private static Path shared;

    private static TlsCertificate certificate;
    private static byte[] archive;

    @TempDir
    private Path directory;

    private ImageServer server;
    private Machine machine;

    @BeforeAll
    static void make() throws IOException {
        certificate = TlsCertificate.make(shared.resolve("tls"));
        archive = Files.readAllBytes(
                TinyImage.named(HOST + "/team/app", shared.resolve("app")).archive());
    }

    @BeforeEach
    void start() throws IOException {
        server = ImageServer.start(certificate)
                .with("/app.aci", archive)
                .withPage(
                        "/team/app",
                        "<meta name='ac-discovery' content='" + HOST + "/team https://" + HOST + "/app.{ext}'>");
        machine = Machine.in(directory).trusting(certificate);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void httpsGoesThroughATunnelWhoseEndIsTheHostItself() throws IOException {
        try (TunnelProxy proxy = TunnelProxy.to(server.port(), "")) {
            Machine behind = machine.with("https_proxy", proxy.address());

            assertFetched(behind.dray(INSECURE, "fetch", "https://" + HOST + "/app.aci"));
            assertFetched(behind.dray(INSECURE, "fetch", HOST + "/team/app"));
            assertThat(proxy.heads()).isNotEmpty().allMatch(head -> head.startsWith("CONNECT " + HOST + ":443 "));
            assertThat(server.requests())
                    .containsExactly("GET /app.aci 200", "GET /team/app?ac-discovery=1 200", "GET /app.aci 304");
            // the proxy cannot look into the tunnel: who does not know the certificate ends there
            assertRefused(
                    Machine.in(directory.resolve("strange"))
                            .with("HTTPS_PROXY", "http://" + proxy.address())
                            .dray(INSECURE, "fetch", "https://" + HOST + "/app.aci"),
                    "the certificate of " + HOST + " is not trusted");
        }
    }

    @Test
    void thePasswordOfTheProxyIsForTheProxyOnly() throws IOException {
        try (TunnelProxy proxy = TunnelProxy.to(server.port(), JOE)) {
            machine.configured("auth.d/host.json", """
                {"rktKind":"auth","rktVersion":"v1","domains":["%s"],"type":"oauth","credentials":{"token":"mine"}}
                """.formatted(HOST));

            assertFetched(machine.with("https_proxy", "http://joe:secret@" + proxy.address())
                    .dray(INSECURE, "fetch", "https://" + HOST + "/app.aci"));
            assertThat(proxy.heads())
                    .allMatch(head -> head.contains("Proxy-Authorization: " + JOE))
                    .noneMatch(head -> head.contains("mine"));
            assertThat(server.credentials()).containsExactly("/app.aci Bearer mine");

            assertRefused(
                    machine.with("https_proxy", "http://joe:wrong@" + proxy.address())
                            .dray(INSECURE, "fetch", "https://" + HOST + "/team/app.aci"),
                    "407");
        }
    }

    @Test
    void hostsOfNoProxyAreAskedDirectly() throws IOException {
        try (TunnelProxy proxy = TunnelProxy.to(server.port(), "")) {
            for (String direct : new String[] {HOST, ".invalid", "invalid", "*", "a.example, " + HOST + ":443"}) {
                assertRefused(
                        machine.with("https_proxy", proxy.address())
                                .with("no_proxy", direct)
                                .dray(INSECURE, "fetch", "https://" + HOST + "/app.aci"),
                        "there is no host " + HOST);
            }
            assertThat(proxy.heads()).isEmpty();
            assertFetched(machine.with("https_proxy", proxy.address())
                    .with("NO_PROXY", "other.invalid," + HOST + ":8443,ges.invalid")
                    .dray(INSECURE, "fetch", "https://" + HOST + "/app.aci"));
        }
    }

    @Test
    void theWayToThisMachineNeedsNoProxy() {
        assertFetched(machine.with("https_proxy", "http://proxy.invalid:3128")
                .dray(INSECURE, "fetch", server.url("/app.aci")));
    }

    @Test
    void aProxyThatIsNoneIsSaidWithoutItsPassword() {
        for (String proxy : new String[] {"socks5://joe:secret@localhost:1080", "http://joe:secret@", "::"}) {
            Dray.Result refused =
                    machine.with("https_proxy", proxy).dray(INSECURE, "fetch", "https://" + HOST + "/app.aci");

            assertRefused(refused, "the variable https_proxy does not name a proxy");
            assertThat(refused.err()).doesNotContain("secret");
        }
    }

    @Test
    void aRegistryIsReachedThroughATunnelToo() throws IOException {
        TinyOci.saying("hello", directory).publish(server, "team/hello", "1");
        try (TunnelProxy proxy = TunnelProxy.to(server.port(), "")) {
            assertFetched(machine.with("https_proxy", proxy.address())
                    .dray(INSECURE, "fetch", "docker://" + HOST + "/team/hello:1"));
        }
    }
}
