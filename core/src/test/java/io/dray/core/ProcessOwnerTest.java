package io.dray.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessOwnerTest {
    @Test
    void thisProcessIsAlive() {
        ProcessOwner owner = ProcessOwner.current();

        assertThat(ProcessOwner.parse(owner.toString())).isEqualTo(owner);
        assertThat(owner.isAlive()).isTrue();
    }

    @Test
    void anEndedProcessIsNot() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessOwner owner = ProcessOwner.ofProcess(process.pid());
        process.destroyForcibly().waitFor();

        assertThat(owner.isAlive()).isFalse();
    }

    @Test
    void neitherIsAnotherProcessOfTheSameNumberNorAnotherBoot() {
        ProcessOwner owner = ProcessOwner.current();

        assertThat(new ProcessOwner(owner.pid(), owner.startTime() + 1, owner.boot()).isAlive())
                .isFalse();
        assertThat(new ProcessOwner(owner.pid(), owner.startTime(), "00000000").isAlive())
                .isFalse();
    }

    @Test
    void temporariesNameTheirOwner(@TempDir Path root) throws IOException {
        Path temporary = new DataDirectory(root).newTemporary("import-x");

        assertThat(DataDirectory.ownerOf(temporary)).contains(ProcessOwner.current());
        assertThat(Files.getPosixFilePermissions(temporary)).hasSize(3);
        assertThat(DataDirectory.ownerOf(root.resolve("foreign"))).isEmpty();
    }

    @Test
    void writesReplaceFilesWholly(@TempDir Path root) throws IOException {
        Path file = root.resolve("x.json");
        AtomicFiles.write(file, "one, and long");
        AtomicFiles.write(file, "two");

        assertThat(file).hasContent("two");
        try (var entries = Files.list(root)) {
            assertThat(entries).containsExactly(file);
        }
    }
}
