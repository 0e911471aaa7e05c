package io.dray.pod.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.linux.Command;
import io.dray.linux.ProgramRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With plugins that write down how they were called. */
class NetworkFilesTest {
    private static final String UUID = "aaaa1111-0000-4000-8000-000000000003";

    @TempDir
    Path root;

    private Path pod;

    @BeforeEach
    void makePlugins() throws IOException {
        pod = Files.createDirectories(root.resolve("it's a pod"));
        Files.createDirectories(pod.resolve("network"));
        Path directory = Files.createDirectories(root.resolve("local/net.d"));
        for (String plugin : List.of("one", "two")) {
            Files.writeString(directory.resolve(plugin), """
                        #!/bin/sh
                        { echo "$CNI_COMMAND ${0##*/} $CNI_IFNAME $CNI_VERSION ($CNI_ARGS) $CNI_CONTAINERID"; cat; echo; } >>'%1$s/log'
                        [ ! -e "%1$s/${0##*/}.$CNI_COMMAND.fails" ] || { cat "%1$s/${0##*/}.$CNI_COMMAND.fails"; exit 1; }
                        [ "$CNI_COMMAND" = DEL ] || printf '{"ips":[{"address":"10.9.8.7/24"}],\\n "from": "%%s"}' "${0##*/}"
                        """.formatted(root));
            assertThat(directory.resolve(plugin).toFile().setExecutable(true)).isTrue();
        }
        Files.writeString(directory.resolve("1.conf"), "{\"name\" : \"single\", \"type\":\"one\"}\n");
        Files.writeString(
                directory.resolve("2.conflist"),
                "{\"cniVersion\":\"0.4.0\",\"name\":\"chain\",\"plugins\":[{\"type\":\"one\"},{\"type\":\"two\",\"z\":\"it's\"}]}");
    }

    @Test
    void pluginsWorkInOrderAndGiveBackInReverse() throws IOException {
        write("none,single:IP=1.2.3.4,chain");

        attach();
        release();

        assertThat(root.resolve("log")).hasContent("""
                        ADD one eth0 0.1.0 (IgnoreUnknown=1;IP=1.2.3.4) %1$s
                        {"name" : "single", "type":"one"}

                        ADD one eth1 0.4.0 () %1$s
                        {"cniVersion":"0.4.0","name":"chain","type":"one"}

                        ADD two eth1 0.4.0 () %1$s
                        {"prevResult":{"ips":[{"address":"10.9.8.7/24"}],
                         "from": "one"},"cniVersion":"0.4.0","name":"chain","type":"two","z":"it's"}

                        DEL two eth1 0.4.0 () %1$s
                        {"prevResult":{"ips":[{"address":"10.9.8.7/24"}],
                         "from": "two"},"cniVersion":"0.4.0","name":"chain","type":"two","z":"it's"}

                        DEL one eth1 0.4.0 () %1$s
                        {"prevResult":{"ips":[{"address":"10.9.8.7/24"}],
                         "from": "two"},"cniVersion":"0.4.0","name":"chain","type":"one"}

                        DEL one eth0 0.1.0 (IgnoreUnknown=1;IP=1.2.3.4) %1$s
                        {"name" : "single", "type":"one"}

                        """.formatted(UUID));
        assertThat(NetworkAnswer.address(pod.resolve("network"), "chain")).contains("10.9.8.7");
    }

    @Test
    void givesBackOnceAndAgainOnlyAfterAFailure() throws IOException {
        write("none,single");
        release();
        assertThat(root.resolve("log")).doesNotExist();
        attach();
        Files.writeString(root.resolve("one.DEL.fails"), "{\"code\": 11, \"msg\": \"try again\"}");

        assertThat(run("'" + quoted(pod.resolve("release")) + "' here").errors())
                .contains("network single: one cannot give back what pod " + UUID + " had", "try again");
        Files.delete(root.resolve("one.DEL.fails"));
        assertThat(release()).containsExactly("one");
        assertThat(release()).isEmpty();
        assertThat(Files.readString(root.resolve("log")).lines().filter(line -> line.startsWith("DEL")))
                .hasSize(2);

        assertThat(release(true)).containsExactly("one");
        assertThat(Files.readString(root.resolve("log")).lines().filter(line -> line.startsWith("DEL")))
                .hasSize(3);
    }

    @Test
    void saysWhatThePluginSaid() throws IOException {
        write("none,single");
        Files.writeString(
                root.resolve("one.ADD.fails"),
                "{\n \"code\": 11,\n \"msg\": \"requested IP address 1.2.3.4 is not available in range set 1-2\"\n}");

        assertThat(run(attachment()).errors())
                .isEqualTo(
                        "254 failed to setup network single: requested IP address \"1.2.3.4\" is not available in network: single\n");
        Files.writeString(
                root.resolve("one.ADD.fails"), "{\"code\":7,\"msg\":\"say \\\"please\\\"\",\"details\":\"\"}");
        assertThat(run(attachment()).errors()).isEqualTo("254 failed to setup network single: say \"please\"\n");
        Files.writeString(root.resolve("one.ADD.fails"), "");
        assertThat(run(attachment()).errors())
                .startsWith("254 failed to setup network single: /")
                .endsWith("/one failed with exit code 1\n");
    }

