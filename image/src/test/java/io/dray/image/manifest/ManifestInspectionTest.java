package io.dray.image.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestInspectionTest {
    private static final String ID = "sha512-" + "a".repeat(128);

    @Test
    void aGoodManifestHasNoFindings() {
        ManifestInspection image = image("\"labels\":[{\"name\":\"version\",\"value\":\"1\"}]");

        assertThat(image.kind()).isEqualTo("ImageManifest");
        assertThat(image.findings()).isEmpty();
        assertThat(image.isGood(true)).isTrue();
        assertThat(pod("\"apps\":[{\"name\":\"a\",\"image\":{\"id\":\"" + ID + "\"}}]")
                        .findings())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"app\":{\"user\":\"0\"} | app.group: it is required",
                "\"app\":{\"user\":\"0\",\"group\":\"0\",\"isolators\":[{\"name\":\"resource/cpu\",\"value\":{\"limit\":\"1\",\"request\":\"2\"}}]} | app.isolators[0].value.request: it is more than the limit",
                "\"app\":{\"user\":\"0\",\"group\":\"0\",\"isolators\":[{\"name\":\"resource/cpu\",\"value\":{\"limit\":\"-1\"}}]} | app.isolators[0].value.limit: -1 is negative",
                "\"app\":{\"user\":\"0\",\"group\":\"0\",\"isolators\":[{\"name\":\"os/linux/cpu-shares\",\"value\":1}]} | app.isolators[0].value: 1 is not between 2 and 262144",
                "\"app\":{\"user\":\"0\",\"group\":\"0\",\"isolators\":[{\"name\":\"os/linux/seccomp-remove-set\",\"value\":{\"set\":[]}}]} | app.isolators[0].value.set: it must not be empty"
            })
    void namesWhatAnImageManifestBreaks(String fields, String message) {
        assertError(image(fields), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"apps\":[{\"name\":\"a\",\"image\":{}}] | apps[0].image.id: it is required",
                "\"apps\":[{\"name\":\"a\",\"image\":{\"id\":\"sha512-zz\"}}] | apps[0].image.id: 'zz' is not a sha512 digest: it needs 128 hexadecimal digits",
                "\"volumes\":[{\"name\":\"v\",\"kind\":\"host\"}] | volumes[0].source: it is required",
                "\"volumes\":[{\"name\":\"v\",\"kind\":\"host\",\"source\":\"/x\",\"uid\":0}] | volumes[0].uid: a host volume has none",
                "\"volumes\":[{\"name\":\"v\",\"kind\":\"empty\",\"mode\":\"9\"}] | volumes[0].mode: '9' is not a mode such as 0755",
                "\"ports\":[{\"name\":\"p\"}] | ports[0].hostPort: it must be a number from 1 to 65535",
                "\"ports\":[{\"name\":\"p\",\"hostPort\":80,\"hostIP\":\"1.2.3\"}] | ports[0].hostIP: '1.2.3' is not an IP address"
            })
    void namesWhatAPodManifestBreaks(String fields, String message) {
        assertError(pod(fields), message);
    }

    @Test
    void acceptsBothKindsOfAddresses() {
        for (String address : List.of("1.2.3.4", "::1", "fe80::1", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4")) {
            assertThat(pod("\"ports\":[{\"name\":\"p\",\"hostPort\":80,\"hostIP\":\"" + address + "\"}]")
                            .findings())
                    .as(address)
                    .isEmpty();
        }
        for (String address : List.of("1:2", ":::1", "1.2.3.256", "g::1", "1::2::3", "1:2:3:4:5:6:7:8:9", "01.2.3.4")) {
            assertThat(pod("\"ports\":[{\"name\":\"p\",\"hostPort\":80,\"hostIP\":\"" + address + "\"}]")
                            .isGood(false))
                    .as(address)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"LABELS\":[] | LABELS: it is spelled labels",
                "\"more\":1 | more: the specification has no such field",
                "\"app\":{\"user\":\"0\",\"group\":\"0\",\"supplementaryGids\":[]} | app.supplementaryGids: it is spelled supplementaryGIDs",
                "\"app\":{\"user\":\"0\",\"group\":\"0\",\"user\":\"1\"} | an object has the field user twice",
                "\"annotations\":[{\"name\":\"a--b\",\"value\":\"\"}] | annotations[0].name: 'a--b' is not an appc identifier",
                "\"app\":{\"user\":\"0\",\"group\":\"0\",\"isolators\":[{\"name\":\"my/own\",\"value\":1}]} | app.isolators[0].name: the isolator 'my/own' is unknown",
                "\"app\":{\"user\":\"0\",\"group\":\"0\",\"mountPoints\":[{\"name\":\"m\",\"path\":\"data\"}]} | app.mountPoints[0].path: 'data' is not an absolute path"
            })
    void warnsOfWhatReadersAccept(String fields, String message) {
        ManifestInspection inspection = image(fields);

        assertThat(inspection.isGood(false)).isTrue();
        assertThat(inspection.isGood(true)).isFalse();
        assertThat(inspection.findings()).extracting(Finding::what).containsExactly(message);
    }

    @Test
    void readsAllQuantitiesThatTheReferenceRead() {
        for (String text :
                List.of("1", "1.5", ".5", "1.", "+1", "1e3", "1E", "1Ei", "100m", "1k", "1K", "1Ki", "1n", "1u")) {
            assertThat(Quantity.parse(text)).as(text).isPresent();
        }
        for (String text : List.of("", ".", "1x", "abc", "1e", "1e999", "--1", "1.2.3", "1 G")) {
            assertThat(Quantity.parse(text)).as(text).isEmpty();
        }
        assertThat(Quantity.parse("123Mi").orElseThrow()).isEqualByComparingTo("128974848");
    }

    private static void assertError(ManifestInspection inspection, String message) {
        assertThat(inspection.isGood(false)).isFalse();
        assertThat(inspection.findings().getFirst().isError()).isTrue();
        assertThat(inspection.findings().getFirst().what()).isEqualTo(message);
    }

    private static ManifestInspection image(String fields) {
        return inspect("{\"acKind\":\"ImageManifest\",\"acVersion\":\"0.8.11\",\"name\":\"a\"," + fields + "}");
    }

    private static ManifestInspection pod(String fields) {
        return inspect("{\"acKind\":\"PodManifest\",\"acVersion\":\"0.8.11\"," + fields + "}");
    }

    private static ManifestInspection inspect(String text) {
        return ManifestInspection.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
