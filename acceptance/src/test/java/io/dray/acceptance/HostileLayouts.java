package io.dray.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** OCI layouts whose links, indexes or digests mean harm: what is wrong, a part of what Dray says about it, and how it is made. */
final class HostileLayouts {
    private static final String DIGEST = "sha256:[0-9a-f]{64}";

    private HostileLayouts() {}

    /** Makes something that can be fetched. */
    @FunctionalInterface
    interface Maker {
        /**
         * Makes it.
         *
         * @param directory empty
         * @param outside a directory that is none of its business
         * @return its address
         */
        String make(Path directory, Path outside) throws IOException;
    }

    /** Does harm to a layout that has been written. */
    @FunctionalInterface
    private interface Harm {
        void to(Path layout, LayoutFiles files, Path outside) throws IOException;
    }

    static Arguments files(String name, String rule, LayoutFiles files) {
        return Arguments.of(name, rule, (Maker) (directory, outside) -> "oci:" + files.write(directory));
    }

    static Arguments changed(String name, String rule, UnaryOperator<LayoutFiles.Changes> change) {
        return files(name, rule, change.apply(new LayoutFiles.Changes()).make());
    }

    private static Arguments harmed(String name, String rule, Harm harm) {
        return Arguments.of(name, rule, (Maker) (directory, outside) -> {
            LayoutFiles files = LayoutFiles.good();
            harm.to(files.write(directory), files, outside);
            return directory.toString();
        });
    }

    static Stream<Arguments> refused() {
        List<Arguments> all = new ArrayList<>(links());
        all.addAll(indexes());
        all.addAll(digests());
        return all.stream();
    }

    private static void link(Path link, Path target) throws IOException {
        Files.delete(link);
        Files.createSymbolicLink(link, target);
    }

    /** Moves a part of the layout out of it and leaves a link to it. */
    private static void moveOut(Path layout, String name, Path outside) throws IOException {
        Path moved = Files.move(layout.resolve(name), outside.resolve("moved"));
        Files.createSymbolicLink(layout.resolve(name), moved);
    }

    private static List<Arguments> links() {
        return List.of(
                harmed(
                        "index is a link",
                        "index.json is a link",
                        (layout, files, outside) -> moveOut(layout, "index.json", outside)),
                harmed("index is a link inside", "index.json is a link", (layout, files, outside) -> {
                    Files.move(layout.resolve("index.json"), layout.resolve("other.json"));
                    Files.createSymbolicLink(layout.resolve("index.json"), Path.of("other.json"));
                }),
                harmed(
                        "index is a link to itself",
                        "index.json is a link",
                        (layout, files, outside) -> link(layout.resolve("index.json"), Path.of("index.json"))),
                harmed(
                        "index is a link to a secret",
                        "index.json is a link",
                        (layout, files, outside) -> link(layout.resolve("index.json"), Path.of("/etc/shadow"))),
                harmed(
                        "mark is a link",
                        "oci-layout is a link",
                        (layout, files, outside) -> moveOut(layout, "oci-layout", outside)),
                harmed(
                        "mark is a link to nothing",
                        "oci-layout is a link",
                        (layout, files, outside) -> link(layout.resolve("oci-layout"), Path.of("none"))),
                harmed(
                        "blobs are a link",
                        "blobs is a link",
                        (layout, files, outside) -> moveOut(layout, "blobs", outside)),
                harmed(
                        "folder of blobs is a link",
                        "blobs/sha256 is a link",
                        (layout, files, outside) -> moveOut(layout, "blobs/sha256", outside)),
                harmed(
                        "manifest is a link",
                        "[0-9a-f]{64} is a link",
                        (layout, files, outside) -> moveOut(layout, files.manifest(), outside)),
                harmed(
                        "config is a link",
                        "[0-9a-f]{64} is a link",
                        (layout, files, outside) -> moveOut(layout, files.config(), outside)),
                harmed(
                        "layer is a link",
                        "[0-9a-f]{64} is a link",
                        (layout, files, outside) -> moveOut(layout, files.layer(), outside)),
                harmed(
                        "layer is a link to endless zeros",
                        "[0-9a-f]{64} is a link",
                        (layout, files, outside) -> link(layout.resolve(files.layer()), Path.of("/dev/zero"))),
                harmed(
                        "index is a fifo",
                        "index.json is not a plain file",
                        (layout, files, outside) -> fifo(layout.resolve("index.json"))),
                harmed(
                        "mark is a fifo",
                        "oci-layout is not a plain file",
                        (layout, files, outside) -> fifo(layout.resolve("oci-layout"))),
                harmed(
                        "layer is a fifo",
                        "[0-9a-f]{64} is not a plain file",
                        (layout, files, outside) -> fifo(layout.resolve(files.layer()))),
                harmed("manifest is a directory", "[0-9a-f]{64} is not a plain file", (layout, files, outside) -> {
                    Files.delete(layout.resolve(files.manifest()));
                    Files.createDirectory(layout.resolve(files.manifest()));
                }),
                harmed("index is a directory", "index.json is not a plain file", (layout, files, outside) -> {
                    Files.delete(layout.resolve("index.json"));
                    Files.createDirectory(layout.resolve("index.json"));
                }),
                harmed("blobs are a file", "blobs is not a directory", (layout, files, outside) -> {
                    Files.move(layout.resolve("blobs"), outside.resolve("moved"));
                    Files.writeString(layout.resolve("blobs"), "x");
                }));
    }

    private static void fifo(Path path) throws IOException {
        Files.delete(path);
        Dray.program("mkfifo", path.toString());
    }

