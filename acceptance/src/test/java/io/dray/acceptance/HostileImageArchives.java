package io.dray.acceptance;

import io.dray.acceptance.HostileLayouts.Maker;
import io.dray.acceptance.TarBytes.Header;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Archives of OCI layouts and of Docker's images that mean harm, and those that only look like it. */
final class HostileImageArchives {
    private static final byte[] LAYER = new TarBytes().file("a", "x").finished();
    private static final String CONFIG = "config.json";
    private static final String GOOD_CONFIG = "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},"
            + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + TinyOci.digest(LAYER) + "\"]}}";

    private HostileImageArchives() {}

    private static Arguments archive(String name, String rule, TarBytes tar) {
        return Arguments.of(name, rule, (Maker) (directory, outside) -> {
            String archive =
                    Files.write(directory.resolve("image.tar"), tar.finished()).toString();
            return "oci-archive:" + archive;
        });
    }

    private static Arguments layout(String name, String rule, UnaryOperator<TarBytes> more) {
        return archive(name, rule, more.apply(LayoutFiles.good().tar()));
    }

    private static Arguments docker(String name, String rule, TarBytes tar) {
        return Arguments.of(name, rule, (Maker) (directory, outside) -> {
            String archive =
                    Files.write(directory.resolve("image.tar"), tar.finished()).toString();
            return "docker-archive:" + archive;
        });
    }

