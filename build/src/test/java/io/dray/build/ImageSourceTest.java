package io.dray.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.image.manifest.ImageReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSourceTest {
    @TempDir
    Path directory = Path.of("unset");

    private Project project() {
        return new Project(directory);
    }

    @Test
    void readsEveryKeyOfTheFormat() {
        SourceManifest manifest = project().withManifest("""
                        name: example.com/path/aci-x:1.2
                        aci:
                          dependencies: [example.com/base:1, example.com/other]
                          annotations:
                            - {name: homepage, value: https://example.com}
                          pathWhitelist: [/etc/passwd]
                          app:
                            exec: [/bin/x, "-v"]
                            user: 7
                            supplementaryGIDs: [1, 2]
                            environment: [{name: PORT, value: 08}]
                            mountPoints: [{name: data, path: /data, readOnly: true}]
                            ports: [{name: www, protocol: tcp, port: 80, count: 1, socketActivated: false}]
                            isolators: [{name: resource/memory, value: {limit: 1G}}]
                        builder:
                          image: example.com/builder:2
                          dependencies:
                            - example.com/gcc
                          environment: [{name: A, value: b}]
                          mountPoints: [{from: ~/m2, to: /root/.m2}]
                        build:
                          mountPoints: [{from: cache, to: /var/cache/apt}]
                        tester:
                          builder: {dependencies: []}
                          aci: {app: {exec: [/test]}}
                        """).read().manifest();
        assertThat(manifest.name()).hasToString("example.com/path/aci-x:1.2");
        assertThat(manifest.aci().dependencies())
                .containsExactly(ImageReference.parse("example.com/base:1"), ImageReference.parse("example.com/other"));
        assertThat(manifest.aci().pathWhitelist()).containsExactly("/etc/passwd");
        assertThat(manifest.builder().image()).contains(ImageReference.parse("example.com/builder:2"));
        assertThat(manifest.builder().environment()).isEqualTo(Map.of("A", "b"));
        assertThat(manifest.builder().mounts()).containsExactly(new HostMount("~/m2", "/root/.m2"));
        assertThat(manifest.imageMounts()).containsExactly(new HostMount("cache", "/var/cache/apt"));
    }

    @Test
    void acceptsKeysInAnotherCaseAsGoDid() {
        SourceManifest manifest = project()
                .withManifest("Name: example.com/x\nACI: {Dependencies: [example.com/y]}\n")
                .read()
                .manifest();
        assertThat(manifest.aci().dependencies()).hasSize(1);
    }

    @Test
    void refusesAnUnknownKeyWithItsLineAndTheNearestOne() {
        assertThat(project()
                        .withManifest("name: example.com/x\naci:\n  dependancies: []\n")
                        .error())
                .isEqualTo("aci-manifest.yml:3: unknown key 'dependancies' in aci | did you mean 'dependencies'?");
    }

    @Test
    void refusesEventHandlersAndSaysWhatToUse() {
        assertThat(project()
                        .withManifest("name: example.com/x\naci: {app: {eventHandlers: []}}\n")
                        .error())
                .startsWith("aci-manifest.yml:2: aci.app.eventHandlers is not allowed")
                .contains("runlevels/prestart-early");
    }

    @Test
    void refusesAValueOfAnotherKindWithItsLine() {
        assertThat(project()
                        .withManifest("name: example.com/x\naci:\n  dependencies: example.com/y\n")
                        .error())
                .isEqualTo("aci-manifest.yml:3: aci.dependencies: expected a list, found 'example.com/y'");
    }

    @Test
    void namesTheLineOfABadDependency() {
        assertThat(project()
                        .withManifest(
                                "name: example.com/x\naci:\n  dependencies:\n    - example.com/y\n    - NOT ONE\n")
                        .error())
                .startsWith("aci-manifest.yml:5: aci.dependencies[1]: ");
    }

    @Test
    void namesTheLineOfABadName() {
        assertThat(project().withManifest("name: Example\n").error())
                .startsWith("aci-manifest.yml:1: name: 'Example' is not a valid appc identifier");
    }

    @Test
    void saysThatThereIsNoManifestNameOrProject() {
        assertThat(project().error()).contains("there is no aci-manifest.yml in it");
        assertThat(project().withManifest("aci: {}\n").error())
                .startsWith("aci-manifest.yml: the key 'name' is missing");
        assertThat(project().withManifest("").error()).startsWith("aci-manifest.yml: it is empty");
        assertThat(project().withManifest("name: [").error()).startsWith("aci-manifest.yml:1: not valid YAML");
        assertThat(new Project(directory.resolve("none")).error()).contains("there is no such directory");
    }

    @Test
    void saysThatAPodIsNotAnImage() {
        assertThat(project().with("pod-manifest.yml", "name: x\n").error()).contains("the source of a pod");
    }

    @Test
    void ordersScriptsByTheirBytes() {
        ImageSource source = project()
                .withManifest("name: example.com/x\n")
                .with("runlevels/build/b", "")
                .with("runlevels/build/10.x", "")
                .with("runlevels/build/9.x", "")
                .with("runlevels/build/Z", "")
                .with("runlevels/build/lib/helper", "")
                .read();
        assertThat(source.scripts(Runlevel.BUILD).stream()
                        .map(Path::getFileName)
                        .map(String::valueOf))
                .containsExactly("10.x", "9.x", "Z", "b");
    }

    @Test
    void warnsOfADirectoryThatIsNoRunlevel() {
        ImageSource source = project()
                .withManifest("name: example.com/x\n")
                .with("runlevels/biuld/x", "")
                .read();
        assertThat(source.warnings())
                .singleElement()
                .asString()
                .contains("is ignored: there is no runlevel 'biuld'")
                .endsWith("did you mean 'build'?");
    }

    @Test
    void dropsAVersionThatIsOnlyKnownAfterTheBuild() {
        ImageSource source =
                project().withManifest("name: example.com/x:{{.version}}-1\n").read();
        assertThat(source.manifest().name()).isEqualTo(ImageName.parse("example.com/x"));
        assertThat(List.of(source.text())).containsExactly("name: example.com/x:{{.version}}-1\n");
    }

    @Test
    void keepsTheEpochOfADebianVersion() {
        assertThat(ImageName.parse("example.com/x:5:7.0.15-1").version()).contains("5:7.0.15-1");
    }
}
