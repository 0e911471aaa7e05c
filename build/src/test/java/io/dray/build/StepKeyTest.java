package io.dray.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepKeyTest {
    @TempDir
    Path directory = Path.of("unset");

    @Test
    void isTheSameForTheSameInputs() {
        assertThat(StepKey.of("build").with("a", "b").finish())
                .isEqualTo(StepKey.of("build").with("a", "b").finish())
                .hasSize(64);
    }

    @Test
    void doesNotRunPartsTogether() {
        assertThat(StepKey.of("build").with("ab", "c").finish())
                .isNotEqualTo(StepKey.of("build").with("a", "bc").finish());
        assertThat(StepKey.of("build").with("a", List.of("x", "y")).finish())
                .isNotEqualTo(StepKey.of("build")
                        .with("a", List.of("x"))
                        .with("a", "y")
                        .finish());
    }

    @Test
    void dependsOnContentsModesAndLinksOfAnyDepth() throws IOException {
        Path file = Files.createDirectories(directory.resolve("a/b")).resolve("c");
        Files.writeString(file, "1");
        String first = SourceTree.digest(directory, Set.of());
        Files.writeString(file, "2");
        String changed = SourceTree.digest(directory, Set.of());
        Trees.setMode(file, 0755);
        String executable = SourceTree.digest(directory, Set.of());
        Files.createSymbolicLink(directory.resolve("l"), Path.of("a"));
        String linked = SourceTree.digest(directory, Set.of());
        assertThat(Set.of(first, changed, executable, linked)).hasSize(4);
        assertThat(SourceTree.digest(directory, Set.of("l"))).isEqualTo(executable);
    }

    @Test
    void knowsAnAbsentDirectoryToo() {
        assertThat(SourceTree.digest(directory.resolve("none"), Set.of()))
                .isEqualTo(SourceTree.digest(directory, Set.of()));
    }

    @Test
    void seesAScriptsContentAndItsHelpers() throws IOException {
        Project project = new Project(directory)
                .withManifest("name: example.com/x\n")
                .with("runlevels/build/1", "echo")
                .with("runlevels/build/lib/helper", "a");
        String first = keyOf(project);
        project.with("runlevels/build/lib/helper", "b");
        assertThat(keyOf(project)).isNotEqualTo(first);
    }

    private static String keyOf(Project project) {
        StepKey key = StepKey.of("build");
        ScriptSet.of(project.read(), Runlevel.BUILD).addTo(key);
        return key.finish();
    }
}
