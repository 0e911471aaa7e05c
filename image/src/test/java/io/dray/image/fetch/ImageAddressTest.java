package io.dray.image.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.DrayException;
import io.dray.image.fetch.ImageAddress.FileAddress;
import io.dray.image.fetch.ImageAddress.IdAddress;
import io.dray.image.fetch.ImageAddress.NameAddress;
import io.dray.image.fetch.ImageAddress.RegistryAddress;
import io.dray.image.fetch.ImageAddress.UrlAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageAddressTest {
    @ParameterizedTest
    @CsvSource({
        "/a/x.aci, FileAddress, /a/x.aci",
        "./x, FileAddress, ./x",
        "../x, FileAddress, ../x",
        "x.aci, FileAddress, x.aci",
        "file:///a/x, FileAddress, /a/x",
        "https://example.com/x.aci?a=b, UrlAddress, https://example.com/x.aci?a=b",
        "HTTP://example.com/x, UrlAddress, HTTP://example.com/x",
        "example.com/redis, NameAddress, example.com/redis",
        "'example.com/redis:1.0,os=linux', NameAddress, 'example.com/redis:1.0,os=linux'",
        "sha512-ab12, IdAddress, sha512-ab12",
        "docker://busybox, RegistryAddress, docker://busybox",
        "oci://localhost:5000/a/b:t, RegistryAddress, oci://localhost:5000/a/b:t",
    })
    void isReadAsItIsMeant(String text, String kind, String shown) {
        ImageAddress address = ImageAddress.parse(text);

        assertThat(address.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(address).hasToString(shown);
        assertThat(address)
                .isInstanceOfAny(
                        FileAddress.class, UrlAddress.class, NameAddress.class, IdAddress.class, RegistryAddress.class);
    }

    @Test
    void allSpellingsOfOnePlaceInARegistryAreTheSame() {
        for (String spelling : new String[] {"docker://busybox", "oci://docker.io/library/busybox:latest"}) {
            assertThat(((RegistryAddress) ImageAddress.parse(spelling)).canonical())
                    .isEqualTo("docker://registry-1.docker.io/library/busybox:latest");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://example.com/x, ftp:// is not known",
        "https://, is not a URL",
        "https://me:secret@example.com/x, is not the URL of an image",
        "docker://UPPER/x y, does not name an image",
        "a b, there is no such file",
        "'', there is no such file",
        "oci:/no/such/place, there is no file or directory",
        "sha512-x, image ID too short",
    })
    void whatIsNoAddressIsRefused(String text, String reason) {
        assertThatThrownBy(() -> ImageAddress.parse(text))
                .isInstanceOf(DrayException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "max-age=60, 60",
        "'public, Max-Age=10', 10",
        "no-cache, 0",
        "'max-age=9,no-store', 0",
        "max-age=x, 0",
        "'', 0"
    })
    void freshnessIsWhatTheServerSays(String header, long seconds) {
        assertThat(RemoteRecords.maxAge(header)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
