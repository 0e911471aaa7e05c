package io.dray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildCommandTest {
    @TempDir
    private Path directory;

    @Test
    void needsRoot() {
        TestingConsole console = new TestingConsole(directory.resolve("data")).withoutRoot();

        assertThat(console.run("build", directory.toString())).isEqualTo(254);
        assertThat(console.err()).isEqualTo("""
                dray: cannot run as unprivileged user
                dray: hint: run it as root, for instance with sudo
                """);
    }

    @Test
    void saysThatThereIsNoSource() {
        TestingConsole console = new TestingConsole(directory.resolve("data"));

        assertThat(console.run("build", directory.toString())).isEqualTo(254);
        assertThat(console.err().lines().findFirst().orElseThrow())
                .startsWith("dray: ")
                .contains(directory.toString());
        assertThat(console.out()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void refusesAVariableWithoutAValueBeforeItBuilds() throws IOException {
        Files.writeString(directory.resolve("aci-manifest.yml"), "name: example.com/a:1\n");
        TestingConsole console = new TestingConsole(directory.resolve("data"));

        assertThat(console.run("build", directory.toString(), "--set-env", "PROXY"))
                .isEqualTo(254);
        assertThat(console.err()).isEqualTo("dray: --set-env needs NAME=VALUE, not 'PROXY'\n");
    }
}
