package io.dray.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreesTest {
    @TempDir
    private Path directory;

    @Test
    void removesATreeButNotWhatLinksPointTo() throws IOException {
        Path kept = Files.createDirectory(directory.resolve("kept"));
        Files.createFile(kept.resolve("file"));
        Path tree = Files.createDirectories(directory.resolve("tree/a/b/c")).resolve("../../..");
        Files.createSymbolicLink(tree.resolve("link"), kept);
        Files.createFile(tree.resolve("a/file"));

        FileTrees.remove(directory.resolve("tree"));
        FileTrees.remove(directory.resolve("tree"));

        assertThat(directory).isDirectoryContaining("glob:**kept");
        assertThat(directory.resolve("tree")).doesNotExist();
        assertThat(kept.resolve("file")).exists();
    }

    @Test
    void removesATreeDeeperThanPathsCanBe() throws IOException {
        Path tree = Files.createDirectory(directory.resolve("deep"));
        ByteString name = ByteString.of("a-directory-with-a-rather-long-name-so-that-paths-get-long");
        DirectoryHandle handle = DirectoryHandle.open(tree);
        for (int i = 0; i < 300; i++) {
            handle.makeDirectory(name);
            DirectoryHandle next = handle.openDirectory(name);
            handle.close();
            handle = next;
        }
        handle.close();

        FileTrees.remove(tree);

        assertThat(tree).doesNotExist();
    }
}
