package io.dray.acceptance;

import static io.dray.acceptance.TarBytes.octal;

import io.dray.acceptance.TarBytes.Header;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Archives that mean harm: what is wrong, a part of what Dray says about it, and the bytes. */
final class HostileArchives {
    /** Where links of hostile archives lead: a directory with a {@code file} and an empty {@code folder}. */
    static final Path OUTSIDE =
            Path.of("/tmp/dray-hostile-outside-" + ProcessHandle.current().pid());

    private static final String CLIMBS = "its name climbs with ..";
    private static final String ABSOLUTE = "its name is an absolute path";
    private static final String DEEP = "d/".repeat(300);

    private HostileArchives() {}

    private static Arguments of(String name, String rule, UnaryOperator<TarBytes> evil) {
        return Arguments.of(name, rule, evil.apply(TarBytes.image()).finished());
    }

    private static Arguments file(String name, String rule, String path) {
        return of(name, rule, tar -> tar.file(path, "x"));
    }

    static Stream<Arguments> refused() {
        List<Arguments> all = new ArrayList<>(names());
        all.addAll(links());
        all.addAll(kinds());
        all.addAll(numbers());
        all.addAll(shapes());
        return all.stream();
    }

    private static List<Arguments> names() {
        return List.of(
                file("climbing", CLIMBS, "rootfs/../../file"),
                file("climbing from the top", CLIMBS, "../file"),
                file("climbing in the middle", CLIMBS, "rootfs/a/../../../file"),
                file("absolute", ABSOLUTE, OUTSIDE + "/folder/file"),
                file("absolute with two slashes", ABSOLUTE, "/" + OUTSIDE + "/folder/file"),
                file("empty", "its name is empty", ""),
                file("beside rootfs", "only manifest and rootfs", "etc/passwd"),
                file("like rootfs", "only manifest and rootfs", "rootfsX/a"),
                file("backslashes", "only manifest and rootfs", "rootfs\\..\\file"),
                of(
                        "climbing, pax",
                        CLIMBS,
                        tar -> tar.extended("path", "rootfs/../../x").file("rootfs/a", "x")),
                of(
                        "absolute, pax",
                        ABSOLUTE,
                        tar -> tar.extended("path", OUTSIDE + "/folder/file").file("rootfs/a", "x")),
                of(
                        "climbing, GNU",
                        CLIMBS,
                        tar -> tar.longText('L', "rootfs/../../x").file("rootfs/a", "x")),
                of(
                        "climbing, prefix",
                        CLIMBS,
                        tar -> tar.add(Header.of("x", '0').text(345, "rootfs/../.."), "x")),
                of(
                        "zero byte",
                        "holds a NUL byte",
                        tar -> tar.extended("path", "rootfs/a\0b").file("rootfs/a", "x")),
                of(
                        "long component",
                        "255",
                        tar -> tar.longText('L', "rootfs/" + "n".repeat(300)).file("rootfs/a", "x")),
                of(
                        "deep",
                        "deep",
                        tar -> tar.longText('L', "rootfs/" + DEEP + "x").file("rootfs/a", "x")));
    }

