package io.dray.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodManifestTest {
    @Test
    void readsWhatItWrote() {
        PodManifest manifest = new PodManifest(
                "1234",
                new PodIdentity(Optional.of("web"), Map.of("tier", "front")),
                Instant.parse("2026-01-01T10:00:00Z"),
                "host",
                List.of("default", "other"),
                List.of(new PodManifest.App("redis", "example.com/redis:1", "sha512-00")));

        assertThat(PodManifest.parse("pod.json", manifest.toText().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(manifest);
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> PodManifest.parse("pod.json", "{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("pod.json: apps is missing");
    }
}
