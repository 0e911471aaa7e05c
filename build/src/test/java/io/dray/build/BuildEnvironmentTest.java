package io.dray.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildEnvironmentTest {
    @TempDir
    Path directory = Path.of("unset");

    private BuildEnvironment environment(String manifest, Map<String, String> set, Map<String, String> host) {
        ImageSource source = new Project(directory).withManifest(manifest).read();
        return new BuildEnvironment(source, new BuildRequest(directory, set, host));
    }

    @Test
    void givesBuilderScriptsWhatDgrGaveThem() {
        assertThat(environment("name: example.com/aci-dummy:1\n", Map.of("CUSTOM", "fromsetenv"), Map.of())
                        .inBuilder())
                .containsEntry("ROOTFS", "/opt/stage2/aci-dummy/rootfs")
                .containsEntry("ACI_HOME", "/dgr/aci-home")
                .containsEntry("ACI_NAME", "aci-dummy")
                .containsEntry("ACI_VERSION", "1")
                .containsEntry("ACI_EXEC", "'/dgr/bin/busybox' 'sh'")
                .containsEntry("CUSTOM", "fromsetenv");
    }

    @Test
    void keepsTheBuildersOwnVariablesFromTheImage() {
        assertThat(environment("name: example.com/aci-dummy\n", Map.of(), Map.of())
                        .inImage())
                .doesNotContainKeys("ROOTFS", "ACI_EXEC", "ACI_VERSION")
                .containsKeys("ACI_HOME", "ACI_NAME");
    }

    @Test
    void passesProxiesOnButLetsNoStepDependOnThem() {
        BuildEnvironment environment = environment(
                "name: example.com/x\n", Map.of(), Map.of("http_proxy", "http://p:1", "NO_PROXY", "a", "SECRET", "s"));
        assertThat(environment.inImage())
                .containsEntry("http_proxy", "http://p:1")
                .containsEntry("NO_PROXY", "a")
                .doesNotContainKey("SECRET");
        assertThat(environment.common()).doesNotContainKeys("http_proxy", "NO_PROXY");
    }

    @Test
    void letsTheSourceWinOverTheCallerAndTheCallerOverTheHost() {
        Map<String, String> common = environment(
                        "name: example.com/x\nbuilder: {environment: [{name: A, value: source}]}\n",
                        Map.of("A", "caller", "B", "caller"),
                        Map.of("DGR_ENV_A", "host", "DGR_ENV_B", "host", "DGR_ENV_C", "host"))
                .common();
        assertThat(common)
                .containsEntry("A", "source")
                .containsEntry("B", "caller")
                .containsEntry("C", "host");
    }
}
