package io.dray.pod.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.DataDirectory;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.core.ProcessOwner;
import io.dray.pod.PodDirectory;
import io.dray.pod.PodIdentity;
import io.dray.pod.PodManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodRegistryTest {
    private static final String FIRST = "aaaa1111-0000-4000-8000-000000000001";
    private static final String SECOND = "aaaa2222-0000-4000-8000-000000000002";

    @TempDir
    Path root;

    @Test
    void listsTheOldestFirst() throws IOException {
        pod(SECOND, "2026-01-02T00:00:00Z");
        pod(FIRST, "2026-01-01T00:00:00Z");

        assertThat(registry().list()).extracting(Pod::uuid).containsExactly(FIRST, SECOND);
    }

    @Test
    void readsTheAddressOfAPodThatIsUp() throws IOException {
        PodDirectory pod = pod(FIRST, "2026-01-01T00:00:00Z");
        Files.createDirectories(pod.network());
        Files.writeString(pod.network().resolve("default.result"), "{\"ips\":[{\"address\":\"172.16.28.7/24\"}]}");

        assertThat(registry().require(FIRST).state()).isEqualTo(PodState.PREPARING);
        assertThat(registry().require(FIRST).networks()).isEqualTo(Map.of("default", "172.16.28.7"));
    }

    @Test
    void readsTheExitCodeOfAnAppThatEnded() throws IOException {
        PodDirectory pod = pod(FIRST, "2026-01-01T00:00:00Z");
        Files.createFile(pod.started());
        Files.createDirectories(pod.app("redis"));
        Files.writeString(pod.exit("redis"), "42\n");

        Pod found = registry().require("aaaa1");

        assertThat(found.state()).isEqualTo(PodState.EXITED);
        assertThat(found.started()).isPresent();
        assertThat(found.apps().getFirst().exitCode()).isEqualTo(OptionalInt.of(42));
    }

    @Test
    void needsAnUnambiguousBeginning() throws IOException {
        pod(FIRST, "2026-01-01T00:00:00Z");
        pod(SECOND, "2026-01-02T00:00:00Z");

        assertThatThrownBy(() -> registry().require("aaaa")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> registry().require("")).hasMessage("UUID cannot be empty");
        assertThatThrownBy(() -> registry().require("b"))
                .isInstanceOf(MissingException.class)
                .hasMessage("no matches found for \"b\"");
    }

    @Test
    void passesOverWhatIsDamaged() throws IOException {
        Files.createDirectories(root.resolve("pods").resolve(FIRST));

        assertThat(registry().list()).isEmpty();
    }

    @Test
    void knowsNoPodsWithoutADataDirectory() {
        assertThat(new PodRegistry(new DataDirectory(root.resolve("none"))).list())
                .isEmpty();
    }

    private PodRegistry registry() {
        return new PodRegistry(new DataDirectory(root));
    }

    private PodDirectory pod(String uuid, String created) throws IOException {
        PodDirectory pod =
                new PodDirectory(Files.createDirectories(root.resolve("pods").resolve(uuid)));
        PodManifest.App app = new PodManifest.App("redis", "example.com/redis:1", "sha512-00", Optional.empty());
        Files.writeString(
                pod.manifest(),
                new PodManifest(
                                uuid,
                                PodIdentity.NONE,
                                Instant.parse(created),
                                "host",
                                List.of("default", "other"),
                                false,
                                false,
                                List.of(app))
                        .toText());
        Files.writeString(pod.owner(), ProcessOwner.current() + "\n");
        Files.createFile(pod.lock());
        return pod;
    }
}