    private static Arguments index(String name, String rule, String content) {
        return files(name, rule, LayoutFiles.good().put(LayoutFiles.INDEX, content));
    }

    private static List<Arguments> indexes() {
        return List.of(
                index("index is empty", "index.json: not valid JSON", ""),
                index("index is nonsense", "index.json:1:1: not valid JSON", "\0\u0001\u0002"),
                index("index is a list", "index.json", "[]"),
                index("index without end", "index.json.*longer than the limit of 4194304", " ".repeat(5 << 20)),
                index("index is deep", "index.json.*nest|deep", "{\"manifests\":" + "[".repeat(100_000)),
                index(
                        "index of another version",
                        "schemaVersion: it must be 2",
                        "{\"schemaVersion\":3,\"manifests\":[]}"),
                index("index of nothing", "it has no image", "{\"schemaVersion\":2,\"manifests\":[]}"),
                index("manifests is a text", "index.json: manifests", "{\"schemaVersion\":2,\"manifests\":\"x\"}"),
                index("manifest is a number", "manifests\\[0\\]", "{\"schemaVersion\":2,\"manifests\":[7]}"),
                index(
                        "manifests without end",
                        "more than the limit of 10000",
                        "{\"schemaVersion\":2,\"manifests\":[" + "{},".repeat(20_000) + "{}]}"),
                changed(
                        "manifest of another type",
                        "it has no image",
                        files -> files.index(TinyOci.MANIFEST, "text/plain")),
                changed(
                        "manifest said to be an index",
                        "it is said to be .* but is none",
                        files -> files.index(TinyOci.MANIFEST, TinyOci.INDEX)),
                changed(
                        "manifest that says it is an index",
                        "it is said to be .* but is none",
                        files -> files.manifest(TinyOci.MANIFEST, TinyOci.INDEX)),
                changed(
                        "manifest and index at once",
                        "a manifest and an index at once",
                        files -> files.manifest("\"layers\"", "\"manifests\":[],\"layers\"")),
                files("indexes in indexes", "indexes in indexes, more than 4 deep", nested(LayoutFiles.good(), 6)),
                files("mark of another version", "reads versions 1.x, not '2.0.0'", marked("\"2.0.0\"")),
                files("mark is a number", "oci-layout: imageLayoutVersion", marked("1")),
                files(
                        "mark is nonsense",
                        "oci-layout:1:1: not valid JSON",
                        LayoutFiles.good().put("oci-layout", "x")));
    }

    private static LayoutFiles marked(String version) {
        return LayoutFiles.good().put(LayoutFiles.MARKER, "{\"imageLayoutVersion\":" + version + "}");
    }

    private static LayoutFiles nested(LayoutFiles files, int depth) {
        byte[] index = LayoutFiles.bytes("{\"schemaVersion\":2,\"manifests\":[]}");
        for (int i = 0; i < depth; i++) {
            files.blob(index);
            index = LayoutFiles.bytes(
                    "{\"schemaVersion\":2,\"manifests\":[" + LayoutFiles.descriptor(TinyOci.INDEX, index) + "]}");
        }
        return files.put(LayoutFiles.INDEX, new String(index, StandardCharsets.ISO_8859_1));
    }

    private static Arguments digest(String name, String rule, String digest) {
        return changed(
                name,
                "manifests\\[0\\]: digest: .*" + rule,
                files -> files.index(text -> text.replaceFirst(DIGEST, digest)));
    }

    private static List<Arguments> digests() {
        String hex = "0123456789abcdef".repeat(4);
        return List.of(
                digest("digest climbs", "64 hexadecimal digits", "sha256:../../../../etc/passwd"),
                digest("algorithm climbs", "is not a digest", "../sha256:" + hex),
                digest("algorithm has a slash", "is not a digest", "sha256/x:" + hex),
                digest("digest in capitals", "64 hexadecimal digits", "sha256:" + hex.toUpperCase(Locale.ROOT)),
                digest("algorithm in capitals", "is not a digest", "SHA256:" + hex),
                digest("weak algorithm", "is not a digest", "md5:" + hex.substring(32)),
                digest("unknown algorithm", "is not a digest", "blake3:" + hex),
                digest("short digest", "64 hexadecimal digits", "sha256:" + hex.substring(1)),
                digest("digest of another algorithm's length", "128 hexadecimal digits", "sha512:" + hex),
                digest("digest with a line end", "64 hexadecimal digits", "sha256:" + hex.substring(1) + "\\\\n"),
                digest("digest with a zero byte", "NUL", "sha256:" + hex.substring(1) + "\\\\u0000"),
                digest("digest without algorithm", "is not a digest", hex),
                digest("digest in appc's spelling", "is not a digest", "sha256-" + hex),
                changed(
                        "no digest",
                        "manifests\\[0\\]: digest: it is required",
                        files -> files.index(text -> text.replaceFirst("\"digest\":\"" + DIGEST + "\",", ""))),
                changed(
                        "digest of the config climbs",
                        "config: digest: .*64 hexadecimal digits",
                        files -> files.manifest(text -> text.replaceFirst(DIGEST, "sha256:../x"))),
                changed(
                        "diff id climbs",
                        "rootfs: diff_ids\\[0\\]: .*64 hexadecimal digits",
                        files -> files.config(text -> text.replaceFirst(DIGEST, "sha256:../../x"))),
                changed(
                        "diff id of an algorithm for images",
                        "diff_ids\\[0\\]: .*sha512",
                        files -> files.config(text -> text.replaceFirst(DIGEST, "sha512:" + hex + hex))));
    }
}
