package io.dray.image.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dray.image.aci.Aci;
import io.dray.image.aci.ArchiveUnpack;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarEntry.Owner;
import io.dray.image.tar.TarType;
import io.dray.linux.ByteString;
import io.dray.linux.Capabilities;
import io.dray.linux.DirectoryHandle;
import io.dray.linux.ErrnoException;
import io.dray.linux.FileStatus;
import io.dray.linux.FileStatus.FileTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateDirectoriesTest {
    private static final ByteString NAME = ByteString.of("d");
    private static final FileTime TIME = new FileTime(1000, 5);

    @TempDir
    private Path directory;

    @Test
    void handNothingDownToWhatIsMadeInThem() throws IOException {
        assumeTrue(Capabilities.effective().has("CHOWN"));
        Path target = unpack(Aci.named("example.com/a")
                .add(entry("d", TarType.DIRECTORY).mode(02775).owner(new Owner(0, 50)))
                .add(entry("d/sub", TarType.DIRECTORY).mode(0755))
                .file(entry("d/sub/file", TarType.FILE).mode(0644), "content")
                .link("rootfs/d/link", "sub"));

        try (DirectoryHandle handle = DirectoryHandle.open(target.resolve("d/sub"))) {
            assertThat(owners(handle, "file")).isEqualTo("0:0 644");
        }
        try (DirectoryHandle handle = DirectoryHandle.open(target.resolve("d"))) {
            assertThat(owners(handle, "sub")).isEqualTo("0:0 755");
            assertThat(handle.status(ByteString.of("link")).orElseThrow().gid()).isZero();
            assertThat(owners(handle, ".")).isEqualTo("0:50 2775");
            assertThat(handle.status(DirectoryHandle.SELF).orElseThrow().modified())
                    .isEqualTo(TIME);
        }
    }

    @Test
    void getTheirDefaultAccessListsLast() throws IOException {
        byte[] list = accessList();
        assumeTrue(keepsAccessLists(list));
        Path target = unpack(Aci.named("example.com/a")
                .add(entry("d", TarType.DIRECTORY)
                        .mode(0755)
                        .attributes(Map.of(KeptAttributes.ACL_DEFAULT, list, "user.other", new byte[1])))
                .file(entry("d/file", TarType.FILE).mode(0666), "content"));

        try (DirectoryHandle handle = DirectoryHandle.open(target.resolve("d"))) {
            assertThat(handle.attributes(DirectoryHandle.SELF))
                    .containsKey("user.other")
                    .containsEntry(KeptAttributes.ACL_DEFAULT, list);
            assertThat(handle.attributes(ByteString.of("file"))).isEmpty();
            assertThat(handle.status(ByteString.of("file")).orElseThrow().mode())
                    .isEqualTo(0666);
        }
    }

    @Test
    void stayOpenUntilEverythingIsInThem() throws IOException {
        Path target = unpack(Aci.named("example.com/a")
                .add(entry("d", TarType.DIRECTORY).mode(0))
                .add(entry("d/sub", TarType.DIRECTORY).mode(0100))
                .file(entry("d/sub/file", TarType.FILE).mode(0400), "content"));

        try (DirectoryHandle handle = DirectoryHandle.open(target)) {
            FileStatus status = handle.status(NAME).orElseThrow();
            assertThat(status.mode()).isZero();
            assertThat(status.modified()).isEqualTo(TIME);
            // or only root could remove it
            handle.changeMode(NAME, 0700);
        }
        assertThat(target.resolve("d/sub/file")).exists();
    }

    @Test
    void takeNothingFromTheDirectoryTheyAreUnpackedInto() throws IOException {
        assumeTrue(Capabilities.effective().has("CHOWN"));
        Path parent = Files.createDirectory(directory.resolve("shared"));
        try (DirectoryHandle handle = DirectoryHandle.open(parent)) {
            handle.changeOwner(DirectoryHandle.SELF, 0, 50);
            handle.changeMode(DirectoryHandle.SELF, 02775);
        }
        Path archive = Aci.named("example.com/a").file("rootfs/file", "content").write(directory.resolve("a.aci"));

        new ArchiveUnpack(UnpackLimits.DEFAULT).unpack(parent, List.of(archive));

        try (DirectoryHandle handle = DirectoryHandle.open(parent.resolve("rootfs"))) {
            assertThat(handle.status(ByteString.of("file")).orElseThrow().gid()).isZero();
            assertThat(owners(handle, ".")).isEqualTo("0:0 755");
        }
    }

    private Path unpack(Aci aci) {
        Path target = directory.resolve("target");
        new ArchiveUnpack(UnpackLimits.DEFAULT).unpack(target, List.of(aci.write(directory.resolve("a.aci"))));
        return target.resolve("rootfs");
    }

    private static TarEntry.Builder entry(String name, TarType type) {
        return TarEntry.builder(ByteString.of("rootfs/" + name), type).modified(TIME);
    }

    private static String owners(DirectoryHandle directory, String name) throws IOException {
        FileStatus status = directory.status(ByteString.of(name)).orElseThrow();
        return status.uid() + ":" + status.gid() + " " + Integer.toOctalString(status.mode());
    }

    private boolean keepsAccessLists(byte[] list) throws IOException {
        try (DirectoryHandle handle = DirectoryHandle.open(directory)) {
            handle.makeDirectory(NAME);
            handle.changeAttribute(NAME, KeptAttributes.ACL_DEFAULT, list);
            return true;
        } catch (ErrnoException _) {
            return false;
        }
    }

    /** Owner rwx, user 5 rwx, group r-x, mask rwx, others none, as linux/posix_acl_xattr.h has it. */
    private static byte[] accessList() {
        ByteBuffer list =
                ByteBuffer.allocate(4 + 5 * 8).order(ByteOrder.LITTLE_ENDIAN).putInt(2);
        int[][] entries = {{1, 7, -1}, {2, 7, 5}, {4, 5, -1}, {16, 7, -1}, {32, 0, -1}};
        for (int[] each : entries) {
            list.putShort((short) each[0]).putShort((short) each[1]).putInt(each[2]);
        }
        return list.array();
    }
}
