package io.dray.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dray.core.DataDirectory;
import io.dray.core.InvalidInputException;
import io.dray.image.aci.Aci;
import io.dray.image.tar.Compression;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarEntry.Owner;
import io.dray.image.tar.TarType;
import io.dray.image.tree.LayeredTree;
import io.dray.image.unpack.UnpackLimits;
import io.dray.linux.ByteString;
import io.dray.linux.Capabilities;
import io.dray.linux.FileStatus.Device;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The classes of attack K1 to K9: refused with the entry and the rule, nothing left behind; or contained. */
class HostileArchiveTest {
    @TempDir
    private Path directory;

    private DataDirectory data;
    private ImageStore store;
    private Path aci;

    @BeforeEach
    void makeStore() {
        data = new DataDirectory(directory.resolve("data"));
        store = new ImageStore(data);
        aci = directory.resolve("hostile.aci");
    }

    static Stream<Arguments> refused() {
        return Stream.of(names(), linksInTheWay(), hardLinks(), manifests(), owners(), twoReadings())
                .flatMap(each -> each);
    }

    /** K1: names. */
    private static Stream<Arguments> names() {
        String deep = "d/".repeat(300);
        return Stream.of(
                refusal(base().file("rootfs/../x", ""), "entry rootfs/../x: its name climbs with .."),
                refusal(base().file("../x", ""), "entry ../x: its name climbs with .."),
                refusal(base().file("/rootfs/x", ""), "entry /rootfs/x: its name is an absolute path"),
                refusal(base().file("//etc/x", ""), "entry //etc/x: its name is an absolute path"),
                refusal(base().file("rootfsX/a", ""), "entry rootfsX/a: only manifest and rootfs may be at the top"),
                refusal(base().file("rootfs\\..\\x", ""), "only manifest and rootfs may be at the top"),
                refusal(base().file("rootfs/" + "n".repeat(256), ""), "a part of its name is longer than 255 bytes"),
                refusal(base().file("rootfs/" + deep + "x", ""), "it lies deeper than 256 directories"),
                refusal(base().file("rootfs/" + "ab/".repeat(2000) + "x", ""), "its name is longer than 4096 bytes"),
                refusal(
                        Aci.empty().link("rootfs", "/").file("manifest", "{}"),
                        "entry rootfs: rootfs is not a directory"));
    }

    /** K2: links in the way. */
    private static Stream<Arguments> linksInTheWay() {
        return Stream.of(
                refusal(
                        base().link("rootfs/a", "b").link("rootfs/b", "a").file("rootfs/a/x", ""),
                        "entry rootfs/a/x: links in its path go round in circles"),
                refusal(
                        base().link("rootfs/a", "/nothing").file("rootfs/a/x", ""),
                        "entry rootfs/a/x: a link in its path leads to nothing"),
                refusal(base().link("rootfs/a", ""), "entry rootfs/a: it is a link to nothing"),
                refusal(
                        base().file("rootfs/a", "").file("rootfs/a/x", ""),
                        "entry rootfs/a/x: a part of its path is not a directory"));
    }

    /** K3: hard links. */
    private static Stream<Arguments> hardLinks() {
        return Stream.of(
                refusal(base().hardLink("rootfs/a", "/etc/passwd"), "its name is an absolute path"),
                refusal(base().hardLink("rootfs/a", "rootfs/../../x"), "its name climbs with .."),
                refusal(base().hardLink("rootfs/a", "manifest"), "which is not in rootfs"),
                refusal(base().hardLink("rootfs/a", "rootfs/b"), "a hard link to b, which is not an earlier entry"),
                refusal(base().hardLink("rootfs/a", "rootfs/a"), "a hard link to a, which is not an earlier entry"),
                refusal(
                        base().directory("rootfs/d").hardLink("rootfs/a", "rootfs/d"),
                        "a hard link to the directory d"));
    }

    /** K4: the manifest. */
    private static Stream<Arguments> manifests() {
        return Stream.of(
                refusal(
                        Aci.empty().directory("rootfs").link("manifest", "/etc/passwd"),
                        "the manifest is not a plain file"),
                refusal(
                        Aci.empty().directory("rootfs").add(TarEntry.builder(ByteString.of("manifest"), TarType.FIFO)),
                        "the manifest is not a plain file"),
                refusal(Aci.empty().directory("rootfs"), "it has no manifest, so it is not an ACI"),
                refusal(Aci.empty().directory("rootfs").file("manifest", "{}"), "manifest: acKind: it is required"),
                refusal(Aci.empty().directory("rootfs").file("manifest", "{"), "manifest:1:"),
                refusal(
                        Aci.empty().directory("rootfs").file("manifest", " ".repeat(5_000_000)),
                        "it is longer than the limit of 4194304 bytes"));
    }

