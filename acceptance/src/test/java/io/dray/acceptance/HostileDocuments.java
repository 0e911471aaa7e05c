package io.dray.acceptance;

import static io.dray.acceptance.HostileLayouts.changed;
import static io.dray.acceptance.HostileLayouts.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** OCI layouts whose manifest, configuration or layers mean harm, or are not what was announced. */
final class HostileDocuments {
    private static final String DIGEST = "sha256:[0-9a-f]{64}";
    private static final String SIZE = "\"size\":[0-9]+";
    private static final byte[] FIRST = new TarBytes().file("first", "x").finished();

    private HostileDocuments() {}

    static Stream<Arguments> refused() {
        List<Arguments> all = new ArrayList<>(sizes());
        all.addAll(blobs());
        all.addAll(manifests());
        all.addAll(configurations());
        return all.stream();
    }

    private static Arguments size(String name, String rule, String size) {
        return changed(name, rule, files -> files.index(text -> text.replaceFirst(SIZE, "\"size\":" + size)));
    }

    private static List<Arguments> sizes() {
        return List.of(
                size("no size", "size: it must be given", "null"),
                size("negative size", "size: it must be given and not be negative", "-1"),
                size("size is a text", "manifests\\[0\\]: size", "\"100\""),
                size("size with a fraction", "manifests\\[0\\]: size", "1.5"),
                size("size beyond all numbers", "manifests\\[0\\]: size", "1e999"),
                size("size too small", "is longer than the 10 bytes", "10"),
                size("size too large", "is shorter than the 4000 bytes", "4000"),
                size("size beyond all limits", "more than the limit of 4194304", "9223372036854775807"),
                changed(
                        "layer longer than announced",
                        "layer sha256:.*longer than the 5 bytes",
                        files -> files.manifest(text -> text.replaceFirst("(layers.*)" + SIZE, "$1\"size\":5"))),
                changed(
                        "layer shorter than announced",
                        "layer sha256:.*has 2048 bytes and not 9000000000000",
                        files -> files.manifest(
                                text -> text.replaceFirst("(layers.*)" + SIZE, "$1\"size\":9000000000000"))));
    }

    private static List<Arguments> blobs() {
        LayoutFiles good = LayoutFiles.good();
        return List.of(
                files(
                        "no manifest",
                        "it has no " + good.manifest(),
                        LayoutFiles.good().without(good.manifest())),
                files(
                        "no config",
                        "it has no " + good.config(),
                        LayoutFiles.good().without(good.config())),
                files(
                        "no layer",
                        "it has no " + good.layer(),
                        LayoutFiles.good().without(good.layer())),
                files(
                        "manifest changed",
                        "manifest sha256:.*its digest is",
                        LayoutFiles.good().damaged(good.manifest())),
                files(
                        "config changed",
                        "config sha256:.*its digest is",
                        LayoutFiles.good().damaged(good.config())),
                files(
                        "layer changed",
                        "layer sha256:.*its digest is",
                        LayoutFiles.good().damaged(good.layer())),
                changed(
                        "layer that others hand out",
                        "only handed out at file:///etc/passwd",
                        files -> files.manifest(text -> text.replaceFirst(
                                "(layers.*)" + DIGEST,
                                "$1sha256:" + "0".repeat(64) + "\",\"urls\":[\"file:///etc/passwd\"],\"x\":\""))),
                changed(
                        "layer is no archive",
                        "is not a tar archive",
                        files -> files.layer(LayoutFiles.bytes("x".repeat(2055)))),
                changed(
                        "second layer is missing",
                        "it has no blobs/sha256/0000",
                        files -> files.config("\"]}}", "\",\"sha256:" + "0".repeat(64) + "\"]}}")
                                .manifest(text -> text.replaceFirst(
                                        "\"layers\":\\[(.*)" + DIGEST + "(.*)\\]",
                                        "\"layers\":[$1" + TinyOci.digest(FIRST) + "$2,$1sha256:" + "0".repeat(64)
                                                + "$2]"))
                                .layer(FIRST)),
                changed("layer is empty", "layer sha256:", files -> files.layer(new byte[0])),
                changed(
                        "layer is half an archive",
                        "too early",
                        files -> files.layer(Arrays.copyOf(
                                new TarBytes().file("a", "x".repeat(600)).unfinished(), 1000))),
                changed(
                        "layer is no gzip",
                        "layer sha256:.*damaged",
                        files -> files.layer(LayoutFiles.bytes("\u001f\u008b\u0008" + "x".repeat(100)))),
                changed(
                        "layer is no zstd",
                        "layer sha256:.*damaged",
                        files -> files.layer(LayoutFiles.bytes("(\u00b5/\u00fd" + "x".repeat(100)))));
    }