    private static TarBytes saved(String manifest) {
        return new TarBytes()
                .file(CONFIG, GOOD_CONFIG)
                .file("layer.tar", text(LAYER))
                .file("manifest.json", manifest);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String json(String config, String tag, String... layers) {
        List<String> quoted = new ArrayList<>();
        for (String layer : layers) {
            quoted.add("\"" + layer + "\"");
        }
        return "[{\"Config\":\"" + config + "\",\"RepoTags\":[\"" + tag + "\"],\"Layers\":" + quoted + "}]";
    }

    private static Arguments saved(String name, String rule, String manifest) {
        return docker(name, rule, saved(manifest));
    }

    static Stream<Arguments> refused() {
        List<Arguments> all = new ArrayList<>(layouts());
        all.addAll(places());
        all.addAll(docker());
        return all.stream();
    }

    private static List<Arguments> layouts() {
        LayoutFiles good = LayoutFiles.good();
        return List.of(
                layout("index twice", "entry index.json: there is another entry", tar -> tar.file("index.json", "{}")),
                layout(
                        "index in two spellings",
                        "entry ./index.json: there is another entry",
                        tar -> tar.file("./index.json", "{}")),
                layout("blob and link of a name", "there is another entry", tar -> tar.link(good.layer(), "/dev/zero")),
                layout("entry that climbs", "its name climbs", tar -> tar.file("../x", "x")),
                layout("absolute entry", "its name is an absolute path", tar -> tar.file("/etc/x", "x")),
                layout("entry of no name", "its name is empty", tar -> tar.file("", "x")),
                layout("unknown entry", "its type is unknown", tar -> tar.add(Header.of("x", 'Q'))),
                archive(
                        "index is a link out",
                        "it has no index.json",
                        good.without(LayoutFiles.INDEX).tar().link("index.json", "/etc/passwd")),
                archive(
                        "index is a climbing link",
                        "it has no index.json",
                        LayoutFiles.good().without(LayoutFiles.INDEX).tar().link("index.json", "../../../etc/passwd")),
                archive(
                        "index is a hard link out",
                        "it has no index.json",
                        LayoutFiles.good().without(LayoutFiles.INDEX).tar().hardLink("index.json", "/etc/passwd")),
                archive(
                        "index is a circle of links",
                        "links in the archive go round in circles",
                        LayoutFiles.good()
                                .without(LayoutFiles.INDEX)
                                .tar()
                                .link("index.json", "other")
                                .link("other", "index.json")),
                archive(
                        "index is a device",
                        "it has no index.json",
                        LayoutFiles.good()
                                .without(LayoutFiles.INDEX)
                                .tar()
                                .add(Header.of("index.json", '3').device("0000001", "0000005"))),
                archive(
                        "index has holes",
                        "entry index.json: it is a sparse file",
                        LayoutFiles.good()
                                .without(LayoutFiles.INDEX)
                                .tar()
                                .extended(TarBytes.extendedRecord("GNU.sparse.size", "10000")
                                        + TarBytes.extendedRecord("GNU.sparse.map", "0,1"))
                                .file("index.json", "x")),
                archive(
                        "layer is a link out",
                        "it has no blobs/sha256/",
                        LayoutFiles.good()
                                .without(LayoutFiles.good().layer())
                                .tar()
                                .link(LayoutFiles.good().layer(), "/dev/zero")),
                Arguments.of("cut", "too early", (Maker) (directory, outside) -> {
                    byte[] whole = LayoutFiles.good().tar().unfinished();
                    Path file = Files.write(directory.resolve("image.tar"), Arrays.copyOf(whole, whole.length - 700));
                    return "oci-archive:" + file;
                }),
                Arguments.of("nothing at all", "it is no OCI image layout", (Maker) (directory, outside) ->
                        "oci-archive:" + Files.write(directory.resolve("image.tar"), new byte[1024])));
    }

    private static List<Arguments> places() {
        return List.of(
                saved("config outside", "it has no /etc/passwd", json("/etc/passwd", "a:1", "layer.tar")),
                saved("config above", "it has no ../../../etc/passwd", json("../../../etc/passwd", "a:1", "layer.tar")),
                saved("layer outside", "it has no /dev/zero", json(CONFIG, "a:1", "/dev/zero")),
                saved("layer above", "it has no ../../dev/zero", json(CONFIG, "a:1", "../../dev/zero")),
                docker(
                        "layer is a link out",
                        "it has no l/layer.tar",
                        saved(json(CONFIG, "a:1", "l/layer.tar")).link("l/layer.tar", "/etc/passwd")),
                docker(
                        "layer is a link to another image's layer that is not there",
                        "it has no l/layer.tar",
                        saved(json(CONFIG, "a:1", "l/layer.tar")).link("l/layer.tar", "../none/layer.tar")),
                docker(
                        "layer is a link to itself",
                        "entry l: links in the archive go round in circles",
                        saved(json(CONFIG, "a:1", "l")).link("l", "l")),
                docker(
                        "link of bytes that are no text",
                        "it has no l",
                        saved(json(CONFIG, "a:1", "l")).link("l", "\u00ff\u00fe")),
                docker(
                        "link with a zero byte",
                        "it has no l|NUL",
                        saved(json(CONFIG, "a:1", "l"))
                                .extended("linkpath", "a\0b")
                                .link("l", "x")),
                saved("layer is the config", "is not a tar archive", json(CONFIG, "a:1", CONFIG)));
    }

    private static List<Arguments> docker() {
        return List.of(
                saved(
                        "more layers than diff ids",
                        "names 2 layers but the config names 1",
                        json(CONFIG, "a:1", "layer.tar", "layer.tar")),
                saved("no layers", "names 0 layers but the config names 1", json(CONFIG, "a:1")),
                saved("no images", "it has no image", "[]"),
                saved("manifest is an object", "manifest.json", "{}"),
                saved("manifest of numbers", "manifest.json: \\[0\\]", "[1]"),
                saved("manifest is deep", "manifest.json.*(nest|deep)", "[".repeat(100_000)),
                saved("manifest without end", "manifest.json is longer than the limit", " ".repeat(5 << 20)),
                saved("no config", "Config: it is required", "[{\"Layers\":[]}]"),
                saved(
                        "images without end",
                        "more than the limit of 1000",
                        "[" + "{\"Config\":\"config.json\"},".repeat(2_000) + "{}]"),
                saved("tag that climbs", "'../../x:1' does not name an image", json(CONFIG, "../../x:1", "layer.tar")),
                saved("tag with an escape", "does not name an image", json(CONFIG, "\\u001b[31mred:1", "layer.tar")),
                saved("tag without end", "longer than 1024", json(CONFIG, "x".repeat(5_000), "layer.tar")),
                docker(
                        "diff id of another layer",
                        "uncompressed it is",
                        saved(json(CONFIG, "a:1", "other.tar")).file("other.tar", text(new byte[1024]))),
                docker(
                        "before 1.10",
                        "saved by a Docker older than 1.10",
                        new TarBytes().file("repositories", "{\"a\":{\"1\":\"x\"}}")));
    }

    static Stream<Arguments> accepted() {
        LayoutFiles good = LayoutFiles.good();
        String manifest = json(CONFIG, "a:1", "two/layer.tar");
        return Stream.of(
                docker(
                        "layer is a link to another image's layer",
                        "a",
                        new TarBytes()
                                .file(CONFIG, GOOD_CONFIG)
                                .directory("one/")
                                .file("one/layer.tar", text(LAYER))
                                .directory("two/")
                                .link("two/layer.tar", "../one/layer.tar")
                                .file("manifest.json", manifest)),
                docker(
                        "link comes before what it leads to",
                        "a",
                        new TarBytes()
                                .link("two/layer.tar", "../one/layer.tar")
                                .file("manifest.json", manifest)
                                .file("one/layer.tar", text(LAYER))
                                .file(CONFIG, GOOD_CONFIG)),
                docker(
                        "layer is a hard link",
                        "a",
                        new TarBytes()
                                .file(CONFIG, GOOD_CONFIG)
                                .file("./one/layer.tar", text(LAYER))
                                .hardLink("./two/layer.tar", "./one/layer.tar")
                                .file("./manifest.json", manifest)),
                docker("two names of an image", "a", saved(json(CONFIG, "a:1\",\"b/c:2", "layer.tar"))),
                docker(
                        "no name",
                        "a",
                        saved("[{\"Config\":\"config.json\",\"RepoTags\":null,\"Layers\":[\"layer.tar\"]}]")),
                layout(
                        "directories, sockets' and devices' neighbours",
                        "a",
                        tar -> tar.directory("x").add(Header.of("y", '3').device("0000001", "0000003"))),
                archive(
                        "blob is a link inside",
                        "a",
                        good.without(good.layer())
                                .tar()
                                .file("real", text(LAYER))
                                .link(good.layer(), "../../real")),
                archive(
                        "absolute link inside",
                        "a",
                        LayoutFiles.good()
                                .without(LayoutFiles.good().layer())
                                .tar()
                                .file("real", text(LAYER))
                                .link(LayoutFiles.good().layer(), "/real")));
    }
}
