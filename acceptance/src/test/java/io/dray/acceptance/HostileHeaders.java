package io.dray.acceptance;

import io.dray.acceptance.TarBytes.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Archives whose headers mean harm: extended ones, attributes, numbers and maps of holes. */
final class HostileHeaders {
    private static final String OUTSIDE = HostileArchives.OUTSIDE.toString();
    private static final String MEBIBYTE = "x".repeat(1 << 20);

    private HostileHeaders() {}

    private static Arguments of(String name, String rule, UnaryOperator<TarBytes> evil) {
        return Arguments.of(name, rule, evil.apply(TarBytes.image()).finished());
    }

    private static Arguments extended(String name, String rule, String key, String value) {
        return of(name, rule, tar -> tar.extended(key, value).file("rootfs/a", "x"));
    }

    private static Arguments attribute(String name, String rule, String attribute, String value) {
        return extended(name, rule, "SCHILY.xattr." + attribute, value);
    }

    static Stream<Arguments> refused() {
        List<Arguments> all = new ArrayList<>(targets());
        all.addAll(attributes());
        all.addAll(numbers());
        all.addAll(holes());
        all.addAll(tops());
        return all.stream();
    }

    private static List<Arguments> targets() {
        return List.of(
                of(
                        "hard link, absolute, pax",
                        "entry rootfs/h: .*absolute",
                        tar -> tar.extended("linkpath", OUTSIDE + "/file").hardLink("rootfs/h", "rootfs/x")),
                of(
                        "hard link, climbing, pax",
                        "entry rootfs/h: .*climbs",
                        tar -> tar.extended("linkpath", "rootfs/../../../file").hardLink("rootfs/h", "rootfs/x")),
                of(
                        "hard link, climbing, GNU",
                        "entry rootfs/h: .*climbs",
                        tar -> tar.longText('K', "rootfs/../.." + OUTSIDE + "/file")
                                .hardLink("rootfs/h", "x")),
                of("hard link to itself", "not an earlier entry", tar -> tar.hardLink("rootfs/h", "rootfs/h")),
                of(
                        "path below a hard link to a link",
                        "a link in its path leads to nothing",
                        tar -> tar.link("rootfs/l", OUTSIDE + "/folder")
                                .hardLink("rootfs/h", "rootfs/l")
                                .file("rootfs/h/file", "x")),
                of(
                        "link by way of the process",
                        "a link in its path leads to nothing",
                        tar -> tar.link("rootfs/l", "/proc/self/root" + OUTSIDE + "/folder")
                                .file("rootfs/l/file", "x")),
                of(
                        "target with a zero byte",
                        "NUL",
                        tar -> tar.extended("linkpath", "a\0b").link("rootfs/l", "x")),
                of(
                        "target without end",
                        "4096",
                        tar -> tar.extended("linkpath", "t".repeat(5_000)).link("rootfs/l", "x")),
                of(
                        "one file by two ways",
                        "entry rootfs/l/x: there is another entry",
                        tar -> tar.directory("rootfs/d")
                                .link("rootfs/l", "d")
                                .file("rootfs/d/x", "1")
                                .file("rootfs/l/x", "2")),
                of(
                        "hard link over a file",
                        "entry rootfs/b: there is another entry",
                        tar -> tar.file("rootfs/a", "1").file("rootfs/b", "2").hardLink("rootfs/b", "rootfs/a")),
                extended("last of two paths climbs", "climbs", "path", "../bad"),
                of(
                        "path for all entries climbs",
                        "climbs",
                        tar -> tar.add(Header.of("x", 'g'), TarBytes.extendedRecord("path", "../bad"))
                                .file("rootfs/a", "x")),
                of(
                        "ten thousand directories deep",
                        "bytes\\): it(s name is longer| lies deeper)",
                        tar -> tar.extended("path", "rootfs/" + "d/".repeat(10_000) + "x")
                                .file("rootfs/a", "x")));
    }

    private static List<Arguments> attributes() {
        return List.of(
                attribute("redirect of overlayfs", "reserved for overlays", "trusted.overlay.redirect", "/etc"),
                attribute("whiteout of overlayfs for users", "reserved for overlays", "user.overlay.whiteout", ""),
                attribute("content elsewhere, for users", "reserved for overlays", "user.overlay.metacopy", ""),
                attribute("attribute with an escape", "x1b.*reserved for overlays", "user.overlay.\u001b[31m", ""),
                attribute("attribute with a zero byte", "NUL", "user.a\0b", "x"),
                attribute("long name of an attribute", "255", "user." + "n".repeat(300), "x"),
                attribute("large attribute", "65536", "user.a", "x".repeat(70_000)),
                attribute("malformed capability", "entry rootfs/a: .*malformed", "security.capability", "zz"),
                attribute("malformed access list", "entry rootfs/a: .*malformed", "system.posix_acl_access", "\u0002"),
                attribute(
                        "access list of nonsense",
                        "entry rootfs/a: .*malformed",
                        "system.posix_acl_access",
                        "\u0002\0\0\0" + "\u0099".repeat(8)),
                of("attributes without end", "extended headers together|65536", tar -> attributesOf(tar, 20)),
                of("attributes of all entries without end", "extended headers together|65536", tar -> {
                    for (int i = 0; i < 20; i++) {
                        tar.add(
                                Header.of("x", 'g'),
                                TarBytes.extendedRecord("SCHILY.xattr.user.a" + i, MEBIBYTE.substring(100)));
                    }
                    return tar.file("rootfs/a", "x");
                }));
    }

