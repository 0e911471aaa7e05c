package io.dray.image.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dray.core.OperationFailedException;
import io.dray.linux.ByteString;
import io.dray.linux.Capabilities;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.FileKind;
import io.dray.linux.FileStatus.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerMergeTest {
    @TempDir
    private Path directory;

    private Path lower;
    private Path upper;

    @BeforeEach
    void makeTrees() throws IOException {
        assumeTrue(Capabilities.effective().has("MKNOD"), "root, to make whiteouts");
        lower = Files.createDirectory(directory.resolve("lower"));
        upper = Files.createDirectory(directory.resolve("upper"));
    }

    @Test
    void mergesDirectoriesAndTakesTheUpperFile() throws IOException {
        write(lower, "d/both");
        write(lower, "d/lower");
        write(lower, "file-then-directory");
        write(upper, "d/both");
        write(upper, "file-then-directory/x");

        LayerMerge merge = LayerMerge.of(List.of(lower, upper));

        assertThat(merge.files())
                .extracting(file -> file.absolutePath() + " " + file.tree().getFileName())
                .containsExactly(
                        "/ upper",
                        "/d upper",
                        "/d/both upper",
                        "/d/lower lower",
                        "/file-then-directory upper",
                        "/file-then-directory/x upper");
        assertThat(merge.deleted()).isEmpty();
        assertThat(merge.replaced()).containsExactly("/file-then-directory");
    }

    @Test
    void reportsWhatIsDeletedUnlessItCameBack() throws IOException {
        write(lower, "made-and-deleted");
        write(upper, "again/new");
        whiteout(upper, "made-and-deleted");
        whiteout(upper, "of-a-dependency");
        whiteout(lower, "again");
        whiteout(lower, "gone");

        LayerMerge merge = LayerMerge.of(List.of(lower, upper));

        assertThat(merge.deleted()).containsExactly("/gone", "/made-and-deleted", "/of-a-dependency");
        assertThat(merge.replaced()).containsExactly("/again");
        assertThat(merge.files()).extracting(MergedFile::absolutePath).containsExactly("/", "/again", "/again/new");
    }

    @Test
    void anOpaqueDirectoryShowsNothingBeneath() throws IOException {
        write(lower, "d/old");
        write(upper, "d/new");
        try (DirectoryHandle root = DirectoryHandle.open(upper)) {
            root.changeAttribute(ByteString.of("d"), "trusted.overlay.opaque", new byte[] {'y'});
        }

        LayerMerge merge = LayerMerge.of(List.of(lower, upper));

        assertThat(merge.files()).extracting(MergedFile::absolutePath).containsExactly("/", "/d", "/d/new");
        assertThat(merge.replaced()).containsExactly("/d");
    }

    @Test
    void refusesRedirectedDirectories() throws IOException {
        write(upper, "d/new");
        try (DirectoryHandle root = DirectoryHandle.open(upper)) {
            root.changeAttribute(ByteString.of("d"), "trusted.overlay.redirect", new byte[] {'x'});
        }

        assertThatThrownBy(() -> LayerMerge.of(List.of(upper)))
                .isInstanceOf(OperationFailedException.class)
                .hasMessage("/d is a renamed directory of another layer");
    }

    @Test
    void namesAllThatIsLeftWhenSomethingOfADependencyIsDeleted() throws IOException {
        Path base = Files.createDirectory(directory.resolve("base"));
        write(base, "d/deleted");
        write(base, "d/kept");
        write(base, "replaced/old");
        write(base, "covered/x");
        whiteout(lower, "d-not-there");
        assertThat(LayerMerge.of(List.of(lower)).whitelist(List.of(base))).isEmpty();

        Files.createDirectories(upper.resolve("d"));
        whiteout(upper, "d/deleted");
        write(upper, "covered");
        write(upper, "tmp/ignored");

        assertThat(LayerMerge.of(List.of(lower, upper)).whitelist(List.of(base)).orElseThrow())
                .containsExactly("/covered", "/d", "/d/kept", "/replaced", "/replaced/old", "/tmp");
        assertThat(LayerMerge.of(List.of(upper)).whitelist(List.of())).isEmpty();
    }

    private static void write(Path tree, String file) throws IOException {
        Files.createDirectories(tree.resolve(ByteString.of(file).parent().toText()));
        Files.writeString(tree.resolve(file), file);
    }

    private static void whiteout(Path tree, String file) throws IOException {
        ByteString path = ByteString.of(file);
        try (DirectoryHandle root = DirectoryHandle.open(tree);
                DirectoryHandle parent = root.openInRoot(path.parent())) {
            parent.makeNode(path.name(), FileKind.CHARACTER_DEVICE, Device.NONE);
        }
    }
}
