package io.dray.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodManifestTest {
    @Test
    void readsWhatItWrote() {
        PodManifest manifest = new PodManifest(
                "1234",
                new PodIdentity(Optional.of("web"), Map.of("tier", "front")),
                Instant.parse("2026-01-01T10:00:00Z"),
                "host",
                List.of("default", "other"),
                false,
                true,
                List.of(new PodManifest.App("redis", "example.com/redis:1", "sha512-00", Optional.empty())));

        assertThat(PodManifest.parse("pod.json", manifest.toText().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(manifest);
    }

    @Test
    void theAppsOfAMutablePodAreThoseThatHaveJoinedIt(@TempDir Path directory) throws IOException {
        Files.writeString(
                directory.resolve("pod.json"),
                new PodManifest("1", PodIdentity.NONE, Instant.EPOCH, "host", List.of("none"), true, false, List.of())
                        .toText());
        join(directory, "late", Instant.ofEpochSecond(9));
        join(directory, "early", Instant.ofEpochSecond(1));
        Files.createDirectories(directory.resolve("apps/joining"));

        assertThat(PodManifest.read(directory.resolve("pod.json")).apps())
                .extracting(PodManifest.App::name)
                .containsExactly("early", "late");
    }

    private static void join(Path pod, String name, Instant time) throws IOException {
        Path directory = Files.createDirectories(pod.resolve("apps").resolve(name));
        Files.writeString(
                directory.resolve("app.json"),
                new PodManifest.App(name, "example.com/image:1", "sha512-00", Optional.of(time)).toText());
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> PodManifest.parse("pod.json", "{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("pod.json: apps is missing");
    }
}
