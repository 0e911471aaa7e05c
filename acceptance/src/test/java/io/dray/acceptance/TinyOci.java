package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A small image in OCI's form, made by hand: a shell that says a word.
 *
 * @param layer a plain archive
 * @param config its configuration
 * @param manifest its manifest
 */
@SuppressWarnings("ArrayRecordComponent")
record TinyOci(byte[] layer, byte[] config, byte[] manifest) {
    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX = "application/vnd.oci.image.index.v1+json";

    static TinyOci saying(String word, Path directory) throws IOException {
        Path bin = Files.createDirectories(directory.resolve(word + "/bin"));
        Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"));
        Files.createSymbolicLink(bin.resolve("sh"), Path.of("busybox"));
        Path archive = directory.resolve(word + ".tar");
        assertThat(Dray.program(
                                "tar",
                                "--owner=0",
                                "--group=0",
                                "-C",
                                directory.resolve(word).toString(),
                                "-cf",
                                archive.toString(),
                                "bin")
                        .code())
                .isZero();
        byte[] layer = Files.readAllBytes(archive);
        byte[] config = utf8("""
            {"architecture":"amd64","os":"linux","config":{"Cmd":["/bin/sh","-c","echo %s"]},
            "rootfs":{"type":"layers","diff_ids":["%s"]}}\
            """.formatted(word, digest(layer)));
        byte[] manifest = utf8("""
            {"schemaVersion":2,"mediaType":"%s",
            "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":%d},
            "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}]}\
            """.formatted(MANIFEST, digest(config), config.length, digest(layer), layer.length));
        return new TinyOci(layer, config, manifest);
    }

    /** Lays the image out as a registry has it, under this tag. */
    TinyOci publish(ImageServer server, String repository, String tag) {
        String base = "/v2/" + repository;
        server.with("/v2/", utf8("{}"))
                .with(base + "/manifests/" + tag, manifest, MANIFEST)
                .with(base + "/manifests/" + digest(manifest), manifest, MANIFEST)
                .with(blob(repository, config), config)
                .with(blob(repository, layer), layer);
        return this;
    }

    static String blob(String repository, byte[] content) {
        return "/v2/" + repository + "/blobs/" + digest(content);
    }

    /** An index of one document for a platform. */
    static byte[] index(String type, byte[] document, String platform) {
        return utf8("""
            {"schemaVersion":2,"mediaType":"%s","manifests":[%s]}\
            """.formatted(INDEX, entry(type, document, platform)));
    }

    /** One line of an index. */
    static String entry(String type, byte[] document, String platform) {
        return """
            {"mediaType":"%s","digest":"%s","size":%d,"platform":%s}\
            """.formatted(type, digest(document), document.length, platform);
    }

    static String digest(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
