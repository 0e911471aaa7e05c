package io.dray.image.aci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.image.ImageStore;
import io.dray.image.ImportListener;
import io.dray.image.StoredImage;
import io.dray.image.tar.Compression;
import io.dray.image.tree.LayerMerge;
import io.dray.image.tree.MergedFile;
import io.dray.linux.ByteString;
import io.dray.linux.Capabilities;
import io.dray.linux.Command;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.FileKind;
import io.dray.linux.FileStatus;
import io.dray.linux.FileStatus.Device;
import io.dray.linux.FileStatus.FileTime;
import io.dray.linux.ProgramRunner;
import io.dray.linux.Programs;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AciWriterTest {
    private static final byte[] MANIFEST =
            Aci.MANIFEST.formatted("example.com/a", "").getBytes(StandardCharsets.UTF_8);
    private static final Instant LATEST = Instant.parse("2020-01-01T00:00:00Z");
    private static final String LONG = "a-part-of-a-name-that-is-rather-long-".repeat(5);

    @TempDir
    private Path directory;

    private Path tree;
    private Path target;

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectory(directory.resolve("tree"));
        target = directory.resolve("image.aci");
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void equalInputGivesEqualBytes(Compression compression) throws IOException {
        Path second = Files.createDirectory(directory.resolve("second"));
        for (String name : List.of("b", "a", "c")) {
            Files.writeString(tree.resolve(name), name);
        }
        for (String name : List.of("c", "b", "a")) {
            Files.writeString(second.resolve(name), name);
        }
        AciWriter writer = AciWriter.with(compression).withLatestTime(LATEST);

        Digest id = writer.write(target, MANIFEST, merge(tree));
        byte[] first = Files.readAllBytes(target);
        Digest again = writer.write(target, MANIFEST, merge(second));

        assertThat(again).isEqualTo(id);
        assertThat(Files.readAllBytes(target)).isEqualTo(first);
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void keepsEverythingThroughARoundTrip() throws IOException {
        assumeTrue(
                Capabilities.effective().has("MKNOD")
                        && Capabilities.effective().has("CHOWN"),
                "root");
        ByteString odd = ByteString.copyOf(new byte[] {'o', (byte) 0xff, '\n'});
        ByteString file = ByteString.of("file");
        byte[] capability = {1, 0, 0, 2, (byte) 0xff, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        try (DirectoryHandle root = DirectoryHandle.open(tree)) {
            Files.createDirectories(tree.resolve(LONG).resolve(LONG).resolve(LONG));
            Files.writeString(tree.resolve(LONG).resolve(LONG).resolve(LONG).resolve("deep"), "deep");
            root.createFile(odd).close();
            Files.writeString(tree.resolve("file"), "content");
            root.changeOwner(file, 3_000_000, 4_000_000_000L);
            root.changeMode(file, 06755);
            root.changeAttribute(file, "security.capability", capability);
            root.changeAttribute(file, "user.binary", new byte[] {(byte) 0xfe, '\n', 0, '='});
            root.changeTime(file, new FileTime(-2, 250_000_000));
            root.makeHardLink(ByteString.of("other"), root, file);
            root.makeLink(ByteString.of("soft"), ByteString.of("/" + LONG));
            root.makeNode(ByteString.of("device"), FileKind.CHARACTER_DEVICE, new Device(10, 300));
            root.makeNode(ByteString.of("fifo"), FileKind.FIFO, Device.NONE);
            root.changeMode(DirectoryHandle.SELF, 01777);
            root.changeTime(ByteString.of(LONG), new FileTime(12345, 6));
        }

        Digest id = AciWriter.with(Compression.GZIP).write(target, MANIFEST, merge(tree));

        StoredImage image = importTarget();
        assertThat(image.id()).isEqualTo(id);
        Path back = store().chain(image).trees().getFirst();
        assertSameTree(tree, back);
        assertThat(Files.readAllBytes(back.resolve("other")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("content");
        assertThat(AciWriter.with(Compression.GZIP).write(target, MANIFEST, merge(back)))
                .isEqualTo(id);
    }

    @Test
    void leavesOutTemporaryFilesSocketsAndWhatBelongsToTheMachine() throws IOException {
        assumeTrue(Capabilities.effective().has("SYS_ADMIN"), "root, to set trusted attributes");
        Files.createDirectories(tree.resolve("tmp/deep"));
        Files.writeString(tree.resolve("tmp/file"), "");
        Files.createDirectories(tree.resolve("d"));
        try (DirectoryHandle root = DirectoryHandle.open(tree);
                ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            root.changeAttribute(ByteString.of("d"), "trusted.overlay.opaque", new byte[] {'y'});
            socket.bind(UnixDomainSocketAddress.of(tree.resolve("s")));
        }
        LayerMerge merge = merge(tree);

        AciWriter.with(Compression.NONE).write(target, MANIFEST, merge);

        assertThat(merge.sockets()).containsExactly("/s");
        Path back = store().chain(importTarget()).trees().getFirst();
        assertThat(back.resolve("tmp")).isEmptyDirectory();
        assertThat(back.resolve("s")).doesNotExist();
        try (DirectoryHandle root = DirectoryHandle.open(back)) {
            assertThat(root.attributes(ByteString.of("d"))).isEmpty();
        }
    }

    @Test
    void debiansActoolAndTarAcceptIt() throws IOException {
        assumeTrue(Programs.find("actool").isPresent(), "actool");
        Files.createDirectories(tree.resolve(LONG).resolve(LONG));
        Files.writeString(tree.resolve(LONG).resolve("Főtanúsítvány"), "x");
        Files.createSymbolicLink(tree.resolve("soft"), Path.of("/etc/passwd"));
        ProgramRunner programs = new ProgramRunner();
        for (Compression compression : List.of(Compression.NONE, Compression.GZIP, Compression.XZ)) {
            AciWriter.with(compression).withLatestTime(LATEST).write(target, MANIFEST, merge(tree));

            programs.require(Command.of("actool", "validate", target.toString()));
            String listing = programs.require(Command.of("tar", "-tf", target.toString()))
                    .output();
            assertThat(listing).startsWith("manifest\nrootfs/\nrootfs/a-part");
        }
    }

    @Test
    void refusesANameThatIsNotAnAcis() {
        assertThatThrownBy(() ->
                        AciWriter.with(Compression.NONE).write(directory.resolve("image.tar"), MANIFEST, merge(tree)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith("must end in .aci");
    }

    private static LayerMerge merge(Path tree) {
        return LayerMerge.of(List.of(tree));
    }

    private ImageStore store() {
        return new ImageStore(new DataDirectory(directory.resolve("data")));
    }

    private StoredImage importTarget() {
        return store().importArchive(target, ImportListener.silent());
    }

    private static void assertSameTree(Path expected, Path actual) throws IOException {
        List<MergedFile> left = merge(expected).files();
        List<MergedFile> right = merge(actual).files();
        assertThat(right)
                .extracting(MergedFile::path)
                .containsExactlyElementsOf(left.stream().map(MergedFile::path).toList());
        for (int i = 0; i < left.size(); i++) {
            FileStatus a = left.get(i).status();
            FileStatus b = right.get(i).status();
            boolean directory = a.isDirectory();
            assertThat(b)
                    .as(left.get(i).absolutePath())
                    .usingRecursiveComparison()
                    .ignoringFields(directory ? new String[] {"identity", "size"} : new String[] {"identity.inode"})
                    .isEqualTo(a);
            assertThat(attributes(right.get(i))).as(left.get(i).absolutePath()).isEqualTo(attributes(left.get(i)));
        }
    }

    private static Map<String, String> attributes(MergedFile file) throws IOException {
        ByteString name =
                file.path().isEmpty() ? DirectoryHandle.SELF : file.path().name();
        try (DirectoryHandle root = DirectoryHandle.open(file.tree());
                DirectoryHandle parent = root.openInRoot(file.path().parent())) {
            Map<String, String> shown = new TreeMap<>();
            parent.attributes(name).forEach((key, value) -> shown.put(key, Arrays.toString(value)));
            return shown;
        }
    }
}
