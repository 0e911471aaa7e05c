package io.dray.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLockTest {
    @TempDir
    private Path directory;

    @Test
    void excludesOthersUntilItIsClosed() {
        Path file = directory.resolve("lock");
        try (FileLock held = FileLock.acquire(file)) {
            assertThat(held).isNotNull();
            assertThat(FileLock.tryAcquire(file)).isEmpty();
            assertThat(new ProgramRunner()
                            .run(Command.of("flock", "-n", file.toString(), "true"))
                            .exitCode())
                    .isEqualTo(1);
        }
        try (FileLock again = FileLock.tryAcquire(file).orElseThrow()) {
            assertThat(again).isNotNull();
        }
    }
}
