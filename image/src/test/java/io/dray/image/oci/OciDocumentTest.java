package io.dray.image.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.DrayException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OciDocumentTest {
    private static final String DIGEST = "sha256:" + "ab".repeat(32);

    private static OciDocument parse(String mediaType, String json) {
        byte[] content = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return OciDocument.parse(Descriptor.ofContent(mediaType, content), content);
    }

    private static String manifest(String digest, String size) {
        return "{'schemaVersion':2,'config':{'mediaType':'application/vnd.oci.image.config.v1+json','digest':'" + digest
                + "','size':" + size + "},'layers':[]}";
    }

    private static OciIndex index(String... platforms) {
        StringBuilder items = new StringBuilder();
        for (String platform : platforms) {
            String[] parts = platform.split("/", -1);
            items.append(items.isEmpty() ? "" : ",")
                    .append("{'mediaType':'" + MediaTypes.MANIFEST + "','digest':'" + DIGEST + "','size':2,"
                            + "'platform':{'os':'" + parts[0] + "','architecture':'" + parts[1] + "','variant':'"
                            + (parts.length > 2 ? parts[2] : "") + "'}}");
        }
        OciDocument document = parse("", "{'schemaVersion':2,'manifests':[" + items + "]}");
        assertThat(document).isInstanceOf(OciDocument.Choice.class);
        return ((OciDocument.Choice) document).index();
    }

    @Test
    void tellsAManifestByItsFields() {
        OciDocument document = parse("", manifest(DIGEST, "3"));

        assertThat(document)
                .isInstanceOfSatisfying(
                        OciDocument.Image.class,
                        image -> assertThat(image.manifest().blobs())
                                .extracting(Descriptor::toString)
                                .containsExactly(DIGEST));
    }

    @Test
    void refusesADocumentThatTwoReadersWouldReadDifferently() {
        assertThatThrownBy(() -> parse(MediaTypes.INDEX, manifest(DIGEST, "3"))).hasMessageContaining("mediaType");
        assertThatThrownBy(() -> parse("", "{'schemaVersion':2,'manifests':[],'layers':[],'config':{}}"))
                .hasMessageContaining("a manifest and an index at once");
    }

    @ParameterizedTest
    @CsvSource({"sha256:../../x, 3", "sha256:ABAB, 3", "3, 3", "sha1:abcd, 3"})
    void refusesDigestsThatAreNone(String digest, String size) {
        assertThatThrownBy(() -> parse("", manifest(digest, size)))
                .isInstanceOf(DrayException.class)
                .hasMessageContaining("config: digest");
    }

    @ParameterizedTest
    @CsvSource({"-1", "1e99", "'\"x\"'", "null"})
    void refusesSizesThatAreNone(String size) {
        assertThatThrownBy(() -> parse("", manifest(DIGEST, size)))
                .isInstanceOf(DrayException.class)
                .hasMessageContaining("config: size");
    }

    @Test
    void saysOfDockersFirstSchemaWhatItIs() {
        assertThatThrownBy(() -> parse("", "{'schemaVersion':1,'fsLayers':[]}")).hasMessageContaining("schema 1");
    }

    @Test
    void refusesAnArtifactThatIsNoImage() {
        String artifact = manifest(DIGEST, "3").replace("oci.image.config", "example.chart");

        assertThatThrownBy(() -> parse("", artifact)).hasMessageContaining("not an image that can run");
    }

    @Test
    void choosesTheImageThatFitsBest() {
        OciIndex index = index("linux/amd64", "linux/arm/v6", "linux/arm/v7", "linux/arm64/v8", "windows/amd64");

        assertThat(index.select(new Platform("linux", "arm", "v7"), "it").platform())
                .contains(new Platform("linux", "arm", "v7"));
        assertThat(index.select(new Platform("linux", "arm64", ""), "it").platform())
                .contains(new Platform("linux", "arm64", "v8"));
    }

    @Test
    void runsAnOlderProcessorsImageButNotANewerOnes() {
        assertThat(index("linux/arm/v5", "linux/arm/v6")
                        .select(new Platform("linux", "arm", "v7"), "it")
                        .platform())
                .contains(new Platform("linux", "arm", "v6"));
        assertThatThrownBy(
                        () -> index("linux/arm/v7", "linux/amd64/v3").select(new Platform("linux", "arm", "v6"), "it"))
                .hasMessage("there is no image for linux/arm/v6 in it");
        assertThatThrownBy(
                        () -> index("linux/amd64/v3", "linux/arm/v7").select(new Platform("linux", "amd64", ""), "it"))
                .isInstanceOfSatisfying(
                        DrayException.class,
                        e -> assertThat(e.hint().orElse("")).contains("linux/amd64/v3, linux/arm/v7"));
    }
}
