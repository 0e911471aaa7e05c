package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of net.d, with the real plugins; names and subnets are this process's own, so that others may test beside it. */
class ConfiguredNetworksTest {
    private static final String IMAGE = "example.com/acceptance/networks";
    private static final String OWN_NAMES = "example.com/acceptance/ownnames";

    /** Of names and subnets. */
    private static final int NUMBER = (int) (ProcessHandle.current().pid() % 200) + 20;

    private static final String SUBNET = "10.219." + NUMBER + ".";
    private static final String BRIDGE = "dt" + NUMBER + "b";

    @TempDir
    Path directory;

    private Path leases;

    @BeforeAll
    static void makeImages(@TempDir Path directory) throws IOException {
        TinyImage.named(IMAGE, directory.resolve("networks")).servingHello().fetch();
        TinyImage.named(OWN_NAMES, directory.resolve("ownnames"))
                .withFile("etc/resolv.conf", "nameserver 192.0.2.1\n")
                .fetch();
    }

    @BeforeEach
    void configure() throws IOException {
        leases = directory.resolve("leases");
        Files.createDirectories(directory.resolve("net.d"));
        configuration("10-dt-bridge.conf", """
                {"Name":"dt-bridge","Type":"bridge","bridge":"%s","isGateway":true,"ipMasq":true,
                 "dns":{"nameservers":["192.0.2.53"],"search":["a.example","b.example"]},
                 "ipam":{"type":"host-local","dataDir":"%s","subnet":"%s0/26","routes":[{"dst":"0.0.0.0/0"}]}}
                """.formatted(BRIDGE, leases, SUBNET));
        configuration("20-dt-chain.conflist", """
                {"cniVersion":"0.4.0","name":"dt-chain","plugins":[
                  {"type":"ptp","ipam":{"type":"host-local","dataDir":"%s","subnet":"%s64/26"}},
                  {"type":"tuning","sysctl":{"net.ipv4.conf.all.accept_redirects":"0"}},
                  {"type":"portmap","capabilities":{"portMappings":true},"snat":true}]}
                """.formatted(leases, SUBNET));
        configuration("30-dt-static.conf", """
                {"cniVersion":"1.0.0","name":"dt-static","type":"bridge","bridge":"%ss",
                 "ipam":{"type":"static","addresses":[{"address":"%s129/26"},{"address":"fd00:219::9/64"}]}}
                """.formatted(BRIDGE, SUBNET));
    }

    @AfterEach
    void removeBridges() {
        assertThat(dray("gc").code()).isZero();
        Dray.program("ip", "link", "del", BRIDGE);
        Dray.program("ip", "link", "del", BRIDGE + "s");
    }

    @Test
    void aPodJoinsTheNetworksItAsksForInTheOrderOfTheirFiles() {
        Dray.Result result = inPod("ip -4 addr; ip route", "--net=dt-chain,dt-bridge:IP=" + SUBNET + "7");

        assertThat(result.out())
                .containsSubsequence(
                        "inet " + SUBNET + "7/26 ", "eth0", "inet " + SUBNET + "66/26 ", "eth1", "inet 172.31.", "eth2")
                .contains("default via " + SUBNET + "1 dev eth0");
        assertThat(leased()).isEmpty();
    }

    @Test
    void allNetworksAreOneWord() {
        assertThat(inPod("ip addr; /bin/busybox sysctl net.ipv4.conf.all.accept_redirects", "--net=all")
                        .out())
                .containsSubsequence("eth0", "eth1", SUBNET + "129/26", "eth2", "fd00:219::9/64", "172.16.28.", "eth3")
                .contains("accept_redirects = 0");
        assertThat(inPod("ip addr", "--net=none,dt-static").out())
                .contains(SUBNET + "129/26")
                .doesNotContain("eth1");
    }

    @Test
    void theRestrictedNetworkLeadsToTheHostOnly() {
        assertThat(inPod("ip route; ip -4 addr", "--net=default-restricted").out())
                .contains("inet 172.31.")
                .doesNotContain("default via");
    }

    @Test
    void namesAreAskedOfTheServersThatANetworkNames() {
        String servers = "search a.example b.example\nnameserver 192.0.2.53\n";
        String show = "cat /etc/resolv.conf";
        assertThat(inPod(show, "--net=dt-bridge").out()).endsWith(servers);
        assertThat(inImage(OWN_NAMES, show, "--net=dt-bridge").out()).endsWith(servers);
        assertThat(inImage(OWN_NAMES, show, "--net=dt-bridge", "--dns=none").out())
                .isEqualTo("nameserver 192.0.2.1\n");
        assertThat(inImage(OWN_NAMES, show, "--net=dt-static").out()).isEqualTo("nameserver 192.0.2.1\n");
        assertThat(inPod(show, "--net=dt-bridge", "--dns=192.0.2.99").out())
                .contains("192.0.2.99")
                .doesNotContain("192.0.2.53");
    }

    @Test
    void portsLeadToAPodOnAnyNetwork() throws IOException {
        for (String network : List.of("dt-bridge", "dt-chain", "default-restricted")) {
            int port = freePort();
            String pod = start("--net=" + network, "--port=http:" + port);
            try {
                awaitAnswer(port);
                assertThat(Dray.program("curl", "-s", "--max-time", "5", "http://172.31.0.1:" + port)
                                .out())
                        .as(network + " from another address of the host")
                        .isEqualTo("hello\n");
                assertThat(dray("status", pod).out()).containsPattern("networks=" + network + ":ip4=[0-9.]+");
            } finally {
                stop(pod);
            }
            assertThat(rules()).doesNotContain(pod, "dport " + port + " ");
        }
        assertThat(leased()).isEmpty();
    }