    private static TarBytes attributesOf(TarBytes tar, int count) {
        for (int i = 0; i < count; i++) {
            tar.extended("SCHILY.xattr.user.a" + i, MEBIBYTE.substring(100));
        }
        return tar.file("rootfs/a", "x");
    }

    private static List<Arguments> numbers() {
        return List.of(
                extended("size with a plus", "size", "size", "+1"),
                extended("size with a blank", "size", "size", " 1"),
                extended("size in hexadecimal", "size", "size", "0x1"),
                extended("size of many digits", "size", "size", "9".repeat(40)),
                extended("size that wraps", "not possible", "size", "9223372036854775296"),
                extended("owner of 33 bits", "4294967296", "uid", "4294967296"),
                extended("time that is none", "time", "mtime", "NaN"),
                extended("time with an exponent", "time", "mtime", "1e400"),
                extended("time of many digits", "time", "mtime", "9".repeat(40)),
                of(
                        "size in binary, negative",
                        "-1 is not possible",
                        tar -> tar.add(Header.of("rootfs/a", '0').text(124, "\u00ff".repeat(12)))),
                of(
                        "size in binary, too large",
                        "too large",
                        tar -> tar.add(Header.of("rootfs/a", '0').text(124, "\u0080" + "\u00ff".repeat(11)))),
                of(
                        "owner in binary, negative",
                        "-1 is not possible",
                        tar -> tar.add(Header.of("rootfs/a", '0').text(108, "\u00ff".repeat(8)))),
                of(
                        "record without a value",
                        "without a key and a value",
                        tar -> tar.extended("7 path\n").file("rootfs/a", "x")));
    }

    private static Arguments sparse(String name, String rule, String size, String map) {
        return of(
                name,
                rule,
                tar -> tar.extended(TarBytes.extendedRecord("GNU.sparse.size", size)
                                + TarBytes.extendedRecord("GNU.sparse.map", map))
                        .file("rootfs/a", "x"));
    }

    private static List<Arguments> holes() {
        return List.of(
                sparse("hole before the beginning", "map of holes", "100", "-5,1"),
                sparse("piece after the end", "map of holes", "100", "100,1"),
                sparse("pieces that overlap", "map of holes", "100", "5,1,3,0,2,1"),
                sparse("file of eight exbibytes", "holes included", "9223372036854775807", "0,1"),
                sparse("odd map", "map of holes", "100", "0"),
                of(
                        "map longer than its data",
                        "map of holes",
                        tar -> tar.extended(TarBytes.extendedRecord("GNU.sparse.major", "1")
                                        + TarBytes.extendedRecord("GNU.sparse.realsize", "10"))
                                .file("rootfs/a", "99999999999\n" + "1\n".repeat(1_000))),
                of(
                        "map with a hidden name",
                        "climbs",
                        tar -> tar.extended(TarBytes.extendedRecord("GNU.sparse.size", "1")
                                        + TarBytes.extendedRecord("GNU.sparse.map", "0,1")
                                        + TarBytes.extendedRecord("GNU.sparse.name", "../../x"))
                                .file("rootfs/a", "x")));
    }

    private static List<Arguments> tops() {
        String manifest = "{\"acKind\":\"ImageManifest\",\"acVersion\":\"0.8.11\",\"name\":\"example.com/h\"}";
        return List.of(
                Arguments.of(
                        "manifest is a directory",
                        "not a plain file",
                        new TarBytes().directory("manifest").directory("rootfs").finished()),
                Arguments.of(
                        "manifest is a hard link",
                        "not a plain file",
                        new TarBytes()
                                .directory("rootfs")
                                .file("rootfs/a", manifest)
                                .hardLink("manifest", "rootfs/a")
                                .finished()),
                Arguments.of(
                        "manifest is a device",
                        "not a plain file",
                        new TarBytes()
                                .add(Header.of("manifest", '3').device("0000001", "0000005"))
                                .finished()),
                Arguments.of(
                        "rootfs becomes a link",
                        "rootfs is not a directory",
                        new TarBytes()
                                .file("manifest", manifest)
                                .file("rootfs/a", "x")
                                .link("rootfs", "/")
                                .finished()),
                Arguments.of(
                        "rootfs is a file",
                        "rootfs is not a directory",
                        new TarBytes()
                                .file("manifest", manifest)
                                .file("rootfs", "x")
                                .finished()),
                of("file below the manifest", "only manifest and rootfs", tar -> tar.file("manifest/x", "x")),
                of("rootfs twice", "another entry", tar -> tar.directory("rootfs/.")),
                of("socket", "type", tar -> tar.add(Header.of("rootfs/s", 's'))));
    }
}