    private static List<Arguments> manifests() {
        return List.of(
                changed("manifest is empty", "manifest sha256:.*not valid JSON", files -> files.manifest(text -> "")),
                changed("manifest is a list", "manifest sha256:", files -> files.manifest(text -> "[]")),
                changed("manifest is null", "manifest sha256:", files -> files.manifest(text -> "null")),
                changed(
                        "manifest is deep",
                        "manifest sha256:.*(nest|deep)",
                        files -> files.manifest(
                                "\"layers\"", "\"x\":" + "[".repeat(1_000) + "]".repeat(1_000) + ",\"layers\"")),
                changed(
                        "manifest of schema 1",
                        "schema 1",
                        files -> files.manifest(text -> "{\"schemaVersion\":1,\"fsLayers\":[{\"blobSum\":\"x\"}]}")),
                changed(
                        "manifest of an artifact",
                        "it is an artifact of type application/x",
                        files -> files.manifest("application/vnd.oci.image.config.v1+json", "application/x")),
                changed(
                        "layer of another type",
                        "layers\\[0\\]: mediaType: text/html is not a layer",
                        files -> files.manifest("application/vnd.oci.image.layer.v1.tar", "text/html")),
                changed(
                        "no layers",
                        "the image has no layers",
                        files -> files.manifest(text -> text.replaceFirst("\"layers\".*", "\"layers\":[]}"))),
                changed(
                        "too many layers",
                        "layers: there are 501, more than the limit of 500",
                        files -> files.manifest(text -> text.replaceFirst(
                                "\"layers\":\\[(.*)\\]", "\"layers\":[" + "$1,".repeat(500) + "$1]"))),
                changed(
                        "more layers than diff ids",
                        "the manifest has 2 layers but the config names 1",
                        files -> files.manifest(
                                text -> text.replaceFirst("\"layers\":\\[(.*)\\]", "\"layers\":[$1,$1]"))),
                changed(
                        "no config",
                        "config: it is required",
                        files -> files.manifest(text -> text.replaceFirst("config", "none"))),
                changed(
                        "config is a text",
                        "config",
                        files -> files.manifest(
                                text -> text.replaceFirst("\\{\"mediaType\":\"[^}]*config[^}]*\\}", "\"x\""))));
    }

    private static Arguments config(String name, String rule, String text, String other) {
        return changed(name, "config sha256:.*" + rule, files -> files.config(text, other));
    }

    private static List<Arguments> configurations() {
        return List.of(
                changed("config is nonsense", "config sha256:.*not valid JSON", files -> files.config(text -> "x")),
                changed(
                        "config without end",
                        "config sha256:.*more than the limit",
                        files -> files.config(text -> text + " ".repeat(5 << 20))),
                config(
                        "config is deep",
                        "nest|deep",
                        "\"os\"",
                        "\"x\":" + "{\"x\":".repeat(1_000) + "1" + "}".repeat(1_000) + ",\"os\""),
                config("no rootfs", "rootfs: it is required", "\"rootfs\"", "\"root\""),
                config("rootfs of another type", "it must be 'layers', not 'snapshot'", "\"layers\"", "\"snapshot\""),
                config("another system", "the image is for windows", "\"linux\"", "\"windows\""),
                config("command is a text", "config: Cmd", "[\"/a\"]", "\"/a\""),
                config("command with a zero byte", "Cmd\\[0\\]: it holds a NUL", "/a", "/a\\u0000b"),
                config("command of numbers", "Cmd\\[0\\]", "[\"/a\"]", "[7]"),
                config("volumes are a list", "config: Volumes", "\"Cmd\"", "\"Volumes\":[\"/x\"],\"Cmd\""),
                config("labels are numbers", "config: Labels", "\"Cmd\"", "\"Labels\":{\"a\":7},\"Cmd\""),
                changed(
                        "diff id of another layer",
                        "uncompressed it is",
                        files -> files.config(text -> text.replaceFirst(DIGEST, "sha256:" + "0".repeat(64)))));
    }
}
