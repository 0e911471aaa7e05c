package io.dray.acceptance;

import static io.dray.acceptance.Machine.assertFetched;
import static io.dray.acceptance.Machine.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The ways in which registries have images and people name them, and answers that are not what they say. */
class RegistryFormsTest extends OwnRegistry {
    private Dray.Result fetch(String scheme, String name) {
        return machine.dray(INSECURE, "fetch", scheme + "://" + registry.host() + "/" + REPOSITORY + name);
    }

    @Test
    void aTagAndADigestMeanTheDigest() {
        String digest = TinyOci.digest(image.manifest());
        for (String scheme : new String[] {"docker", "oci"}) {
            assertFetched(fetch(scheme, ":1"));
            assertFetched(fetch(scheme, "@" + digest));
            assertFetched(fetch(scheme, ":1@" + digest));
            // nobody is asked what the tag means now
            assertFetched(fetch(scheme, ":gone@" + digest));
        }
        assertThat(registry.requests()).noneMatch(line -> line.contains("/manifests/gone"));
        assertRefused(fetch("docker", ":1@sha256:" + "0".repeat(64)), "answered 404");
        assertRefused(fetch("docker", ":1@sha256:0"), "64 hexadecimal digits");
        assertRefused(fetch("docker", ":1@md5:" + "0".repeat(32)), "is not a digest");
    }

    @Test
    void layersMayBeCompressedWithZstdAndInSeveralFrames() throws IOException {
        int half = image.layer().length / 2;
        Path first = Files.write(directory.resolve("first"), Arrays.copyOf(image.layer(), half));
        Path second =
                Files.write(directory.resolve("second"), Arrays.copyOfRange(image.layer(), half, image.layer().length));
        Dray.program(
                "sh", "-c", "zstd -qc " + first + " >" + first + ".zst; zstd -qc " + second + " >>" + first + ".zst");
        byte[] layer = Files.readAllBytes(Path.of(first + ".zst"));
        byte[] manifest = TinyOci.utf8(new String(image.manifest(), StandardCharsets.UTF_8)
                .replace("layer.v1.tar", "layer.v1.tar+zstd")
                .replace(TinyOci.digest(image.layer()), TinyOci.digest(layer))
                .replace("\"size\":" + image.layer().length, "\"size\":" + layer.length));
        new TinyOci(layer, image.config(), manifest).publish(registry, REPOSITORY, "zstd");

        assertFetched(fetch("oci", ":zstd"));
        Dray.Result run = machine.dray("run", "--net=none", registry.host().replace(':', '_') + "/" + REPOSITORY);
        assertThat(run.out()).as(run.err()).isEqualTo("hello\n");
        machine.dray("gc", "--grace-period=0s");
    }

    @Test
    void amongVariantsOfProcessorsTheOneOfThisMachineIsTaken() {
        byte[] index = TinyOci.utf8("{\"schemaVersion\":2,\"mediaType\":\"" + TinyOci.INDEX + "\",\"manifests\":["
                + foreign("arm", "v6") + "," + foreign("arm", "v7") + "," + foreign("amd64", "v4") + ","
                + TinyOci.entry(TinyOci.MANIFEST, image.manifest(), "{\"os\":\"linux\",\"architecture\":\"amd64\"}")
                + "]}");
        registry.with(BASE + "/manifests/many", index, TinyOci.INDEX);

        assertFetched(fetch("docker", ":many"));
        byte[] arms = TinyOci.utf8("{\"schemaVersion\":2,\"mediaType\":\"" + TinyOci.INDEX + "\",\"manifests\":["
                + foreign("arm", "v6") + "," + foreign("arm", "v7") + "]}");
        registry.with(BASE + "/manifests/arms", arms, TinyOci.INDEX);
        Dray.Result refused = fetch("docker", ":arms");
        assertRefused(refused, "there is no image for linux/amd64");
        assertThat(refused.err()).contains("linux/arm/v6, linux/arm/v7");
    }

    private static String foreign(String architecture, String variant) {
        return TinyOci.entry(
                TinyOci.MANIFEST,
                TinyOci.utf8(architecture + variant),
                "{\"os\":\"linux\",\"architecture\":\"" + architecture + "\",\"variant\":\"" + variant + "\"}");
    }

    @Test
    void anAnswerThatIsEncodedOnTheWayIsNotTheManifest() {
        registry.answering(BASE + "/manifests/1", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.getResponseHeaders().set("Content-Type", TinyOci.MANIFEST);
            byte[] body = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        });

        Machine.assertRefusedInOneLine(fetch("docker", ":1"), "not valid JSON");
    }

    @Test
    void aBlobThatIsShorterThanItsLengthSaysIsNotTaken() {
        registry.answering(TinyOci.blob(REPOSITORY, image.layer()), exchange -> {
            exchange.sendResponseHeaders(200, image.layer().length + 100L);
            exchange.getResponseBody().write(image.layer());
        });
        Machine.assertRefusedInOneLine(fetch("docker", ":1"), "dray: ");

        registry.answering(TinyOci.blob(REPOSITORY, image.layer()), exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(image.layer(), 0, 100);
        });
        Machine.assertRefusedInOneLine(fetch("docker", ":1"), "dray: ");
        assertThat(machine.dray("image", "list", "--no-legend").out()).isEmpty();
    }
}
