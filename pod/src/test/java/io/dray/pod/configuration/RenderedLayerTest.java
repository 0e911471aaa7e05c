package io.dray.pod.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.attributes.RenderedConfiguration;
import io.dray.attributes.RenderedFile;
import io.dray.core.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderedLayerTest {
    @TempDir
    Path root;

    private Path lower;
    private Path upper;
    private Path layer;

    @BeforeEach
    void makeLayers() throws IOException {
        lower = Files.createDirectory(root.resolve("lower"));
        upper = Files.createDirectory(root.resolve("upper"));
        layer = Files.createDirectory(root.resolve("layer"));
    }

    @Test
    void directoriesLookLikeTheImages() throws IOException {
        Files.setAttribute(Files.createDirectories(lower.resolve("etc/app")), "unix:mode", 0750);

        write("/etc/app/app.conf", 0640);

        assertThat(mode(layer.resolve("etc/app"))).isEqualTo(0750);
        assertThat(mode(layer.resolve("etc/app/app.conf"))).isEqualTo(0640);
        assertThat(layer.resolve("etc/app/app.conf")).hasContent("text");
    }

    @Test
    void followsLinksInsteadOfCoveringThem() throws IOException {
        Files.createDirectories(lower.resolve("opt/app"));
        Files.createDirectories(lower.resolve("etc"));
        Files.createSymbolicLink(upper.resolve("conf"), Path.of("/etc/app"));
        Files.createSymbolicLink(lower.resolve("etc/app"), Path.of("../opt/app"));

        write("/conf/a", 0644);

        assertThat(layer.resolve("opt/app/a")).hasContent("text");
        assertThat(layer.resolve("conf")).doesNotExist();
    }

    @Test
    void neverLeavesTheLayer() throws IOException {
        Files.createSymbolicLink(lower.resolve("out"), Path.of("../../../.."));

        write("/out/tmp-of-the-image/a", 0644);

        assertThat(layer.resolve("tmp-of-the-image/a")).exists();
    }

    @Test
    void refusesToReplaceADirectory() throws IOException {
        Files.createDirectories(lower.resolve("etc/app"));

        assertThatThrownBy(() -> write("/etc/app", 0644))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("/etc/app");
    }

    @Test
    void provenanceSurvivesItsFile() {
        RenderedConfiguration nothing = new RenderedConfiguration(List.of(file("/a", 0644)));
        Provenance provenance = Provenance.of(nothing);

        assertThat(Provenance.parse("p", provenance.toText().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(provenance);
    }

    private void write(String target, int mode) throws IOException {
        new RenderedLayer(List.of(lower, upper), layer).write(file(target, mode));
    }

    private static RenderedFile file(String target, int mode) {
        return new RenderedFile(
                target,
                "text".getBytes(StandardCharsets.UTF_8),
                mode,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                List.of());
    }

    private static int mode(Path path) throws IOException {
        return ((Number) Files.getAttribute(path, "unix:mode")).intValue() & 07777;
    }
}
