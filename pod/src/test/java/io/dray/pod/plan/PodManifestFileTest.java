package io.dray.pod.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import io.dray.image.manifest.App;
import io.dray.image.manifest.ImageReference;
import io.dray.pod.network.PortForward;
import io.dray.pod.volume.MountRequest;
import io.dray.pod.volume.Volume;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodManifestFileTest {
    private static final String ID = "sha512-" + "ab".repeat(64);

    @Test
    void readsAppsVolumesAndAnnotations() {
        PodManifestFile.Content content = parse("""
                {"acVersion":"0.8.11","ACKIND":"PodManifest","unknown":1,
                 "apps":[{"name":"db","image":{"id":"%s"},"readOnlyRootFS":true,
                   "app":{"exec":["/bin/db"],"user":"0","group":"0"},
                   "mounts":[{"volume":"data","path":"/data"}],
                   "annotations":[{"name":"a","value":"1"}]}],
                 "volumes":[{"name":"data","kind":"empty","mode":"0700","uid":7},
                   {"name":"conf","kind":"host","source":"/etc","readOnly":true,"recursive":false}],
                 "annotations":[{"name":"b","value":"2"}],"ports":[{"name":"p","hostPort":1,"hostIP":"127.0.0.1","podPort":8080},
                   {"name":"q","hostPort":2,"hostIP":"0.0.0.0"}],"isolators":[{"name":"resource/cpu","value":{"limit":"1"}}],"userAnnotations":{"who":"me"},"userLabels":{"tier":"db"}}
                """.formatted(ID));

        AppRequest app = content.apps().getFirst();
        assertThat(app.name()).contains("db");
        assertThat(app.image()).isEqualTo(new ImageReference.ById(ID));
        assertThat(app.app().orElseThrow().exec()).containsExactly("/bin/db");
        assertThat(app.readOnlyRoot()).isTrue();
        assertThat(app.mounts()).containsExactly(MountRequest.of("data", "/data"));
        assertThat(app.annotations()).containsEntry("a", "1");
        assertThat(content.volumes())
                .containsExactly(
                        new Volume.Empty("data", Volume.Access.UNSAID, 0700, 7, 0),
                        new Volume.Host("conf", "/etc", Volume.Access.READ_ONLY, false));
        assertThat(content.facts().userAnnotations()).containsEntry("who", "me");
        assertThat(content.labels()).containsEntry("tier", "db");
        assertThat(content.facts().annotations()).containsEntry("b", "2");
        assertThat(content.ports())
                .containsExactly(
                        new PortForward("p", Optional.of("127.0.0.1"), 1, OptionalInt.of(8080), Optional.empty()),
                        new PortForward("q", Optional.empty(), 2));
        assertThat(content.facts().isolators()).extracting(App.Isolator::name).containsExactly("resource/cpu");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{}; pod: acKind: it is required",
                "{'acKind':'ImageManifest','acVersion':'0.8.11'}; acKind: 'ImageManifest' is not PodManifest",
                "{'acKind':'PodManifest','acVersion':'0.8.11','apps':[{'name':'A','image':{}}]}; apps[0].name: 'A' is not a valid appc name",
                "{'acKind':'PodManifest','acVersion':'0.8.11','apps':[{'name':'a'}]}; apps[0].image: it is required",
                "{'acKind':'PodManifest','acVersion':'0.8.11','apps':[{'name':'a','image':{}}]}; apps[0].image.id: it is required",
                "{'acKind':'PodManifest','acVersion':'0.8.11','volumes':[{'name':'v','kind':'x'}]}; volumes[0].kind: 'x' is neither",
                "{'acKind':'PodManifest','acVersion':'0.8.11','volumes':[{'name':'v','kind':'host'}]}; volumes[0].source: it is required",
                "{'acKind':'PodManifest','acVersion':'0.8.11','volumes':[{'name':'v','kind':'empty','source':'/x'}]}; source: a volume of kind empty has none",
                "{'acKind':'PodManifest','acVersion':'0.8.11','volumes':[{'name':'v','kind':'host','source':'/x','uid':1}]}; uid: a volume of kind host has none",
                "{'acKind':'PodManifest','acVersion':'0.8.11','volumes':[{'name':'v','kind':'empty','gid':-1}]}; gid: -1 is not the number",
            })
    void namesTheFieldThatIsWrong(String json, String message) {
        assertThatThrownBy(() -> parse(json.replace('\'', '"')))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    private static PodManifestFile.Content parse(String json) {
        return PodManifestFile.parse("pod", json.getBytes(StandardCharsets.UTF_8));
    }
}
