package io.dray.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.template.Dialect;
import io.dray.template.function.FunctionContext;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Templates in the shapes that images built with dgr have, byte by byte. What is expected was written by a Go program that does
 * what dgr's templater did, with Go 1.19, sprig and go-yaml 2.
 */
class DgrGoldenTest {
    @ParameterizedTest
    @ValueSource(strings = {"cassandra", "prometheus", "proxy", "resolv", "yum"})
    void rendersEveryFileAsDgrDid(String name) throws IOException, URISyntaxException {
        Path root = Path.of(Objects.requireNonNull(DgrGoldenTest.class.getResource("dgr/" + name))
                .toURI());
        assertThat(rendered(root)).isEqualTo(expected(root.resolve("expected")));
    }

    private static Map<String, String> rendered(Path root) throws IOException {
        FunctionContext context = FunctionContext.withoutEnvironment();
        AttributeTree attributes = AttributeTree.of(AttributeSources.of(
                        List.of(new AttributeLayer("image", files(root.resolve("attributes")))), List.of())
                .in(Dialect.DGR, context));
        Map<String, String> rendered = new TreeMap<>();
        for (RenderedFile file : new ConfigurationRenderer(
                        attributes, files(root.resolve("templates")), RenderSettings.of(Dialect.DGR, context))
                .render()
                .files()) {
            rendered.put(file.target(), text(file.content()));
        }
        return rendered;
    }

    private static Map<String, String> expected(Path root) throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (SourceFile file : files(root)) {
            expected.put("/" + file.path(), text(file.content()));
        }
        return expected;
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    private static List<SourceFile> files(Path root) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path file : paths.filter(Files::isRegularFile).sorted().toList()) {
                files.add(new SourceFile(root.relativize(file).toString(), Files.readAllBytes(file), 0644));
            }
        }
        return files;
    }
}
