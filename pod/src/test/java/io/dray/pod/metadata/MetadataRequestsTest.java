package io.dray.pod.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataRequestsTest {
    private static final UUID POD = UUID.fromString("12345678-1234-4234-8234-123456789abc");

    @TempDir
    Path directory;

    private MetadataRequests requests;

    @BeforeEach
    void makePod() throws IOException {
        Files.createDirectories(directory.resolve("images/sha512-00"));
        Files.writeString(directory.resolve("images/sha512-00/manifest"), """
            {"Annotations":[{"name":"a","value":"image"},{"name":"b","value":"image"}]}\
            """);
        Path manifest = Files.writeString(directory.resolve("manifest"), """
            {"apps":[{"name":"app","image":{"id":"sha512-00"},
            "annotations":[{"name":"example.com/b/c","value":"deep"},{"name":"a","value":"pod"}]}]}\
            """);
        ServedPod pod = new ServedPod(POD, manifest, directory.resolve("images"));
        requests = new MetadataRequests(
                token -> token.equals("t") ? Optional.of(pod) : Optional.empty(),
                IdentityKey.in(directory.resolve("key")));
    }

    @Test
    void anAppsAnnotationsWinAndKeepTheOrderOfTheImage() {
        assertThat(body("GET", "/t/acMetadata/v1/apps/app/annotations", ""))
                .isEqualTo("[{\"name\":\"a\",\"value\":\"pod\"},{\"name\":\"b\",\"value\":\"image\"},"
                        + "{\"name\":\"example.com/b/c\",\"value\":\"deep\"}]");
    }

    @Test
    void aPodWithoutAnnotationsHasAnEmptyList() {
        assertThat(body("GET", "/t/acMetadata/v1/pod/annotations", "")).isEqualTo("[]");
    }

    @Test
    void oneAnnotationIsItsValue() {
        assertThat(body("GET", "/t/acMetadata/v1/apps/app/annotations/a", "")).isEqualTo("pod");
        assertThat(body("GET", "/t/acMetadata/v1/apps/app/annotations/example.com/b/c", ""))
                .isEqualTo("deep");
    }

    @Test
    void aSignatureOutlivesTheService() throws IOException {
        String signature = body("POST", "/t/acMetadata/v1/pod/hmac/sign", "content=x");

        assertThat(IdentityKey.in(directory.resolve("key"))
                        .verify(POD, "x".getBytes(StandardCharsets.UTF_8), signature))
                .isTrue();
        assertThat(IdentityKey.in(directory.resolve("other"))
                        .verify(POD, "x".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /,                                     401",
        "GET,  /other/acMetadata/v1/pod/uuid,         401",
        "GET,  /t,                                    404",
        "GET,  /t/acMetadata/v2/pod/uuid,             404",
        "GET,  /t/acMetadata/v1/pod/uuid/,            404",
        "GET,  /t/acMetadata/v1/apps/app,             404",
        "GET,  /t/acMetadata/v1/apps/../image/id,     404",
        "GET,  /t/acMetadata/v1/apps/app/annotations/d, 404",
        "GET,  /t/acMetadata/v1/apps/no/annotations/a, 404",
        "GET,  /t/acMetadata/v1/pod/annotations/a,    404",
        "POST, /t/acMetadata/v1/pod/uuid,             405",
        "GET,  /t/acMetadata/v1/pod/hmac/sign,        405",
        "POST, /t/acMetadata/v1/pod/hmac/sign,        400",
        "POST, /t/acMetadata/v1/pod/hmac/verify,      400",
        "GET,  /t/acMetadata/v1/pod/uuid,             200",
    })
    void refusesWhatItDoesNotServe(String method, String path, int status) {
        assertThat(requests.answerAlways(method, path, "").status()).isEqualTo(status);
    }

    private String body(String method, String path, String form) {
        return new String(requests.answerAlways(method, path, form).body(), StandardCharsets.UTF_8);
    }
}