    private static List<Arguments> links() {
        return List.of(
                of(
                        "file through a link to nothing",
                        "a link in its path",
                        tar -> tar.link("rootfs/l", OUTSIDE + "/folder").file("rootfs/l/file", "x")),
                of(
                        "file through a circle",
                        "circles",
                        tar -> tar.link("rootfs/a", "b").link("rootfs/b", "a").file("rootfs/a/file", "x")),
                of("rootfs is a link", "rootfs is not a directory", tar -> tar.link("rootfs", OUTSIDE.toString())),
                of(
                        "file over a link",
                        "another entry",
                        tar -> tar.link("rootfs/l", OUTSIDE + "/file").file("rootfs/l", "x")),
                of(
                        "directory over a link",
                        "another entry",
                        tar -> tar.link("rootfs/l", OUTSIDE + "/folder").directory("rootfs/l")),
                of("empty target", "link to nothing", tar -> tar.link("rootfs/l", "")),
                of("hard link, absolute", "not in rootfs|absolute", tar -> tar.hardLink("rootfs/h", OUTSIDE + "/file")),
                of("hard link, climbing", "climbs", tar -> tar.hardLink("rootfs/h", "rootfs/../../file")),
                of(
                        "hard link through a link",
                        "nothing|not an earlier",
                        tar -> tar.link("rootfs/l", OUTSIDE.toString()).hardLink("rootfs/h", "rootfs/l/file")),
                of(
                        "hard link to a directory",
                        "directory",
                        tar -> tar.directory("rootfs/d").hardLink("rootfs/h", "rootfs/d")),
                of("hard link to nothing", "not an earlier", tar -> tar.hardLink("rootfs/h", "rootfs/none")),
                of("hard link to the manifest", "not in rootfs", tar -> tar.hardLink("rootfs/h", "manifest")),
                of("hard link to the root", "root", tar -> tar.hardLink("rootfs/h", "rootfs")),
                of(
                        "hard link with data",
                        "data",
                        tar -> tar.file("rootfs/f", "x")
                                .extended("size", "512")
                                .add(Header.of("rootfs/h", '1').target("rootfs/f"), "y".repeat(512))));
    }

    private static List<Arguments> kinds() {
        Header whiteout = Header.of("rootfs/w", '3').device("0000000", "0000000");
        return List.of(
                of("unknown type", "type", tar -> tar.add(Header.of("rootfs/a", 'Z'), "x")),
                of("whiteout of overlayfs", "0:0", tar -> tar.add(whiteout)),
                of(
                        "attribute of overlayfs",
                        "overlay",
                        tar -> tar.extended("SCHILY.xattr.trusted.overlay.opaque", "y")
                                .directory("rootfs/d")),
                of("second manifest", "another entry", tar -> tar.file("manifest", "{}")),
                of("second manifest, other spelling", "another entry", tar -> tar.file("./manifest", "{}")),
                of(
                        "a path twice",
                        "another entry",
                        tar -> tar.file("rootfs/a", "1").file("rootfs/a", "2")),
                of(
                        "a path in two spellings",
                        "another entry",
                        tar -> tar.file("rootfs/a", "1").file("./rootfs//a", "2")),
                of(
                        "a file as directory",
                        "not a directory",
                        tar -> tar.file("rootfs/a", "1").file("rootfs/a/b", "2")),
                Arguments.of(
                        "manifest is a fifo",
                        "not a plain file",
                        new TarBytes().add(Header.of("manifest", '6')).finished()),
                Arguments.of(
                        "manifest is a link",
                        "not a plain file",
                        new TarBytes().link("manifest", OUTSIDE + "/file").finished()),
                Arguments.of(
                        "no manifest",
                        "no manifest",
                        new TarBytes().directory("rootfs").finished()),
                Arguments.of(
                        "no rootfs",
                        "rootfs",
                        new TarBytes().file("manifest", "{}").finished()));
    }

