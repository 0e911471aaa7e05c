package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.acceptance.TarBytes.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers that mean harm to what is beneath them, or to what is outside. */
class HostileLayerTest {
    private static final Path OUTSIDE =
            Path.of("/tmp/dray-layers-outside-" + ProcessHandle.current().pid());
    private static final String NOTHING = "a link in its path leads to nothing";

    @TempDir
    private Path directory;

    @BeforeEach
    void makeOutside() throws IOException {
        Files.createDirectories(OUTSIDE);
        Files.writeString(OUTSIDE.resolve("file"), "outside");
    }

    @AfterEach
    void removeOutside() throws IOException {
        Files.deleteIfExists(OUTSIDE.resolve("file"));
        Files.deleteIfExists(OUTSIDE);
    }

    private static TarBytes tar() {
        return new TarBytes();
    }

    private static TarBytes whiteout(String name) {
        return tar().file(name, "");
    }

    private static Arguments of(String name, String rule, TarBytes... layers) {
        return Arguments.of(name, rule, List.of(layers));
    }

    static Stream<Arguments> refused() {
        TarBytes out = tar().link("l", OUTSIDE.toString());
        TarBytes some = tar().file("a", "x");
        return Stream.of(
                of("whiteout of ..", "it is a whiteout of '..'", whiteout(".wh...")),
                of("whiteout of .", "it is a whiteout of '.'", whiteout(".wh..")),
                of("whiteout of nothing", "it is a whiteout of ''", whiteout(".wh.")),
                of(
                        "whiteout of .. further down",
                        "it is a whiteout of '..'",
                        tar().directory("a").file("a/.wh...", "")),
                of("whiteout that climbs", "climbs", whiteout("../.wh.x")),
                of("whiteout of an absolute path", "absolute", whiteout("/.wh.x")),
                of("opaque mark of the machine's root", "absolute", whiteout("/.wh..wh..opq")),
                of("whiteout through a link", NOTHING, out, whiteout("l/.wh.file")),
                of("opaque mark through a link", NOTHING, out, whiteout("l/.wh..wh..opq")),
                of("whiteout that is a link", "not a plain file", tar().link(".wh.a", "/etc")),
                of("whiteout that is a directory", "not a plain file", tar().directory("a/.wh..wh..opq")),
                of("whiteout that is a hard link", "not a plain file", some, tar().hardLink(".wh.b", "a")),
                of(
                        "hard link to a whiteout",
                        "it is a whiteout",
                        whiteout(".wh.x").hardLink("y", ".wh.x")),
                of(
                        "hard link to what is gone",
                        "not an earlier",
                        some,
                        whiteout(".wh.a").hardLink("y", "a")),
                of("hard link through a lower link", NOTHING, out, tar().hardLink("h", "l/file")),
                of("file through a lower link", NOTHING, out, tar().file("l/x", "x")),
                of("file through a chain of lower links", NOTHING, out, tar().link("m", "l"), tar().file("m/x", "x")),
                of(
                        "file through a circle of lower links",
                        "circles",
                        tar().link("a", "b").link("b", "a"),
                        tar().file("a/x", "x")),
                of(
                        "device that hides files",
                        "0:0",
                        tar().add(Header.of("a", '3').device("0000000", "0000000"))),
                of(
                        "directory that hides files",
                        "reserved for overlays",
                        tar().extended("SCHILY.xattr.trusted.overlay.opaque", "y")
                                .directory("a")),
                of("root that is a link", "the root is not a directory", tar().link("./", "/tmp")),
                of("name twice", "another entry", tar().file("a", "1").file("a", "2")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefusedInOneLine(String name, String rule, List<TarBytes> layers) throws IOException {
        Path target = directory.resolve("target");

        assertRefused(unpack(target, layers), rule);
        assertThat(target).doesNotExist();
        assertRefused(fetch(layers), rule);

        assertThat(directory.resolve("data/images"))
                .satisfiesAnyOf(
                        place -> assertThat(place).doesNotExist(),
                        place -> assertThat(place).isEmptyDirectory());
        assertOutsideUntouched();
    }

    static Stream<Arguments> contained() {
        TarBytes some = tar().directory("d").file("d/x", "x").link("l", "d").file("y", "y");
        return Stream.of(
                of("opaque root", "n", some, whiteout(".wh..wh..opq").file("n", "n")),
                of(
                        "opaque mark through a link inside",
                        "d d/n l y",
                        some,
                        whiteout("l/.wh..wh..opq").file("l/n", "n")),
                of("whiteout through a link inside", "d l y", some, whiteout("l/.wh.x")),
                of(
                        "whiteout in its own layer",
                        "d d/x l y z",
                        some,
                        tar().file("z", "z").file(".wh.z", "")),
                of(
                        "whiteout before its own file",
                        "d d/n l y",
                        some,
                        whiteout(".wh.d").file("d/n", "n")),
                of(
                        "whiteout after its own file",
                        "d d/n l y",
                        some,
                        tar().file("d/n", "n").file(".wh.d", "")),
                of("whiteouts of nothing", "d d/x l y", some, whiteout(".wh.no").file(".wh.none", "")),
                of(
                        "leftovers of aufs",
                        "d d/x l y",
                        some,
                        whiteout(".wh..wh.aufs").directory(".wh..wh.plnk").file(".wh..wh.plnk/1.2", "x")),
                of("link over a directory", "d l y", some, tar().link("d", OUTSIDE.toString())),
                of(
                        "directory over a link",
                        "d d/x l l/n y",
                        some,
                        tar().directory("l").file("l/n", "n")),
                of(
                        "directory over a file",
                        "d d/x l y y/n",
                        some,
                        tar().directory("y").file("y/n", "n")),
                of("file over a directory", "d l y", some, tar().file("d", "file")),
                of("hard link to a lower link", "d d/x h l y", some, tar().hardLink("h", "l")),
                of("empty layer", "d d/x l y", some, tar()),
                of("the same layer twice", "d d/x l y", some, some));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contained")
    void staysInside(String name, String names, List<TarBytes> layers) throws IOException {
        Path target = directory.resolve("target");
        Dray.Result unpacked = unpack(target, layers);
        Dray.Result fetched = fetch(layers);
        assertThat(unpacked.code()).as(unpacked.err()).isZero();
        assertThat(fetched.code()).as(fetched.err()).isZero();
        Path rendered = directory.resolve("rendered");
        Dray.Result render = dray("image", "render", "--rootfs-only", "example.com/layers:1", rendered.toString());

        assertThat(render.code()).as(render.err()).isZero();
        List<String> expected = List.of(names.split(" "));
        assertThat(namesIn(target)).isEqualTo(expected);
        assertThat(namesIn(rendered)).isEqualTo(expected);
        assertOutsideUntouched();
    }

    private Dray.Result unpack(Path target, List<TarBytes> layers) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("image", "unpack", target.toString()));
        for (int i = 0; i < layers.size(); i++) {
            arguments.add(Files.write(
                            directory.resolve("layer" + i + ".tar"),
                            layers.get(i).finished())
                    .toString());
        }
        return dray(arguments.toArray(new String[0]));
    }

    /** Imports the layers as an archive of Docker's, whose configuration Dray itself need not be asked for. */
    private Dray.Result fetch(List<TarBytes> layers) throws IOException {
        List<String> digests = new ArrayList<>();
        List<String> names = new ArrayList<>();
        TarBytes archive = tar();
        for (int i = 0; i < layers.size(); i++) {
            byte[] layer = layers.get(i).finished();
            digests.add("\"sha256:" + sha256(layer) + "\"");
            names.add("\"" + i + ".tar\"");
            archive.file(i + ".tar", new String(layer, StandardCharsets.ISO_8859_1));
        }
        archive.file(
                "config.json",
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":"
                        + digests + "}}");
        archive.file(
                "manifest.json",
                "[{\"Config\":\"config.json\",\"RepoTags\":[\"example.com/layers:1\"],\"Layers\":" + names + "}]");
        Path file = Files.write(directory.resolve("image.tar"), archive.finished());
        return dray("--insecure-options=image", "fetch", file.toString());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private Dray.Result dray(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Dray.HOME.resolve("bin/dray").toString(), "--dir=" + directory.resolve("data")));
        command.addAll(Arrays.asList(arguments));
        return Dray.program(command.toArray(new String[0]));
    }

    private static void assertRefused(Dray.Result result, String rule) {
        Machine.assertRefusedInOneLine(result, "entry .*" + Pattern.quote(rule));
    }

    private static List<String> namesIn(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(file -> !file.equals(tree))
                    .map(file -> tree.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static void assertOutsideUntouched() throws IOException {
        assertThat(OUTSIDE.resolve("file")).hasContent("outside");
        assertThat(OUTSIDE.toFile().list()).containsExactly("file");
        assertThat(Files.getAttribute(OUTSIDE.resolve("file"), "unix:nlink")).isEqualTo(1);
    }
}
