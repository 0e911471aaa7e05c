package io.dray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionCommandTest {
    private final TestingConsole console = new TestingConsole(Path.of("/nonexistent"));

    @ParameterizedTest
    @ValueSource(strings = {"version", "vers"})
    void printsDrayAndTheJvm(String name) {
        assertThat(console.run(name)).isZero();
        assertThat(console.out()).matches("dray \\d+\\.\\d+\\.\\d+\njava 25.*\n");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void answersTheOptionThatEveryProgramHas() {
        assertThat(Dray.run(List.of("--version"), console.context())).isZero();
        assertThat(console.out()).startsWith("dray ");
    }
}