    @Test
    void readsAddressesOfAllVersions() throws IOException {
        Path network = pod.resolve("network");
        Files.writeString(network.resolve("old.result"), "{\"ip4\":{\"ip\":\"10.1.2.3/16\",\"gateway\":\"10.1.0.1\"}}");
        Files.writeString(network.resolve("six.result"), "{\"ips\":[{\"address\":\"fd00::9/64\"}]}");
        Files.writeString(network.resolve("torn.result"), "{\"ips\":[{\"addr");
        Files.writeString(network.resolve("none.result"), "{\"cniVersion\":\"1.0.0\"}");

        assertThat(NetworkAnswer.address(network, "old")).contains("10.1.2.3");
        assertThat(NetworkAnswer.address(network, "six")).contains("fd00::9");
        assertThat(NetworkAnswer.address(network, "torn")).isEmpty();
        assertThat(NetworkAnswer.address(network, "none")).isEmpty();
        assertThat(NetworkAnswer.address(network, "missing")).isEmpty();
    }

    @Test
    void scriptsForPortsAreGoodShell() throws IOException {
        write("none,single", new ForwardedPort("http", "tcp", Optional.of("127.0.0.1"), 8080, 80));

        for (String script : List.of("attach", "forward", "unforward", "../release")) {
            assertThat(run("sh -n '" + quoted(pod.resolve("network").resolve(script)) + "'")
                            .errors())
                    .as(script)
                    .isEmpty();
        }
        assertThat(pod.resolve("network/forward"))
                .content()
                .contains("forward ports_at '127.0.0.1 . tcp . 8080' 80 'tcp port 127.0.0.1:8080'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"name\":\"old\",\"type\":\"one\"}", "{\"args\":[\"a=b\"],\"name\":\"old\",\"type\":\"one\"}"})
    void asUnderRktPluginsFindOthersBelowWhereTheyAreStarted(String configuration) throws IOException {
        Files.writeString(root.resolve("local/net.d/3.conf"), configuration);
        String path = "local/net.d:/usr/lib/rkt/plugins/net:stage1/rootfs/usr/lib/rkt/plugins/net";
        Files.writeString(root.resolve("local/net.d/one"), """
                #!/bin/sh
                [ -x "${CNI_PATH##*:}/host-local" ] && echo "$CNI_PATH" >>'%s/log'
                """.formatted(root));

        write(
                NetworkPlanner.asRkt(List.of(root.resolve("local")), root.resolve("local"), root.resolve("leases")),
                "none,old");
        attach();
        release();

        assertThat(root.resolve("log")).hasContent((root + "/" + path + "\n").repeat(2));
        Path place = pod.resolve("network/stage1/rootfs/usr/lib/rkt/plugins/net");
        if (configuration.contains("args")) {
            assertThat(place.resolve("host-local")).content().contains("/usr/lib/cni/${0##*/}");
        } else {
            assertThat(place).isSymbolicLink();
        }
    }

    private void write(String choice, ForwardedPort... ports) throws IOException {
        write(new NetworkPlanner(List.of(root.resolve("local")), root.resolve("leases")), choice, ports);
    }

    private void write(NetworkPlanner planner, String choice, ForwardedPort... ports) throws IOException {
        NetworkPlan plan = planner.plan(NetworkChoice.parse(List.of(choice)));
        NetworkTools tools = new NetworkTools("/usr/bin/nsenter", "/bin/busybox", "/usr/bin/flock", "/usr/sbin/nft");
        NetworkPlaces places =
                new NetworkPlaces(root.resolve("leases"), root.resolve("ports.lock"), root.resolve("pods"));
        new NetworkFiles(UUID, plan, tools, places)
                .write(pod.resolve("network"), pod.resolve("release"), List.of(ports), NameOptions.UNSAID);
    }

    /** As {@code start} does it, but without leaving the network: the directory of namespaces and the way there are not used. */
    private String attachment() {
        return "uuid=" + UUID + " pod='" + quoted(pod) + "'; give_up() { echo \"$@\" >&2; exit \"$1\"; }\n"
                + "sed -e '/^here=$/s/$/yes/' -e 's,^netns=.*,netns=$pod/ns,' \"$pod/network/attach\" >\"$pod/try\"; . \"$pod/try\"";
    }

    private void attach() {
        assertThat(run(attachment()).errors()).isEmpty();
    }

    private List<String> release() {
        return release(false);
    }

    private List<String> release(boolean again) {
        return new NetworkCollector(
                        new NetworkPlaces(root.resolve("leases"), root.resolve("ports.lock"), root.resolve("pods")),
                        new ProgramRunner())
                .release(pod, again);
    }

    private static io.dray.linux.ProgramResult run(String script) {
        return new ProgramRunner().run(Command.of("sh", "-c", script.startsWith("'") ? "sh " + script : script));
    }

    private static String quoted(Path path) {
        return path.toString().replace("'", "'\\''");
    }
}