    private static List<Arguments> numbers() {
        return List.of(
                of(
                        "owner is -1",
                        "owner|4294967295",
                        tar -> tar.extended("uid", "4294967295").file("rootfs/a", "x")),
                of(
                        "owner is negative",
                        "owner|-5",
                        tar -> tar.extended("uid", "-5").file("rootfs/a", "x")),
                of(
                        "size is not octal",
                        "size|octal|number",
                        tar -> tar.add(Header.of("rootfs/a", '0').size("99999999999"))),
                of(
                        "size is negative",
                        "size|-1",
                        tar -> tar.extended("size", "-1").file("rootfs/a", "x")),
                of(
                        "size without data",
                        "too early",
                        tar -> tar.add(Header.of("rootfs/a", '0').size(octal(1L << 30, 11)))),
                of(
                        "size beyond all limits",
                        "limit|too early|not possible",
                        tar -> tar.extended("size", "9223372036854775807").add(Header.of("rootfs/a", '0'))),
                of(
                        "record of length 0",
                        "record|length",
                        tar -> tar.extended("0 path=a\n").file("rootfs/a", "x")),
                of(
                        "record of negative length",
                        "record|length",
                        tar -> tar.extended("-5 path=a\n").file("rootfs/a", "x")),
                of(
                        "record longer than all",
                        "record|length",
                        tar -> tar.extended("9999999999 path=a\n").file("rootfs/a", "x")),
                of(
                        "record without newline",
                        "record|newline",
                        tar -> tar.extended("10 path=abc").file("rootfs/a", "x")),
                of(
                        "large extended header",
                        "limit",
                        tar -> tar.add(Header.of("x", 'x').size(octal(1L << 32, 11)))
                                .file("rootfs/a", "x")),
                of(
                        "large manifest",
                        "limit|another",
                        tar -> tar.add(Header.of("manifest", '0').size(octal(1L << 32, 11)))),
                of(
                        "device out of range",
                        "device|number",
                        tar -> tar.add(Header.of("rootfs/a", '3').device("7777777", "7777777"))));
    }

    private static List<Arguments> shapes() {
        byte[] good = TarBytes.image().file("rootfs/a", "x".repeat(5_000)).finished();
        byte[] broken = good.clone();
        broken[3] ^= 1;
        return List.of(
                Arguments.of("checksum", "checksum|not a tar", broken),
                Arguments.of("no end mark", "too early", TarBytes.image().unfinished()),
                Arguments.of("cut in the data", "too early", Arrays.copyOf(good, 3_000)),
                Arguments.of("cut in a header", "too early", Arrays.copyOf(good, 700)),
                Arguments.of(
                        "deep manifest",
                        "deep|nest",
                        new TarBytes()
                                .file("manifest", "[".repeat(100_000))
                                .directory("rootfs")
                                .finished()),
                Arguments.of(
                        "manifest with a NUL",
                        "manifest",
                        new TarBytes()
                                .file(
                                        "manifest",
                                        "{\"acKind\":\"ImageManifest\",\"acVersion\":\"0.8.11\",\"name\":\"a\0b\"}")
                                .directory("rootfs")
                                .finished()),
                Arguments.of(
                        "manifest not JSON",
                        "manifest",
                        new TarBytes()
                                .file("manifest", "{'a':1}")
                                .directory("rootfs")
                                .finished()));
    }

    static Stream<Arguments> contained() {
        String folder = OUTSIDE + "/folder";
        return Stream.of(
                of("absolute link", "", tar -> tar.link("rootfs/l", folder)),
                of("climbing link", "", tar -> tar.link("rootfs/l", "../../../../../../.." + folder)),
                of(
                        "file through a link inside",
                        "",
                        tar -> tar.directory("rootfs/d").link("rootfs/l", "/d").file("rootfs/l/file", "x")),
                of(
                        "file through a climbing link",
                        "",
                        tar -> tar.directory("rootfs/d")
                                .link("rootfs/l", "../../../d")
                                .file("rootfs/l/file", "x")),
                of(
                        "hard link to a link",
                        "",
                        tar -> tar.link("rootfs/l", OUTSIDE + "/file").hardLink("rootfs/h", "rootfs/l")),
                of("setuid", "", tar -> tar.add(Header.of("rootfs/s", '0').mode("0006755"), "x")),
                of("device", "", tar -> tar.add(Header.of("rootfs/null", '3').device("0000001", "0000003"))),
                of(
                        "names that are no text",
                        "",
                        tar -> tar.file("rootfs/\u00ff\u0080", "x").file("rootfs/\u001b[31m", "x")),
                of("whiteout in an ACI", "", tar -> tar.file("rootfs/.wh.a", "").file("rootfs/.wh...", "")));
    }
}
