package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images for many machines and layers compressed in newer ways, as skopeo puts them into a real registry. */
class RegistryVariantsTest {
    private static final String INSECURE = "--insecure-options=image,http";
    private static final String HERE = "{\"os\":\"linux\",\"architecture\":\"amd64\"}";
    private static final String HERE_VARIANT = "{\"os\":\"linux\",\"architecture\":\"amd64\",\"variant\":\"v1\"}";

    @TempDir
    private static Path shared;

    private static Registry registry;
    private static TinyOci image;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws IOException {
        registry = Registry.start(shared.resolve("registry"), false);
        image = TinyOci.saying("hello", shared);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @AfterEach
    void collect() {
        Machine.in(directory).dray("gc", "--grace-period=0s");
    }

    /** A layout whose index leads to an index that has an image of this machine's form for each of these platforms. */
    private Path layout(String... platforms) throws IOException {
        Path layout = Files.createDirectories(directory.resolve("layout"));
        List<String> entries = new ArrayList<>();
        for (String platform : platforms) {
            TinyOci one = suited(platform);
            for (byte[] blob : List.of(one.layer(), one.config(), one.manifest())) {
                put(layout, blob);
            }
            entries.add(TinyOci.entry(TinyOci.MANIFEST, one.manifest(), platform));
        }
        byte[] index = TinyOci.utf8("{\"schemaVersion\":2,\"mediaType\":\"" + TinyOci.INDEX + "\",\"manifests\":["
                + String.join(",", entries) + "]}");
        put(layout, index);
        Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        Files.writeString(
                layout.resolve("index.json"),
                "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"" + TinyOci.INDEX + "\",\"digest\":\""
                        + TinyOci.digest(index) + "\",\"size\":" + index.length
                        + ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"all\"}}]}");
        return layout;
    }

    /** The image with another platform in its configuration, so that each has a digest of its own. */
    private static TinyOci suited(String platform) {
        String config = new String(image.config(), StandardCharsets.UTF_8)
                .replace("{\"architecture\":\"amd64\",\"os\":\"linux\"", platform.substring(0, platform.length() - 1));
        byte[] bytes = TinyOci.utf8(config);
        String manifest = new String(image.manifest(), StandardCharsets.UTF_8)
                .replace(TinyOci.digest(image.config()), TinyOci.digest(bytes))
                .replace("\"size\":" + image.config().length + "}", "\"size\":" + bytes.length + "}");
        return new TinyOci(image.layer(), bytes, TinyOci.utf8(manifest));
    }

    private static void put(Path layout, byte[] blob) throws IOException {
        Path blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
        Files.write(blobs.resolve(TinyOci.digest(blob).substring("sha256:".length())), blob);
    }

    private String push(Path layout, String tag, String... options) {
        String address = "docker://" + registry.host() + "/team/" + tag;
        List<String> command = new ArrayList<>(List.of("skopeo", "copy", "--quiet", "--dest-tls-verify=false"));
        command.addAll(List.of(options));
        command.addAll(List.of("oci:" + layout + ":all", address));
        Dray.Result pushed = Dray.program(command.toArray(String[]::new));
        assertThat(pushed.code()).as(pushed.err()).isZero();
        return address;
    }

    /** The same layout with layers that skopeo has compressed. */
    private Path compressed(Path layout, String format) {
        Path other = directory.resolve(format);
        Dray.Result copied = Dray.program(
                "skopeo",
                "copy",
                "--quiet",
                "--dest-compress-format=" + format,
                "oci:" + layout + ":all",
                "oci:" + other + ":all");
        assertThat(copied.code()).as(copied.err()).isZero();
        return other;
    }

    private static String raw(String address) {
        return Dray.program("skopeo", "inspect", "--raw", "--tls-verify=false", address)
                .out();
    }

    private void assertRuns(Dray.Result fetched) {
        Machine.assertFetched(fetched);
        assertThat(Machine.in(directory)
                        .dray("run", "--net=none", fetched.out().strip())
                        .out())
                .isEqualTo("hello\n");
    }

    @Test
    void ofManyMachinesImagesThisMachinesIsTaken() throws IOException {
        String address = push(
                layout(
                        "{\"os\":\"linux\",\"architecture\":\"arm\",\"variant\":\"v7\"}",
                        "{\"os\":\"linux\",\"architecture\":\"arm64\",\"variant\":\"v8\"}",
                        "{\"os\":\"windows\",\"architecture\":\"amd64\",\"os.version\":\"10.0.17763.1\"}",
                        HERE,
                        "{\"os\":\"linux\",\"architecture\":\"amd64\",\"variant\":\"v4\"}"),
                "many:1",
                "--all");
        assertThat(raw(address)).contains("\"v7\"").contains("10.0.17763.1");

        assertRuns(Machine.in(directory).dray(INSECURE, "fetch", address));
        String id = Machine.in(directory).dray(INSECURE, "fetch", address).out();
        assertThat(Machine.in(directory)
                        .dray("image", "cat-manifest", id.strip())
                        .out())
                .contains(TinyOci.digest(suited(HERE).config()));
    }

    @Test
    void theLowestVariantOfThisProcessorWillDo() throws IOException {
        String address = push(layout(HERE_VARIANT), "variant:1", "--all");

        assertRuns(Machine.in(directory).dray(INSECURE, "fetch", address));
    }

    @Test
    void whatThereIsForOtherMachinesIsListed() throws IOException {
        String address = push(
                layout(
                        "{\"os\":\"linux\",\"architecture\":\"arm\",\"variant\":\"v6\"}",
                        "{\"os\":\"linux\",\"architecture\":\"arm\",\"variant\":\"v7\"}",
                        "{\"os\":\"windows\",\"architecture\":\"amd64\",\"os.version\":\"10.0.17763.1\"}"),
                "others:1",
                "--all");

        Dray.Result refused = Machine.in(directory).dray(INSECURE, "fetch", address);

        Machine.assertRefused(refused, "there is no image for linux/amd64");
        assertThat(refused.err()).contains("linux/arm/v6, linux/arm/v7, windows/amd64");
    }

    @Test
    void layersOfSkopeosZstdAreRead() throws IOException {
        // what is not compressed yet skopeo compresses with gzip, whatever it is told
        Path gzip = compressed(layout(HERE), "gzip");
        String address = push(compressed(gzip, "zstd"), "zstd:1");
        assertThat(raw(address)).contains("tar+zstd");

        assertRuns(Machine.in(directory).dray(INSECURE, "fetch", address));
        // the same layer compressed otherwise is the same layer here
        String plain = push(gzip, "gzip:1");
        assertThat(raw(plain)).contains("tar+gzip");
        Dray.Result again = Machine.in(directory).dray(INSECURE, "fetch", plain);
        assertRuns(again);
        assertThat(directory.resolve("data/layers").toFile().list()).hasSize(1);
    }

    @Test
    void dockersOwnFormsAreReadToo() throws IOException {
        String address = push(layout(HERE), "schema2:1", "--format=v2s2");
        assertThat(raw(address)).contains("application/vnd.docker.distribution.manifest.v2+json");

        assertRuns(Machine.in(directory).dray(INSECURE, "fetch", address));
    }
}
