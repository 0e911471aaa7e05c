package io.dray.image.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.tree.LayeredTree.Entry;
import io.dray.image.tree.LayeredTree.Kind;
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

class LayeredTreeTest {
    @TempDir
    private Path directory;

    private Path lower;
    private Path upper;
    private LayeredTree tree;

    @BeforeEach
    void makeTrees() throws IOException {
        lower = Files.createDirectories(directory.resolve("lower"));
        upper = Files.createDirectories(directory.resolve("upper"));
        Files.createDirectories(lower.resolve("d/sub"));
        Files.createDirectories(upper.resolve("d"));
        Files.writeString(lower.resolve("d/both"), "lower");
        Files.writeString(lower.resolve("d/only-lower"), "lower");
        Files.writeString(upper.resolve("d/both"), "upper");
        tree = new LayeredTree(List.of(lower, upper));
    }

    @Test
    void showsTheUpperFileAndMergesDirectories() {
        assertThat(tree.lookup("/d/both").orElseThrow().physical()).isEqualTo(upper.resolve("d/both"));
        assertThat(tree.lookup("d//./only-lower")).isPresent();
        assertThat(tree.list("/d")).extracting(Entry::name).containsExactly("both", "only-lower", "sub");
        assertThat(tree.lookup("/d/both/x")).isEmpty();
        assertThat(tree.lookup("/d/" + "x".repeat(300))).isEmpty();
        assertThat(tree.list("/nothing")).isEmpty();
        assertThatThrownBy(() -> tree.list("/d/both")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void followsLinksInsideOnly() throws IOException {
        Files.createSymbolicLink(upper.resolve("absolute"), Path.of("/d/sub"));
        Files.createSymbolicLink(lower.resolve("climbing"), Path.of("../../../../d/only-lower"));
        Files.createSymbolicLink(lower.resolve("outside"), directory);
        Files.createSymbolicLink(lower.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(lower.resolve("d/sub/up"), Path.of(".."));

        assertThat(tree.lookup("/absolute").orElseThrow().isDirectory()).isTrue();
        assertThat(tree.lookup("/absolute/up/both").orElseThrow().physical()).isEqualTo(upper.resolve("d/both"));
        assertThat(tree.lookup("/climbing").orElseThrow().isFile()).isTrue();
        assertThat(tree.lookup("/outside")).isEmpty();
        assertThat(tree.lookup("/loop")).isEmpty();
        assertThat(tree.lookupNoFollow("/loop").orElseThrow().kind()).isEqualTo(Kind.LINK);
        assertThat(tree.readLink(tree.lookupNoFollow("/absolute").orElseThrow()))
                .isEqualTo("/d/sub");
        assertThat(tree.lookup("/../..").orElseThrow().physical()).isEqualTo(upper);
    }

    @Test
    void whiteoutsHide() throws IOException {
        assumeTrue(Capabilities.effective().has("MKNOD"), "root, to make whiteouts");
        try (DirectoryHandle root = DirectoryHandle.open(upper);
                DirectoryHandle d = root.openDirectory(ByteString.of("d"))) {
            d.makeNode(ByteString.of("sub"), FileKind.CHARACTER_DEVICE, Device.NONE);
            root.makeNode(ByteString.of("null"), FileKind.CHARACTER_DEVICE, new Device(1, 3));
        }

        assertThat(tree.lookup("/d/sub")).isEmpty();
        assertThat(tree.list("/d")).extracting(Entry::name).containsExactly("both", "only-lower");
        assertThat(tree.lookup("/null").orElseThrow().kind()).isEqualTo(Kind.SPECIAL);
    }

    @Test
    void aFileEndsTheMerging() throws IOException {
        Files.createDirectory(upper.resolve("x"));
        Files.writeString(lower.resolve("x"), "file");
        Path bottom = Files.createDirectories(directory.resolve("bottom/x"));
        Files.writeString(bottom.resolve("hidden"), "");

        LayeredTree three = new LayeredTree(List.of(directory.resolve("bottom"), lower, upper));

        assertThat(three.lookup("/x/hidden")).isEmpty();
        assertThat(three.list("/x")).isEmpty();
    }

    @Test
    void readsUpToABound() {
        assertThat(tree.read("/d/both", 5)).asString().isEqualTo("upper");
        assertThatThrownBy(() -> tree.read("/d/both", 4)).hasMessage("/d/both in the image is longer than 4 bytes");
        assertThatThrownBy(() -> tree.read("/d/none", 4)).isInstanceOf(MissingException.class);
        assertThatThrownBy(() -> tree.read("/d", 4)).isInstanceOf(InvalidInputException.class);
    }
}
