package io.dray.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.linux.Command;
import io.dray.linux.ProgramRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLocksTest {
    @TempDir
    Path directory;

    @Test
    void spellsFilesAsTheKernelDoes() {
        assertThat(FileLocks.key(0xfe00, 4711)).isEqualTo("fe:00:4711");
        assertThat(FileLocks.key(0x10_3_01, 5)).isEqualTo("103:01:5");
    }

    @Test
    void seesOnlyLocksOfTheRightKindThatAreHeld() throws IOException {
        Path file = Files.createFile(directory.resolve("lock"));
        String key = FileLocks.key(number(file, "unix:dev"), number(file, "unix:ino"));

        assertThat(FileLocks.parse("1: FLOCK  ADVISORY  WRITE 12 " + key + " 0 EOF\n")
                        .isHeld(file))
                .isTrue();
        assertThat(FileLocks.parse("1: POSIX  ADVISORY  WRITE 12 " + key + " 0 EOF\n")
                        .isHeld(file))
                .isFalse();
        assertThat(FileLocks.parse("1: -> FLOCK  ADVISORY  WRITE 12 " + key + " 0 EOF\n")
                        .isHeld(file))
                .isFalse();
        assertThat(FileLocks.parse("").isHeld(file)).isFalse();
    }

    @Test
    void seesALockThatAnotherProgramHolds() throws IOException {
        Path file = Files.createFile(directory.resolve("lock"));
        // while the lock is held, the program copies the kernel's list for us
        String held = new ProgramRunner()
                .require(Command.of("flock", file.toString(), "cat", "/proc/locks"))
                .output();

        assertThat(FileLocks.parse(held).isHeld(file)).isTrue();
        assertThat(FileLocks.read().isHeld(file)).isFalse();
    }

    @Test
    void aFileThatIsNotThereIsNotLocked() {
        assertThat(FileLocks.parse("").isHeld(directory.resolve("none"))).isFalse();
    }

    private static long number(Path file, String attribute) throws IOException {
        return ((Number) Files.getAttribute(file, attribute)).longValue();
    }
}
