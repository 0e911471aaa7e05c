package io.dray.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoriesTest {
    @TempDir
    private Path directory;

    @Test
    void listsHiddenEntriesAndLinksThatLeadNowhereToo() throws IOException {
        Files.createFile(directory.resolve(".hidden"));
        Files.createSymbolicLink(directory.resolve("link"), Path.of("nowhere"));
        assertThat(Directories.entries(directory))
                .containsExactlyInAnyOrder(directory.resolve(".hidden"), directory.resolve("link"));
    }

    @Test
    void findsNothingWhereThereIsNoDirectory() throws IOException {
        assertThat(Directories.entries(directory.resolve("gone"))).isEmpty();
    }

    @Test
    void refusesAFile() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> Directories.entries(file)).isInstanceOf(NotDirectoryException.class);
    }
}