    /** K5, K6: owners, devices, attributes. */
    private static Stream<Arguments> owners() {
        return Stream.of(
                refusal(base().add(owned(0xFFFF_FFFFL, 0)), "entry rootfs/x: its owner 4294967295 is not possible"),
                refusal(base().add(owned(0, 1L << 32)), "its group 4294967296 is not possible"),
                refusal(base().add(owned(-1, 0)), "its owner -1 is not possible"),
                refusal(base().add(device(0, 0)), "the character device 0:0, which hides files in an overlay"),
                refusal(base().add(attribute("trusted.overlay.opaque", "y")), "is reserved for overlays"),
                refusal(base().add(attribute("user.overlay.redirect", "/")), "is reserved for overlays"),
                refusal(base().add(attribute("system.posix_acl_access", "xx")), "system.posix_acl_access is malformed"),
                refusal(base().add(attribute("user.big", "x".repeat(66_000))), "larger than the limit of 65536 bytes"));
    }

    /** K9: two readings. */
    private static Stream<Arguments> twoReadings() {
        return Stream.of(
                refusal(base().file("rootfs/a", "1").file("rootfs/a", "2"), "there is another entry of that name"),
                refusal(base().file("rootfs/a", "1").file("./rootfs//./a", "2"), "there is another entry of that name"),
                refusal(base().directory("rootfs/d").directory("rootfs/d/"), "there is another entry of that name"),
                refusal(base().directory("rootfs"), "there is another entry of that name"),
                refusal(base().file("./manifest", "{}"), "entry ./manifest: there is another entry of that name"),
                refusal(base().file("rootfs/a", "").directory("rootfs/a"), "there is another entry of that name"),
                refusal(base().file("rootfs/a/b", "").link("rootfs/a", "/"), "there is another entry of that name"),
                refusal(
                        Aci.empty()
                                .file("manifest", Aci.MANIFEST.formatted("a", ""))
                                .file("rootfs/x", ""),
                        "it has no entry for the directory rootfs"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedAndLeavesNothing(Aci archive, String message) {
        archive.write(aci);

        assertThatThrownBy(() -> store.importArchive(aci, ImportListener.silent()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("cannot import " + aci + ": ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
        assertNothingIsLeft();
    }

    @Test
    void linksLeadNowhereOutside() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Path secret = Files.writeString(outside.resolve("secret"), "secret");
        base().link("rootfs/absolute", outside.toString())
                .link("rootfs/climbing", "../../../../../../../../../../.." + outside)
                .directory("rootfs" + outside)
                .file("rootfs/absolute/one", "1")
                .file("rootfs/climbing/two", "2")
                .hardLink("rootfs/three", "rootfs/climbing/one")
                .link("rootfs/passwd", secret.toString())
                .hardLink("rootfs/four", "rootfs/passwd")
                .write(aci);

        StoredImage image = store.importArchive(aci, ImportListener.silent());

        assertThat(outside).isDirectoryContaining(path -> path.equals(secret));
        assertThat(outside.resolve("one")).doesNotExist();
        LayeredTree tree = store.chain(image).tree();
        assertThat(tree.read(outside + "/one", 9))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("1");
        assertThat(tree.read("/climbing/two", 9))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("2");
        assertThat(tree.read("/three", 9)).asString(StandardCharsets.UTF_8).isEqualTo("1");
        assertThat(tree.lookup("/passwd")).isEmpty();
        assertThat(tree.lookupNoFollow("/four").orElseThrow().kind()).isEqualTo(LayeredTree.Kind.LINK);
    }

    @Test
    void twoWaysToOneFileAreADuplicate() {
        base().directory("rootfs/d")
                .link("rootfs/l", "d")
                .file("rootfs/l/x", "1")
                .file("rootfs/d/x", "2")
                .write(aci);

        assertThatThrownBy(() -> store.importArchive(aci, ImportListener.silent()))
                .hasMessageContaining("entry rootfs/d/x: there is another entry of that name");
    }

    @Test
    void specialFilesAreKeptAsTheyAre() {
        assumeTrue(Capabilities.effective().has("MKNOD"), "root");
        base().add(device(1, 3))
                .add(TarEntry.builder(ByteString.of("rootfs/s"), TarType.FIFO).mode(06777))
                .write(aci);

        LayeredTree tree =
                store.chain(store.importArchive(aci, ImportListener.silent())).tree();

        assertThat(tree.lookup("/x").orElseThrow().kind()).isEqualTo(LayeredTree.Kind.SPECIAL);
        assertThat(tree.lookup("/s").orElseThrow().mode()).isEqualTo(06777);
    }

    @ParameterizedTest
    @MethodSource("compressions")
    void aDamagedOrTruncatedStreamIsRefused(Compression compression) throws IOException {
        byte[] content = base().file("rootfs/a", "some text ".repeat(3000)).toByteArray();
        Aci.write(aci, content, compression);
        byte[] good = Files.readAllBytes(aci);

        Files.write(aci, Arrays.copyOf(good, good.length * 2 / 3));
        assertRefused();
        byte[] damaged = good.clone();
        damaged[damaged.length / 2] ^= 0x55;
        damaged[damaged.length / 2 + 1] ^= 0x55;
        Files.write(aci, damaged);
        if (compression != Compression.NONE) {
            assertRefused();
        }
    }

    static Stream<Compression> compressions() {
        return Stream.of(Compression.values());
    }

    @Test
    void aWrongGzipChecksumIsRefused() throws IOException {
        Aci.write(aci, base().toByteArray(), Compression.GZIP);
        byte[] bytes = Files.readAllBytes(aci);
        bytes[bytes.length - 6] ^= 1;
        Files.write(aci, bytes);

        assertRefused();
    }

    @Test
    void garbageIsRefused() throws IOException {
        Files.write(aci, new byte[0]);
        assertThatThrownBy(() -> store.importArchive(aci, ImportListener.silent()))
                .hasMessageEndingWith("the file is empty");
        byte[] noise = new byte[4096];
        Arrays.fill(noise, (byte) 'x');
        Files.write(aci, noise);
        assertRefused();
        assertThatThrownBy(() -> store.importArchive(aci, ImportListener.silent()))
                .hasMessageContaining("it is not a tar archive");
        byte[] wrongChecksum = base().toByteArray();
        wrongChecksum[0] = 'M';
        Files.write(aci, wrongChecksum);
        assertThatThrownBy(() -> store.importArchive(aci, ImportListener.silent()))
                .hasMessageEndingWith("the checksum of an entry's header is wrong");
    }

    @Test
    void bombsStopAtTheLimits() {
        Aci.write(aci, base().file("rootfs/a", "x".repeat(300_000)).toByteArray(), Compression.GZIP);
        assertLimit(new UnpackLimits(100_000, 10, 500), "larger than the limit of 100000 bytes");
        base().file("rootfs/a", "").file("rootfs/b", "").write(aci);
        assertLimit(new UnpackLimits(100_000, 3, 500), "more entries than the limit of 3");
    }

    @Test
    void aRatioBombStops() throws IOException {
        Path bomb = directory.resolve("bomb");
        try (var out = Compression.ZSTD.compress(Files.newOutputStream(bomb))) {
            byte[] archive = base().add(TarEntry.builder(ByteString.of("rootfs/a"), TarType.LINK)
                            .target(ByteString.of("x")))
                    .toByteArray();
            out.write(archive);
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 110; i++) {
                out.write(zeros);
            }
        }
        aci = bomb;
        assertLimit(UnpackLimits.DEFAULT, "compressed more than 500 to one");
    }

    private void assertLimit(UnpackLimits limits, String message) {
        assertThatThrownBy(() -> new ArchiveImport(
                                data, InstantSource.system(), limits, (id, manifest) -> ImageOrigin.UNKNOWN)
                        .run(aci, ImportListener.silent()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
        assertNothingIsLeft();
    }

    private void assertRefused() {
        assertThatThrownBy(() -> store.importArchive(aci, ImportListener.silent()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("\n");
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() {
        assertThat(store.list()).isEmpty();
        assertThat(data.layers()).doesNotExist();
        assertThat(data.temporary()).isEmptyDirectory();
    }

    private static Aci base() {
        return Aci.named("example.com/hostile");
    }

    private static TarEntry.Builder owned(long uid, long gid) {
        return TarEntry.builder(ByteString.of("rootfs/x"), TarType.FILE).owner(new Owner(uid, gid));
    }

    private static TarEntry.Builder device(int major, int minor) {
        return TarEntry.builder(ByteString.of("rootfs/x"), TarType.CHARACTER_DEVICE)
                .device(new Device(major, minor));
    }

    private static TarEntry.Builder attribute(String name, String value) {
        return TarEntry.builder(ByteString.of("rootfs/x"), TarType.FILE)
                .attributes(Map.of(name, value.getBytes(StandardCharsets.UTF_8)));
    }

    private static Arguments refusal(Aci archive, String message) {
        return Arguments.of(archive, message);
    }
}
