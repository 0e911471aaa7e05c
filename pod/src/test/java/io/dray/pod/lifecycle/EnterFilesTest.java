package io.dray.pod.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnterFilesTest {
    @TempDir
    private Path app;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 254, 255, 256, 509, 510, 511, 4096})
    void theLastOutputIsPutTogetherFromItsPieces(int length) throws IOException {
        String output = "0123456\r\n9".repeat(length / 10 + 1).substring(0, length);
        StringBuilder logged = new StringBuilder();
        for (int start = 0; start < length; start += 255) {
            logged.append(output, start, Math.min(start + 255, length)).append('\n');
        }
        try (EnterFiles files = EnterFiles.in(app)) {
            Files.writeString(files.started(), "17");
            Files.writeString(files.log(), logged);

            assertThat(files.lastOutput()).asString().isEqualTo(output);
        }
        assertThat(app).isEmptyDirectory();
    }

    @Test
    void whatIsSaidOfAProgramThatDidNotStartIsNoOutput() throws IOException {
        try (EnterFiles files = EnterFiles.in(app)) {
            assertThat(files.refusal()).isEmpty();
            Files.writeString(files.log(), "executable file `x` not found\nthe same on the terminal\r\n\n");
            assertThat(files.lastOutput()).isEmpty();
            assertThat(files.refusal()).contains("executable file `x` not found");
        }
    }
}
