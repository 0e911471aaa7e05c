package io.dray.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.image.ImageOrigin;
import io.dray.image.StoredImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestsTest {
    private static final String ID = "sha512-" + "ab".repeat(64);

    private static String manifest(String source, StoredImage... dependencies) {
        SourceManifest manifest = SourceManifest.read("aci-manifest.yml", source);
        return new String(
                Manifests.bytes(Manifests.of("aci-manifest.yml", manifest, List.of(dependencies))),
                StandardCharsets.UTF_8);
    }

    @Test
    void fillsInWhatDgrTookForGranted() {
        assertThat(manifest("name: example.com/x:1\n"))
                .contains("\"exec\":[\"/dgr/bin/busybox\",\"sh\"]")
                .contains("\"user\":\"0\"")
                .contains("\"group\":\"0\"")
                .contains("{\"name\":\"version\",\"value\":\"1\"},{\"name\":\"os\",\"value\":\"linux\"}")
                .contains("\"acVersion\":\"0.8.11\"")
                .doesNotContain("build-date")
                .doesNotContain("eventHandlers");
    }

    @Test
    void takesTheAppAsTheSourceSaysIt() {
        assertThat(manifest("""
                        name: example.com/x:1
                        aci:
                          app:
                            exec: [/bin/x, a b]
                            user: redis
                            environment: [{name: N, value: 1.10}]
                            isolators: [{name: resource/memory, value: {limit: 1G}}]
                        """))
                .contains("\"exec\":[\"/bin/x\",\"a b\"]")
                .contains("\"user\":\"redis\"")
                .contains("{\"name\":\"N\",\"value\":\"1.10\"}")
                .contains("\"value\":{\"limit\":\"1G\"}");
    }

    @Test
    void pinsDependenciesToWhatTheImageWasBuiltOn() {
        StoredImage base = new StoredImage(
                Digest.parse(ID),
                "example.com/base",
                Map.of("version", "3.2", "os", "linux"),
                1,
                Instant.EPOCH,
                ImageOrigin.UNKNOWN,
                List.of(),
                Path.of("none"));
        assertThat(manifest("name: example.com/x:1\naci: {dependencies: [example.com/base]}\n", base))
                .contains("{\"imageName\":\"example.com/base\",\"imageID\":\"" + ID
                        + "\",\"labels\":[{\"name\":\"version\",\"value\":\"3.2\"}]}");
    }

    @Test
    void annotatesWhoseTemplatesItHas() {
        assertThat(manifest("name: example.com/x:1\ncompat: dgr\naci: {annotations: [{name: a, value: b}]}\n"))
                .contains("\"annotations\":[{\"name\":\"a\",\"value\":\"b\"},"
                        + "{\"name\":\"dray-compat\",\"value\":\"dgr\"}]");
        assertThatThrownBy(() -> manifest("name: example.com/x:1\ncompat: helm\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("aci-manifest.yml:2: compat: there is no compatibility with 'helm'");
    }

    @Test
    void refusesWhatAppcDoesNotAllow() {
        assertThatThrownBy(() ->
                        manifest("name: example.com/x:1\naci: {app: {ports: [{name: p, protocol: tcp, port: 0}]}}\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("aci-manifest.yml: aci");
    }
}
