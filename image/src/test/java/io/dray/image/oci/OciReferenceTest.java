package io.dray.image.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OciReferenceTest {
    @ParameterizedTest
    @CsvSource({
        "busybox, registry-1.docker.io/library/busybox, latest",
        "busybox:1.36, registry-1.docker.io/library/busybox, 1.36",
        "library/busybox, registry-1.docker.io/library/busybox, latest",
        "docker.io/busybox, registry-1.docker.io/library/busybox, latest",
        "index.docker.io/library/redis:7, registry-1.docker.io/library/redis, 7",
        "registry-1.docker.io/library/redis:7, registry-1.docker.io/library/redis, 7",
        "team/app, registry-1.docker.io/team/app, latest",
        "localhost:5000/name, localhost_5000/name, latest",
        "registry.example.com:5000/a/b/c:t, registry.example.com_5000/a/b/c, t",
        "docker.io/team/app:2, registry-1.docker.io/team/app, 2",
        "registry.example.com/team/app:2, registry.example.com/team/app, 2",
        "127.0.0.1:5055/t/ok, 127.0.0.1_5055/t/ok, latest",
        "[::1]:5055/t/ok, 1__5055/t/ok, latest",
        "localhost/app, localhost/app, latest",
        "Host/app:1, host/app, 1"
    })
    void namesImagesAsRktDid(String text, String name, String version) {
        OciReference reference = OciReference.parse(text);

        assertThat(reference.imageName()).isEqualTo(name);
        assertThat(reference.labels()).containsEntry("version", version);
    }

    @Test
    void takesADigestInPlaceOfATag() {
        String digest = "sha256:" + "a1".repeat(32);

        OciReference reference = OciReference.parse("example.com/app@" + digest);

        assertThat(reference.tag()).isEmpty();
        assertThat(reference.digest().map(Digest::toOci)).contains(digest);
        assertThat(reference).hasToString("example.com/app@" + digest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "/",
                "busybox:",
                "busybox:..",
                "a/../b",
                "example.com/../../etc",
                "example.com//a",
                "example.com/A",
                "host:port/app",
                "app@sha256:../../x",
                "app@md5:aa",
                "ex ample.com/app"
            })
    void refusesWhatIsNoReferenceInOneLine(String text) {
        assertThatThrownBy(() -> OciReference.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .message()
                .doesNotContain("\n");
    }
}
