package io.dray.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The files of an OCI layout with one image of one layer. Each document can be changed before the digests of those above it are
 * computed, and each file after that.
 */
final class LayoutFiles {
    static final String INDEX = "index.json";
    static final String MARKER = "oci-layout";

    private static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar";

    private final byte[] layer;
    private final byte[] config;
    private final byte[] manifest;
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private LayoutFiles(byte[] layer, byte[] config, byte[] manifest, byte[] index) {
        this.layer = layer;
        this.config = config;
        this.manifest = manifest;
        put(MARKER, "{\"imageLayoutVersion\":\"1.0.0\"}");
        files.put(INDEX, index);
        blob(layer);
        blob(config);
        blob(manifest);
    }

    /** What is different from a good image. */
    static final class Changes {
        private byte[] layer = new TarBytes().file("a", "x").finished();
        private UnaryOperator<String> config = UnaryOperator.identity();
        private UnaryOperator<String> manifest = UnaryOperator.identity();
        private UnaryOperator<String> index = UnaryOperator.identity();

        Changes layer(byte[] archive) {
            layer = archive;
            return this;
        }

        Changes config(String text, String other) {
            return config(whole -> whole.replace(text, other));
        }

        Changes config(UnaryOperator<String> change) {
            config = change;
            return this;
        }

        Changes manifest(String text, String other) {
            return manifest(whole -> whole.replace(text, other));
        }

        Changes manifest(UnaryOperator<String> change) {
            manifest = change;
            return this;
        }

        Changes index(String text, String other) {
            return index(whole -> whole.replace(text, other));
        }

        Changes index(UnaryOperator<String> change) {
            index = change;
            return this;
        }

        LayoutFiles make() {
            byte[] configBytes = bytes(config.apply("""
                {"architecture":"amd64","os":"linux","config":{"Cmd":["/a"]},"rootfs":{"type":"layers","diff_ids":["%s"]}}\
                """.formatted(TinyOci.digest(layer))));
            byte[] manifestBytes = bytes(manifest.apply("""
                {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}\
                """.formatted(
                            TinyOci.MANIFEST, descriptor(CONFIG_TYPE, configBytes), descriptor(LAYER_TYPE, layer))));
            byte[] indexBytes = bytes(index.apply("""
                {"schemaVersion":2,"manifests":[%s]}\
                """.formatted(descriptor(TinyOci.MANIFEST, manifestBytes))));
            return new LayoutFiles(layer, configBytes, manifestBytes, indexBytes);
        }
    }

    static LayoutFiles good() {
        return new Changes().make();
    }

    /** What stands for a blob in the document above it. */
    static String descriptor(String type, byte[] content) {
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + TinyOci.digest(content) + "\",\"size\":"
                + content.length + "}";
    }

    /** One byte each, so that a test can write any. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    LayoutFiles put(String name, String content) {
        files.put(name, bytes(content));
        return this;
    }

    LayoutFiles blob(byte[] content) {
        files.put(path(content), content);
        return this;
    }

    LayoutFiles without(String name) {
        files.remove(name);
        return this;
    }

    static String path(byte[] content) {
        return "blobs/sha256/" + TinyOci.digest(content).substring("sha256:".length());
    }

    String layer() {
        return path(layer);
    }

    String config() {
        return path(config);
    }

    String manifest() {
        return path(manifest);
    }

    /** The same with the last byte of a file changed. */
    LayoutFiles damaged(String name) {
        byte[] content = files.getOrDefault(name, new byte[1]).clone();
        content[content.length - 1] ^= 1;
        files.put(name, content);
        return this;
    }

    Path write(Path directory) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return directory;
    }

    /** The files as the beginning of an archive. */
    TarBytes tar() {
        TarBytes tar = new TarBytes();
        files.forEach((name, content) -> tar.file(name, new String(content, StandardCharsets.ISO_8859_1)));
        return tar;
    }
}
