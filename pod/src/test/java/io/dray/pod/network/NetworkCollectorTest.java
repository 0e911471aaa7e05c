package io.dray.pod.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.linux.ProgramRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkCollectorTest {
    @TempDir
    Path root;

    @Test
    void freesAddressesOfPodsThatAreGoneAndNoOthers() throws IOException {
        Files.createDirectories(root.resolve("pods/alive"));
        Path network = Files.createDirectories(root.resolve("leases/default"));
        Files.writeString(network.resolve("172.16.28.2"), "alive\r\neth0");
        Files.writeString(network.resolve("172.16.28.3"), "gone\r\neth0");
        Files.writeString(network.resolve("172.16.28.4"), "");
        Files.writeString(network.resolve("last_reserved_ip.0"), "172.16.28.4");
        Files.createDirectories(root.resolve("leases/other"));
        Files.writeString(root.resolve("leases/other/10.0.0.2"), "gone");

        assertThat(collector().collectLeases()).containsExactlyInAnyOrder("172.16.28.3", "10.0.0.2");

        assertThat(network.resolve("172.16.28.2")).exists();
        assertThat(network.resolve("172.16.28.3")).doesNotExist();
        assertThat(network.resolve("172.16.28.4")).exists();
        assertThat(network.resolve("last_reserved_ip.0")).exists();
    }

    @Test
    void findsNothingWhereThereWasNoPodYet() throws IOException {
        assertThat(collector().collectLeases()).isEmpty();
        collector().collectPorts();
        assertThat(root).isEmptyDirectory();
    }

    private NetworkCollector collector() {
        return new NetworkCollector(
                new NetworkPlaces(root.resolve("leases"), root.resolve("ports.lock"), root.resolve("pods")),
                new ProgramRunner());
    }
}
