package io.dray.pod.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.EnvironmentException;
import io.dray.core.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkPlannerTest {
    @TempDir
    Path root;

    private Path weak;
    private Path strong;

    @BeforeEach
    void installPlugins() throws IOException {
        weak = Files.createDirectories(root.resolve("system/net.d"));
        strong = Files.createDirectories(root.resolve("local/net.d"));
        for (String plugin : List.of("bridge", "ptp", "host-local", "one", "two")) {
            Files.createFile(
                    weak.resolve(plugin),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
    }

    @Test
    void joinsTheConfiguredNetworksInTheOrderOfTheirFilesAndThenItsOwn() throws IOException {
        network(strong, "20-b.conf", "b");
        network(weak, "10-c.conf", "c");
        network(strong, "30-a.conf", "a");
        network(strong, "ignored.json", "d");

        NetworkPlan plan = plan("a,default,c:X=1");

        assertThat(plan.names()).containsExactly("c", "a", "default");
        assertThat(plan.networks()).extracting(JoinedNetwork::interfaceName).containsExactly("eth0", "eth1", "eth2");
        assertThat(plan.networks().getFirst().allArguments()).isEqualTo("IgnoreUnknown=1;X=1");
        assertThat(plan.networks().getFirst().programs()).containsExactly(weak.resolve("one"));
        assertThat(plan("all").names()).containsExactly("c", "b", "a", "default");
    }

    @Test
    void aPodReachesTheHostUnlessItIsToldNotTo() throws IOException {
        network(strong, "10-a.conf", "a");

        assertThat(plan("a").names()).containsExactly("a", "default-restricted");
        assertThat(plan("default-restricted").names()).containsExactly("default-restricted");
        assertThat(plan("none,a").names()).containsExactly("a");
        assertThat(plan("none,all").names()).containsExactly("a");
        assertThat(plan("default").names()).containsExactly("default");
        assertThat(plan("host").names()).containsExactly("host");
        assertThat(plan("none").names()).containsExactly("none");
    }

    @Test
    void aConfigurationTakesThePlaceOfTheBuiltinOne() throws IOException {
        network(strong, "10-mine.conf", "default");

        NetworkPlan plan = plan("default");

        assertThat(plan.names()).containsExactly("default");
        assertThat(plan.needsRules()).isFalse();
        assertThat(plan.networks().getFirst().programs()).containsExactly(weak.resolve("one"));
    }

    @Test
    void aFileHidesThoseOfItsNameInWeakerDirectoriesAndTheFirstOfANetworkCounts() throws IOException {
        network(weak, "10-a.conf", "weak");
        network(strong, "10-a.conf", "a");
        network(strong, "20-again.conf", "a");

        NetworkPlan plan = plan("none,all");

        assertThat(plan.names()).containsExactly("a");
        assertThat(plan.warnings())
                .containsExactly("\"a\" network already defined, ignoring " + strong.resolve("20-again.conf"));
    }

    @Test
    void tellsPluginsOfAListWhatTheyWantToKnow() throws IOException {
        Files.writeString(strong.resolve("list.conflist"), """
                {"cniVersion":"0.4.0","Name":"list","plugins":[
                 {"Type":"one","x":1},{"type":"two","capabilities":{"portMappings":true}}]}
                """);
        JoinedNetwork network = plan("none,list").networks().getFirst();
        NetworkConfiguration configuration = network.configuration();
        List<ForwardedPort> ports =
                List.of(new ForwardedPort("http", "tcp", java.util.Optional.of("127.0.0.1"), 8080, 80));

        assertThat(network.programs()).containsExactly(weak.resolve("one"), weak.resolve("two"));
        assertThat(configuration.told(configuration.plugins().getFirst(), ports))
                .isEqualTo("{\"cniVersion\":\"0.4.0\",\"name\":\"list\",\"Type\":\"one\",\"x\":1}");
        assertThat(configuration.told(configuration.plugins().getLast(), ports))
                .isEqualTo(
                        "{\"cniVersion\":\"0.4.0\",\"name\":\"list\",\"runtimeConfig\":{\"portMappings\":[{\"hostPort\":8080,"
                                + "\"containerPort\":80,\"protocol\":\"tcp\",\"hostIP\":\"127.0.0.1\"}]},\"type\":\"two\"}");
        assertThat(configuration.mapsPorts()).isTrue();
    }

    @Test
    void saysWhichNetworksThereAreAndWhereTheyWereLookedFor() throws IOException {
        network(strong, "10-a.conf", "a");

        assertThatThrownBy(() -> plan("b,a,c"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("networks not found: b, c")
                .extracting(e -> ((InvalidInputException) e).hint().orElse(""))
                .asString()
                .contains("default, default-restricted, a, host and none", weak.toString(), strong.toString());
    }

    @Test
    void saysWhichPluginIsMissingAndWhereItWasLookedFor() throws IOException {
        Files.writeString(strong.resolve("a.conf"), "{\"name\":\"a\",\"type\":\"nowhere-to-be-found\"}");

        assertThatThrownBy(() -> plan("a"))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageStartingWith(
                        "network \"a\": the CNI plugin nowhere-to-be-found is not installed: looked for it in " + strong
                                + ", " + weak + ", /usr/lib/rkt/plugins/net, /usr/lib/cni");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a.conf | {\\n \"name\": | a.conf:2:9: not valid JSON",
                "a.conf | [] | a.conf: expected an object, found a list",
                "a.conf | {\"type\":\"one\"} | a.conf: name is missing",
                "a.conf | {\"name\":\"a\"} | a.conf: type is missing",
                "a.conf | {\"name\":\"a\",\"type\":1} | a.conf: type: expected a string, found a number",
                "a.conf | {\"name\":\"../a\",\"type\":\"one\"} | a.conf: '../a' cannot be the name of a network",
                "a.conf | {\"name\":\"a\",\"type\":\"one\",\"ipam\":{\"x\":1}} | a.conf: ipam: type is missing",
                "a.conflist | {\"name\":\"a\",\"type\":\"one\"} | a.conflist: plugins is missing",
                "a.conflist | {\"name\":\"a\",\"plugins\":[]} | a.conflist: plugins: there is none",
                "a.conflist | {\"name\":\"a\",\"plugins\":[{\"type\":\"one\"},{}]} | a.conflist: plugins[1]: type is missing"
            })
    void saysWhereAConfigurationIsWrong(String file, String content, String message) throws IOException {
        Files.writeString(strong.resolve(file), content.replace("\\n", "\n"));

        assertThatThrownBy(() -> plan("default"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(strong + "/" + message);
    }

    private NetworkPlan plan(String choice) {
        return new NetworkPlanner(List.of(root.resolve("system"), root.resolve("local")), Path.of("/run/leases"))
                .plan(NetworkChoice.parse(List.of(choice)));
    }

    private static void network(Path directory, String file, String name) throws IOException {
        Files.writeString(directory.resolve(file), "{\"name\":\"" + name + "\",\"type\":\"one\"}");
    }
}
