package io.dray.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dray.linux.FileStatus.Device;
import io.dray.linux.FileStatus.FileTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryHandleTest {
    private static final ByteString FILE = ByteString.of("file");

    @TempDir
    private Path directory;

    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(directory.resolve("root"));
    }

    @Test
    void keepsNamesThatAreNoText() throws IOException {
        ByteString name = ByteString.copyOf(new byte[] {'a', (byte) 0xff, '\n'});
        try (DirectoryHandle handle = DirectoryHandle.open(root)) {
            handle.createFile(name).close();

            assertThat(handle.names()).containsExactly(name);
            assertThat(name).hasToString("a\\xff\\x0a");
        }
    }

    @Test
    void writesAndReadsContent() throws IOException {
        byte[] content = "some content".getBytes(StandardCharsets.UTF_8);
        byte[] back = new byte[content.length];
        try (DirectoryHandle handle = DirectoryHandle.open(root)) {
            try (FileHandle file = handle.createFile(FILE)) {
                file.write(content, 0, content.length);
            }
            try (FileHandle file = handle.openFile(FILE)) {
                assertThat(file.read(back, 0, back.length)).isEqualTo(content.length);
                assertThat(file.read(back, 0, back.length)).isZero();
            }
        }
        assertThat(back).isEqualTo(content);
    }

    @Test
    void setsAndTellsModeAndTime() throws IOException {
        FileTime time = new FileTime(-5, 123_456_789);
        try (DirectoryHandle handle = DirectoryHandle.open(root)) {
            handle.createFile(FILE).close();
            handle.changeMode(FILE, 04751);
            handle.changeTime(FILE, time);

            FileStatus status = handle.status(FILE).orElseThrow();
            assertThat(status.mode()).isEqualTo(04751);
            assertThat(status.modified()).isEqualTo(time);
            assertThat(status.kind()).isEqualTo(FileKind.FILE);
            assertThat(handle.status(ByteString.of("nothing"))).isEmpty();
        }
    }

    @Test
    void resolvesAbsoluteAndClimbingLinksInsideTheRoot() throws IOException {
        Files.createDirectories(root.resolve("etc/deep"));
        Files.createDirectories(directory.resolve("etc"));
        Files.createSymbolicLink(root.resolve("absolute"), Path.of("/etc"));
        Files.createSymbolicLink(root.resolve("climbing"), Path.of("../../../etc"));
        try (DirectoryHandle handle = DirectoryHandle.open(root);
                DirectoryHandle absolute = handle.openInRoot(ByteString.of("absolute"));
                DirectoryHandle climbing = handle.openInRoot(ByteString.of("climbing/../climbing"))) {
            assertThat(absolute.names()).containsExactly(ByteString.of("deep"));
            assertThat(climbing.names()).containsExactly(ByteString.of("deep"));
        }
    }

    @Test
    void refusesToFollowLinksByName() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), directory);
        try (DirectoryHandle handle = DirectoryHandle.open(root)) {
            assertThatThrownBy(() -> handle.openDirectory(ByteString.of("link")))
                    .isInstanceOfSatisfying(
                            ErrnoException.class, e -> assertThat(e.errno()).isIn(Errno.ELOOP, Errno.ENOTDIR));
            assertThatThrownBy(() -> handle.createFile(ByteString.of("link")))
                    .isInstanceOfSatisfying(
                            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST))
                    .hasMessage(root + "/link: file exists");
        }
    }

    @Test
    void refusesNamesThatArePaths() throws IOException {
        try (DirectoryHandle handle = DirectoryHandle.open(root)) {
            for (String name : new String[] {"", "..", "a/b", "/"}) {
                assertThatThrownBy(() -> handle.makeDirectory(ByteString.of(name)))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void makesLinksThatShareOneFile() throws IOException {
        try (DirectoryHandle handle = DirectoryHandle.open(root)) {
            handle.createFile(FILE).close();
            handle.makeHardLink(ByteString.of("second"), handle, FILE);
            handle.makeLink(ByteString.of("soft"), ByteString.of("/nowhere"));

            FileStatus first = handle.status(FILE).orElseThrow();
            assertThat(handle.status(ByteString.of("second")).orElseThrow().identity())
                    .isEqualTo(first.identity());
            assertThat(first.identity().links()).isEqualTo(2);
            assertThat(handle.readLink(ByteString.of("soft"))).hasToString("/nowhere");
        }
    }

    @Test
    void keepsBinaryAttributes() throws IOException {
        byte[] value = {(byte) 0xff, 0, (byte) 0x80};
        try (DirectoryHandle handle = DirectoryHandle.open(root)) {
            handle.createFile(FILE).close();
            handle.changeAttribute(FILE, "user.dray", value);

            assertThat(handle.attributes(FILE)).containsEntry("user.dray", value);
            assertThat(handle.attributes(DirectoryHandle.SELF)).doesNotContainKey("user.dray");
        }
    }

    @Test
    void makesDevicesAndSetsOwnersAsRoot() throws IOException {
        assumeTrue(Capabilities.effective().has("MKNOD")
                && Capabilities.effective().has("CHOWN"));
        ByteString device = ByteString.of("device");
        ByteString whiteout = ByteString.of("whiteout");
        try (DirectoryHandle handle = DirectoryHandle.open(root)) {
            handle.makeNode(device, FileKind.BLOCK_DEVICE, new Device(259, 70_000));
            handle.makeNode(whiteout, FileKind.CHARACTER_DEVICE, Device.NONE);
            handle.changeOwner(device, 70_000, 4_000_000_000L);

            FileStatus status = handle.status(device).orElseThrow();
            assertThat(status.device()).isEqualTo(new Device(259, 70_000));
            assertThat(status.uid()).isEqualTo(70_000);
            assertThat(status.gid()).isEqualTo(4_000_000_000L);
            assertThat(handle.status(whiteout).orElseThrow().isWhiteout()).isTrue();
        }
    }

    @Test
    void doesNotWaitOnAFifo() throws IOException {
        ByteString fifo = ByteString.of("fifo");
        try (DirectoryHandle handle = DirectoryHandle.open(root)) {
            handle.makeNode(fifo, FileKind.FIFO, Device.NONE);
            handle.openFile(fifo).close();

            assertThat(handle.status(fifo).orElseThrow().kind()).isEqualTo(FileKind.FIFO);
        }
    }

    @Test
    void listsMoreNamesThanOneCallReturns() throws IOException {
        try (DirectoryHandle handle = DirectoryHandle.open(root)) {
            for (int i = 0; i < 2000; i++) {
                handle.createFile(ByteString.of("a-name-of-some-length-" + i)).close();
            }

            assertThat(handle.names()).hasSize(2000).isSorted();
            handle.syncFileSystem();
        }
    }

    @Test
    void asksTheFileSystemToPlaceDirectoriesApart() throws IOException {
        try (DirectoryHandle handle = DirectoryHandle.open(root)) {
            assumeTrue(handle.spreadDirectories());
        }

        String attributes = new ProgramRunner()
                .require(Command.of("lsattr", "-d", root.toString()))
                .output();
        assertThat(attributes.substring(0, attributes.indexOf(' '))).contains("T");
    }
}
