package io.dray.image.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageManifestTest {
    private static final String FULL = """
            {"acKind":"ImageManifest","acVersion":"0.8.11","name":"example.com/a",
             "labels":[{"name":"version","value":"1.2"},{"name":"os","value":"linux"},{"name":"arch","value":"amd64"}],
             "app":{"exec":["/bin/sh","-c","echo \\"$HOME\\" %n"],"user":"0","group":"/etc/x","supplementaryGIDs":[7,8],
               "eventHandlers":[{"name":"pre-start","exec":["/pre"]}],"workingDirectory":"/srv",
               "environment":[{"name":"B","value":"1\\n2"},{"name":"A","value":""}],
               "mountPoints":[{"name":"data","path":"/data","readOnly":true}],
               "ports":[{"name":"http","protocol":"tcp","port":80,"count":2,"socketActivated":true}],
               "isolators":[{"name":"resource/memory","value":{"limit":"1G"}}],
               "userAnnotations":{"x":"y"},"userLabels":{"a b":"c"}},
             "dependencies":[{"imageName":"example.com/b","labels":[{"name":"version","value":"2"}],"size":17}],
             "pathWhitelist":["/etc/passwd"],
             "annotations":[{"name":"created","value":"2026-01-31T12:00:00Z"}]}
            """;

    @Test
    void whatIsReadIsWrittenAgain() {
        ImageManifest manifest = read(FULL);

        assertThat(manifest.toJson()).isEqualTo(Json.parse("expected", FULL));
        assertThat(manifest.displayName()).isEqualTo("example.com/a:1.2");
        App app = manifest.app().orElseThrow();
        assertThat(app.exec()).containsExactly("/bin/sh", "-c", "echo \"$HOME\" %n");
        assertThat(app.environment()).containsExactly(Map.entry("B", "1\n2"), Map.entry("A", ""));
        assertThat(app.eventHandler("pre-start")).isPresent();
        assertThat(app.eventHandler("post-stop")).isEmpty();
        assertThat(manifest.dependencies().getFirst().reference()).hasToString("example.com/b:2");
    }

    @Test
    void readsAsLenientlyAsGoDid() {
        ImageManifest manifest = read("""
                {"ackind":"ImageManifest","ACVERSION":"0.8.11+git","name":"a--b","labels":null,"unknown":{},
                 "app":{"user":"x","group":"y","exec":null,"ports":[{"name":"p","protocol":"tcp","port":1,"count":0}]}}
                """);

        assertThat(manifest.name()).isEqualTo("a--b");
        assertThat(manifest.app().orElseThrow().ports().getFirst().count()).isEqualTo(1);
        assertThat(manifest.app().orElseThrow().workingDirectory()).isEqualTo("/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"app\":{\"user\":\"0\",\"group\":\"0\",\"exec\":[\"a\",1]} | app.exec[1]: expected a string, found a number",
                "\"app\":{\"group\":\"0\"} | app.user: it is required",
                "\"app\":[] | app: expected an object, found a list",
                "\"name\":\"A\" | name: 'A' is not a valid appc identifier",
                "\"name\":\"a/../b\" | name: 'a/../b' is not a valid appc identifier",
                "\"acVersion\":\"1.0\" | acVersion: '1.0' is not a version such as 0.8.11",
                "\"acVersion\":\"0.0.0\" | acVersion: '0.0.0' is not a version such as 0.8.11",
                "\"acKind\":\"PodManifest\" | acKind: expected ImageManifest, found 'PodManifest'",
                "\"labels\":[{\"name\":\"a\",\"value\":\"1\"},{\"name\":\"a\",\"value\":\"2\"}] | labels[1].name: 'a' is there twice",
                "\"labels\":[{\"name\":\"name\",\"value\":\"1\"}] | labels: 'name' cannot be the name of a label",
                "\"labels\":[{\"name\":\"os\",\"value\":\"linux\"},{\"name\":\"arch\",\"value\":\"arm64\"}] | labels: the arch 'arm64' is none of linux's: amd64, i386, aarch64, aarch64_be, armv6l, armv7l, armv7b, ppc64, ppc64le, s390x, riscv64",
                "\"dependencies\":[{}] | dependencies[0].imageName: it is required",
                "\"dependencies\":[{\"imageName\":\"a\",\"imageID\":\"sha512-zz\"}] | dependencies[0].imageID: 'zz' is not a sha512 digest: it needs 128 hexadecimal digits",
                "\"pathWhitelist\":[\"/a\",\"b\"] | pathWhitelist[1]: 'b' is not an absolute path",
                "\"annotations\":[{\"name\":\"created\",\"value\":\"2026-01-31 12:00\"}] | annotations: created: '2026-01-31 12:00' is not a time such as 2026-01-31T12:00:00Z",
                "\"name\":\"a\\u0000b\" | name: it holds a NUL character"
            })
    void namesThePlaceOfWhatIsWrong(String field, String message) {
        assertThatThrownBy(() -> read(with(field)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("manifest: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"ports\":[{\"name\":\"p\",\"protocol\":\"tcp\",\"port\":65535,\"count\":2}] | ports[0].count: 2 ports from 65535 on end beyond 65535",
                "\"ports\":[{\"name\":\"p\",\"protocol\":\"tcp\"}] | ports[0].port: it must be a number from 1 to 65535",
                "\"mountPoints\":[{\"name\":\"m\",\"path\":\"/a/../b\"}] | mountPoints[0].path: '/a/../b' may not contain ..",
                "\"mountPoints\":[{\"path\":\"/a\"}] | mountPoints[0].name: it is required",
                "\"workingDirectory\":\"srv\" | workingDirectory: 'srv' is not an absolute path",
                "\"environment\":[{\"name\":\"1A\",\"value\":\"\"}] | environment[0].name: '1A' cannot be the name of a variable",
                "\"eventHandlers\":[{\"name\":\"start\",\"exec\":[]}] | eventHandlers[0].name: 'start' is neither pre-start nor post-stop",
                "\"isolators\":[{\"name\":\"a\"}] | isolators[0].value: it is required",
                "\"supplementaryGIDs\":[-1] | supplementaryGIDs: -1 is not the number of a group"
            })
    void namesThePlaceInTheApp(String field, String message) {
        assertThatThrownBy(() -> read(with("\"app\":{\"user\":\"0\",\"group\":\"0\"," + field + "}")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("manifest: app." + message);
    }

    @Test
    void readsReferencesAsPeopleWriteThem() {
        assertThat(ImageReference.parse("example.com/a:5:7.0-1,os=linux,channel=a:b"))
                .isEqualTo(new ImageReference.ByName(
                        "example.com/a", Map.of("version", "5:7.0-1", "os", "linux", "channel", "a:b")))
                .hasToString("example.com/a:5:7.0-1,os=linux,channel=a:b");
        assertThat(ImageReference.parse("sha512-0f")).isEqualTo(new ImageReference.ById("sha512-0f"));
        for (String wrong : List.of("", "A", "a:", "a,b", "a,b=", "a:1,version=2", "sha512-x", "sha512-", "a,,b=c")) {
            assertThatThrownBy(() -> ImageReference.parse(wrong)).as(wrong).isInstanceOf(InvalidInputException.class);
        }
    }

    private static String with(String field) {
        return "{\"acKind\":\"ImageManifest\",\"acVersion\":\"0.8.11\",\"name\":\"a\"," + field + "}";
    }

    private static ImageManifest read(String text) {
        return ImageManifest.from(Json.parse("manifest", text));
    }
}