    @Test
    void whoWasKilledKeepsNoAddressAndNoRule() throws IOException {
        String before = interfaces();
        String pod = start("--net=dt-chain,dt-bridge", "--port=http:" + freePort());
        assertThat(leased()).contains(SUBNET);
        assertThat(rules()).contains(pod);
        assertThat(Path.of("/run/netns/cni-" + pod)).isSymbolicLink();

        kill(pod);
        assertThat(dray("gc", "--grace-period=1h").err()).doesNotContain("cannot");
        assertThat(dray("status", pod).out()).as("only its address is gone").contains("state=exited");

        assertThat(leased()).isEmpty();
        assertThat(rules()).doesNotContain(pod);
        assertThat(Path.of("/run/netns/cni-" + pod).toFile()).doesNotExist();
        assertThat(dray("rm", pod).code()).isZero();
        assertThat(interfaces()).isEqualTo(before);
    }

    @Test
    void anAddressThatIsTakenIsNotGivenTwice() {
        String pod = start("--net=default");
        try {
            String status = dray("status", pod).out();
            String address = status.lines()
                    .filter(line -> line.startsWith("networks="))
                    .map(line -> line.substring(line.lastIndexOf('=') + 1))
                    .findFirst()
                    .orElseThrow();
            Dray.Result second = dray("run", "--net=default:IP=" + address, IMAGE);
            assertThat(second.err())
                    .contains("requested IP address \"" + address + "\" is not available in network: default");
            assertThat(second.code()).isEqualTo(254);
        } finally {
            stop(pod);
        }
    }

    @Test
    void aNetworkThatCannotBeSetUpLeavesNothing() throws IOException {
        // the second plugin fails after the first has an address
        configuration("40-dt-broken.conflist", """
                {"cniVersion":"0.4.0","name":"dt-broken","plugins":[
                  {"type":"ptp","ipam":{"type":"host-local","dataDir":"%s","subnet":"%s192/27"}},
                  {"type":"tuning","sysctl":{"net.ipv4.conf.nowhere.x":"0"}}]}
                """.formatted(leases, SUBNET));

        Dray.Result result = dray("run", "--net=dt-broken", IMAGE);

        assertThat(result.err()).contains("failed to setup network dt-broken: ", "nowhere");
        assertThat(result.code()).isEqualTo(254);
        assertThat(leased()).isEmpty();
        assertThat(dray("list", "--no-legend").out()).doesNotContain("networks:1");
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingStarts() throws IOException {
        assertRefused("networks not found: dt-nothing", "dt-nothing,dt-bridge");
        assertRefused("found duplicate netname \"dt-bridge\"", "dt-bridge,dt-bridge");
        assertRefused("--net=host cannot be combined with other networks", "host,dt-bridge");
        configuration("50-dt-plugin.conf", "{\"name\":\"dt-plugin\",\"type\":\"dt-nowhere\"}");
        assertRefused("network \"dt-plugin\": the CNI plugin dt-nowhere is not installed", "dt-plugin");
        configuration("60-dt-torn.conf", "{\"name\":\n");
        assertRefused("60-dt-torn.conf:2", "default");
    }

    private void configuration(String file, String content) throws IOException {
        Files.writeString(directory.resolve("net.d").resolve(file), content);
    }

    private void assertRefused(String message, String networks) {
        Dray.Result result = dray("run", "--net=" + networks, IMAGE);
        assertThat(result.errorLine()).contains(message);
        assertThat(result.code()).isEqualTo(254);
    }

    private Dray.Result dray(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--local-config=" + directory));
        all.addAll(List.of(arguments));
        return Dray.run(all.toArray(String[]::new));
    }

    private Dray.Result inPod(String script, String... options) {
        return inImage(IMAGE, script, options);
    }

    private Dray.Result inImage(String image, String script, String... options) {
        List<String> command = new ArrayList<>(List.of("run"));
        command.addAll(List.of(options));
        command.addAll(List.of(image, "--exec=/bin/sh", "--", "-c", script));
        Dray.Result result = dray(command.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    private String start(String... options) {
        List<String> command = new ArrayList<>(List.of("run", "--detach"));
        command.addAll(List.of(options));
        command.add(IMAGE);
        Dray.Result started = dray(command.toArray(String[]::new));
        assertThat(started.code()).as(started.err()).isZero();
        String pod = started.out().strip();
        assertThat(dray("status", "--wait-ready=20s", pod).code()).isZero();
        return pod;
    }

    private void stop(String pod) {
        dray("stop", pod);
        dray("status", "--wait=20s", pod);
    }

    private void kill(String pod) {
        Dray.program("sh", "-c", """
                for p in /proc/[0-9]*; do
                    if grep -q %1$s $p/cgroup || ls -l $p/fd | grep -q %1$s/lock; then kill -9 ${p#/proc/}; fi
                done 2>/dev/null
                """.formatted(pod));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !dray("status", pod).out().contains("state=running"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static void awaitAnswer(int port) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> Dray.program("curl", "-s", "--max-time", "5", "http://127.0.0.1:" + port)
                        .out()
                        .equals("hello\n"));
    }

    /** The addresses that are leased on this test's networks. */
    private String leased() {
        try (Stream<Path> files = Files.exists(leases) ? Files.walk(leases) : Stream.of()) {
            return String.join(
                    " ",
                    files.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> name.startsWith(SUBNET))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of plugins by iptables, too, which is nft underneath. */
    private static String rules() {
        return Dray.program("nft", "list", "ruleset").out()
                + Dray.program("iptables-save", "-t", "nat").out();
    }

    private static String interfaces() {
        return Dray.program("sh", "-c", "ip -4 -o addr | grep '" + SUBNET + "' | grep -vc ' " + BRIDGE + "'")
                .out();
    }
}
