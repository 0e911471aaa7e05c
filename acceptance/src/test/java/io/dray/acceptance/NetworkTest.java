package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkTest {
    private static final String IMAGE = "example.com/acceptance/network";
    private static final String NAMES = "example.com/acceptance/names";
    private static final String NO_PORTS = "example.com/acceptance/networkless";

    @TempDir
    Path directory;

    private int port;

    @BeforeAll
    static void makeImages(@TempDir Path directory) throws IOException {
        TinyImage.named(IMAGE, directory.resolve("network")).servingHello().fetch();
        TinyImage.named(NO_PORTS, directory.resolve("networkless")).fetch();
        TinyImage.named(NAMES, directory.resolve("names"))
                .withFile("etc/resolv.conf", "nameserver 192.0.2.1\n")
                .withFile("etc/hosts", "192.0.2.2 own\n")
                .fetch();
    }

    @BeforeEach
    void choosePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void collect() {
        assertThat(Dray.run("gc").code()).isZero();
    }

    @Test
    void aPortLeadsToTheAppFromTheHostFromOtherMachinesAndFromThePodItself() {
        String pod = start("--port=http:" + port);
        try {
            awaitAnswer("127.0.0.1");
            assertThat(fetch(hostAddress())).isEqualTo("hello\n");
            assertThat(fromOtherMachine("172.16.28.1")).isEqualTo("hello\n");
            assertThat(fromPod(pod)).as("hairpin").contains("hello\n");
            Dray.Result again = Dray.run("run", "--port=http:" + port, IMAGE);
            assertThat(again.errorLine()).endsWith("tcp port " + port + " already leads to pod " + pod);
            assertThat(again.code()).isEqualTo(254);
        } finally {
            stop(pod);
        }
        assertThat(elements()).doesNotContain(". " + port + " comment");
    }

    @Test
    void aPortOfOneAddressIsNotOneOfTheOthers() {
        String pod = start("--port=http:127.0.0.1:" + port);
        try {
            awaitAnswer("127.0.0.1");
            assertThat(fetch(hostAddress())).isEmpty();
            assertThat(Dray.run("cat-manifest", pod).out()).contains("127.0.0.1", String.valueOf(port));
        } finally {
            stop(pod);
        }
        assertThat(elements()).doesNotContain(". " + port + " comment");
    }

    @Test
    void aPodManifestNamesPortsToo() throws IOException {
        Path manifest = directory.resolve("pod.json");
        Files.writeString(manifest, """
                {"acKind":"PodManifest","acVersion":"0.8.11",
                 "apps":[{"name":"web","image":{"name":"%s","id":"%s"}}],
                 "ports":[{"name":"http","hostPort":%d,"podPort":80}]}
                """.formatted(IMAGE, imageId(), port));
        Dray.Result started = Dray.run("run", "--detach", "--pod-manifest=" + manifest);
        assertThat(started.code()).as(started.err()).isZero();
        try {
            awaitAnswer("127.0.0.1");
        } finally {
            stop(started.out().strip());
        }
        assertThat(elements()).doesNotContain(". " + port + " comment");
    }

    @Test
    void theHostIsCalledAsTheCallerSays() {
        assertThat(Dray.run("run", "--net=none", "--hostname=web.example", IMAGE, "--exec=/bin/hostname")
                        .out())
                .isEqualTo("web.example\n");
        assertThat(Dray.run("run", "--net=none", IMAGE, "--exec=/bin/hostname").out())
                .matches("dray-[0-9a-f-]{36}\n");
        assertRefused("'a..b' cannot be a host name", "--hostname=a..b", IMAGE);
    }

    private static String imageId() {
        return Dray.run(
                        "image",
                        "list",
                        "--full",
                        "--no-legend",
                        "--fields=id,name",
                        "--sort=importtime",
                        "--order=desc")
                .out()
                .lines()
                .filter(line -> line.contains(IMAGE + ":"))
                .map(line -> line.split("\\s+", 2)[0])
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoWasKilledKeepsNoPort() {
        String killed = start("--port=http:" + port);
        awaitAnswer("127.0.0.1");
        kill(killed);
        assertThat(elements()).contains(". " + port + " comment");

        String next = start("--port=http:" + port);
        try {
            awaitAnswer("127.0.0.1");
            assertThat(Dray.run("gc").code()).isZero();
            assertThat(fetch("127.0.0.1")).as("of the living").isEqualTo("hello\n");
            kill(next);
        } finally {
            Dray.run("stop", "--force", next);
        }
        assertThat(Dray.run("gc").code()).isZero();
        assertThat(elements()).doesNotContain(". " + port + " comment");
    }

    @Test
    void namesAreFoundAsTheCallerSays() {
        assertThat(files(IMAGE, "--dns=192.0.2.7,2001:db8::1", "--dns-search=a.example", "--dns-opt=ndots:2"))
                .startsWith("# Generated by")
                .contains("search a.example\nnameserver 192.0.2.7\nnameserver 2001:db8::1\noptions ndots:2\n")
                .contains("127.0.0.1 localhost");
        assertThat(files(IMAGE, "--dns-domain=b.example", "--hosts-entry=192.0.2.8=db,2001:db8::2=cache"))
                .contains("domain b.example\n", "127.0.0.1 localhost", "\n192.0.2.8 db\n2001:db8::2 cache\n");
        Dray.Result none = Dray.run(
                "run",
                "--dns=none",
                "--hosts-entry=host",
                IMAGE,
                "--exec=/bin/sh",
                "--",
                "-c",
                "cat /etc/hosts; [ ! -e /etc/resolv.conf ]");
        assertThat(none.code()).as(none.err()).isZero();
        assertThat(none.out()).contains("localhost");
    }

    @Test
    void whatAnImageBringsIsLeftAloneUnlessTheCallerSaysOtherwise() {
        assertThat(files(NAMES)).isEqualTo("nameserver 192.0.2.1\n192.0.2.2 own\n");
        assertThat(files(NAMES, "--dns=192.0.2.7", "--hosts-entry=192.0.2.8=db"))
                .contains("nameserver 192.0.2.7", "127.0.0.1 localhost", "192.0.2.8 db")
                .doesNotContain("192.0.2.1\n", "own");
    }

    private static String files(String image, String... options) {
        List<String> command = new ArrayList<>(List.of("run", "--net=none"));
        command.addAll(List.of(options));
        command.addAll(List.of(image, "--exec=/bin/cat", "--", "/etc/resolv.conf", "/etc/hosts"));
        Dray.Result result = Dray.run(command.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        return result.out();
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingStarts() throws IOException {
        assertRefused("no app of the pod has a port named \"https\"", "--port=https:" + port, IMAGE);
        assertRefused("no app of the pod has a port named \"http\"", "--port=http:" + port, NO_PORTS);
        assertRefused("'x' is not a port from 1 to 65535", "--port=http:x", IMAGE);
        assertRefused("--port flag does not work with 'none' networking", "--net=none", "--port=http:80", IMAGE);
        assertRefused("--port flag does not work with 'host' networking", "--net=host", "--port=http:80", IMAGE);
        assertRefused("'x' is not an IP address", "--dns=x", IMAGE);
        assertRefused("--dns=host cannot be combined", "--dns=host", "--dns-search=a", IMAGE);
        assertRefused("'a b' is not one word", "--dns-search=a b", IMAGE);
        assertRefused("'db' is not an address and a name", "--hosts-entry=db", IMAGE);
        assertRefused("already leads to port \"http\"", "--port=http:" + port, "--port=http:" + port, IMAGE);
        try (ServerSocket busy = new ServerSocket(0)) {
            assertRefused("a process of this machine listens there", "--port=http:" + busy.getLocalPort(), IMAGE);
        }
    }

    private static void assertRefused(String message, String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "run";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Dray.Result result = Dray.run(command);

        assertThat(result.errorLine()).contains(message);
        assertThat(result.code()).isEqualTo(254);
    }

    private String start(String option) {
        Dray.Result started = Dray.run("run", "--detach", option, IMAGE);
        assertThat(started.code()).as(started.err()).isZero();
        return started.out().strip();
    }

    private static void stop(String pod) {
        assertThat(Dray.run("stop", pod).code()).isZero();
        Dray.run("status", "--wait", pod);
    }

    /** Every process of the pod, before any of them can do anything. */
    private static void kill(String pod) {
        String script = """
                for p in /proc/[0-9]*; do
                    if grep -q %1$s $p/cgroup || ls -l $p/fd | grep -q %1$s/lock; then kill -9 ${p#/proc/}; fi
                done 2>/dev/null
                """.formatted(pod);
        Dray.program("sh", "-c", script);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !Dray.run("status", pod).out().contains("state=running"));
    }

    private void awaitAnswer(String host) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> fetch(host).equals("hello\n"));
    }

    private String fetch(String host) {
        return Dray.program("curl", "-s", "--max-time", "5", "http://" + host + ":" + port + "/index.html")
                .out();
    }

    /** A network namespace of its own, plugged into the bridge as a machine of another network would come in. */
    private String fromOtherMachine(String address) {
        String name = "dray-test-" + port;
        String script = """
                set -e
                ip netns add %1$s
                trap 'ip netns del %1$s; ip link del v%2$s 2>/dev/null || true' EXIT
                ip link add v%2$s type veth peer name eth0 netns %1$s
                ip addr add 10.99.77.1/24 dev v%2$s
                ip link set v%2$s up
                ip -n %1$s addr add 10.99.77.2/24 dev eth0
                ip -n %1$s link set eth0 up
                ip -n %1$s route add default via 10.99.77.1
                ip netns exec %1$s curl -s --max-time 5 http://%3$s:%2$s/index.html
                """.formatted(name, port, address);
        Dray.Result result = Dray.program("sh", "-c", script);
        return result.out();
    }

    private String fromPod(String pod) {
        return Dray.run(
                        "enter",
                        pod,
                        "/bin/sh",
                        "-c",
                        "printf 'GET /index.html HTTP/1.0\\r\\n\\r\\n' | /bin/busybox nc " + hostAddress() + " " + port)
                .out();
    }

    /** The host's address on the way out, or on the bridge where there is no way out. */
    private static String hostAddress() {
        List<String> words = List.of(
                Dray.program("ip", "-4", "route", "get", "192.0.2.1").out().split("\\s+"));
        int source = words.indexOf("src");
        return source < 0 ? "172.16.28.1" : words.get(source + 1);
    }

    private static String elements() {
        return Dray.program("nft", "list", "table", "ip", "dray").out();
    }
}
