package io.dray.pod.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.core.Json;
import io.dray.core.JsonValue.JsonObject;
import io.dray.linux.Capabilities;
import io.dray.pod.isolator.ContainerLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ContainerConfigTest {
    @Test
    void saysWhoRunsWhatWhere() {
        JsonObject process = section(
                ContainerConfig.of(List.of("/bin/redis", "--port", "1"))
                        .withEnvironment(Map.of("A", "b c"))
                        .withWorkingDirectory("/srv")
                        .withUser(new ContainerUser(5, 6, List.of(7L))),
                "process");

        assertThat(Json.write(process))
                .contains("\"args\":[\"/bin/redis\",\"--port\",\"1\"]")
                .contains("\"env\":[\"A=b c\"]")
                .contains("\"cwd\":\"/srv\"")
                .contains("\"user\":{\"uid\":5,\"gid\":6,\"additionalGids\":[7]}");
    }

    @Test
    void putsTheInitBeforeTheProgram() {
        JsonObject config = ContainerConfig.of(List.of("/app"))
                .withInit(Path.of("/usr/bin/catatonit"), List.of("-s"))
                .toJson();

        assertThat(Json.write(config))
                .contains("\"args\":[\"/dev/dray-init\",\"-s\",\"--\",\"/app\"]")
                .contains("\"destination\":\"/dev/dray-init\",\"type\":\"bind\",\"source\":\"/usr/bin/catatonit\"");
    }

    @Test
    void inheritsNetworkIpcAndHostNameOfTheCaller() {
        assertThat(Json.write(section(ContainerConfig.of(List.of("/app")), "linux")))
                .contains("\"namespaces\":[{\"type\":\"pid\"},{\"type\":\"mount\"},{\"type\":\"cgroup\"}]");
    }

    @Test
    void givesCapabilitiesWithoutInheritance() {
        JsonObject process = section(
                ContainerConfig.of(List.of("/app")).withCapabilities(Capabilities.of(List.of("KILL"))), "process");

        assertThat(Json.write(process))
                .contains("\"capabilities\":{\"bounding\":[\"CAP_KILL\"],"
                        + "\"effective\":[\"CAP_KILL\"],\"permitted\":[\"CAP_KILL\"]}");
    }

    @Test
    void setsLimits() {
        ContainerLimits limits = new ContainerLimits(
                OptionalLong.of(64), OptionalLong.of(50_000), OptionalLong.of(512), OptionalInt.of(300));

        assertThat(Json.write(
                        ContainerConfig.of(List.of("/app")).withLimits(limits).toJson()))
                .contains("\"memory\":{\"limit\":64}")
                .contains("\"cpu\":{\"shares\":512,\"quota\":50000,\"period\":100000}")
                .contains("\"oomScoreAdj\":300");
    }

    @Test
    void neverAsksForResourceLimitsOfProcesses() {
        assertThat(Json.write(ContainerConfig.of(List.of("/app")).toJson())).doesNotContain("rlimits");
    }

    @Test
    void deniesAllDevicesButThoseOfEveryContainer() {
        assertThat(Json.write(ContainerConfig.of(List.of("/app")).toJson()))
                .contains("\"devices\":[{\"allow\":false,\"access\":\"rwm\"}]");
    }

    private static JsonObject section(ContainerConfig config, String name) {
        return config.toJson().field(name).orElseThrow().asObject(name);
    }
}
