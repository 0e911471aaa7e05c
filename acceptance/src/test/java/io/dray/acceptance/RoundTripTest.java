package io.dray.acceptance;

import static io.dray.acceptance.Machine.assertFetched;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An appc image that goes through another format and comes back. */
class RoundTripTest {
    private static final String NAME = "example.com/acceptance/trip";

    /** What OCI has no words for, odd spelling and fields that nobody knows. */
    private static final String FIELDS = """
        "eventHandlers":[{"name":"pre-start","exec":["/bin/sh","-c","true"]}],
        "mountPoints":[{"name":"data","path":"/data","readOnly":true}],
        "ports":[{"name":"many","protocol":"tcp","port":1000,"count":3000}],"supplementaryGIDs":[7],
        "isolators":[{"name":"resource/memory","value":{"limit":"1G"}}],"unknown": {"b":1.50, "a":[]},
        "userAnnotations":{"\u00e9":"\u4e2d"}""";

    @TempDir
    private Path directory;

    private String manifest(Machine machine) {
        Dray.Result result = machine.dray("image", "cat-manifest", "--pretty-print=false", NAME);
        assertThat(result.code()).as(result.err()).isZero();
        return result.out();
    }

    @Test
    void theManifestIsTheSameByteForByteThroughEveryFormat() throws IOException {
        Path archive = TinyImage.named(NAME, directory.resolve("image"))
                .withApp(FIELDS)
                .withFile("f", "content\n")
                .archive();
        Machine machine = Machine.in(directory);
        assertFetched(machine.dray("--insecure-options=image", "fetch", archive.toString()));
        String before = manifest(machine);
        assertThat(before)
                .isEqualTo(Files.readString(directory.resolve("image/manifest"), StandardCharsets.UTF_8))
                .contains("\"unknown\": {\"b\":1.50, \"a\":[]}");

        for (String format : new String[] {"aci", "oci", "oci-archive", "docker-archive"}) {
            String exported = directory.resolve("exported-" + format).toString();
            assertThat(machine.dray("image", "export", "--format=" + format, NAME, exported)
                            .code())
                    .isZero();
            assertComesBack(format, exported, before);
        }
        // through another program too
        String copied = directory.resolve("copied.tar").toString();
        skopeo("oci:" + directory.resolve("exported-oci"), "docker-archive:" + copied + ":example.com/trip:1");
        assertComesBack("skopeo-docker", copied, before);
    }

    private static void skopeo(String from, String to) {
        Dray.Result copied = Dray.program("skopeo", "copy", "-q", from, to);
        assertThat(copied.code()).as(copied.err()).isZero();
    }

    private void assertComesBack(String way, String place, String manifest) {
        Machine other = Machine.in(directory.resolve("machine-" + way));
        assertFetched(other.dray("--insecure-options=image", "fetch", place));
        assertThat(manifest(other)).as(way).isEqualTo(manifest);
        Dray.Result rendered = other.dray(
                "image", "render", NAME, directory.resolve("tree-" + way).toString());
        assertThat(rendered.code()).as(rendered.err()).isZero();
        assertThat(directory.resolve("tree-" + way + "/rootfs/f")).hasContent("content");
    }
}
