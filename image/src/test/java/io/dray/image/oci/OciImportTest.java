package io.dray.image.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.DataDirectory;
import io.dray.core.DrayException;
import io.dray.core.InvalidInputException;
import io.dray.image.ImageOrigin;
import io.dray.image.ImageStore;
import io.dray.image.ImportListener;
import io.dray.image.StoredImage;
import io.dray.image.manifest.App;
import io.dray.image.manifest.ImageManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciImportTest {
    private static final OciReference NAME = OciReference.parse("example.com/app:1");

    @TempDir
    Path directory;

    private final MemoryImage image = new MemoryImage();
    private final List<String> warnings = new ArrayList<>();
    private ImageStore store = new ImageStore(new DataDirectory(Path.of("/nonexistent")));

    @BeforeEach
    void makeStore() {
        store = new ImageStore(new DataDirectory(directory.resolve("data")));
    }

    private StoredImage run(Descriptor root) {
        return new OciImport(store)
                .run(
                        new OciImport.Request(image, root, NAME),
                        (id, manifest) -> ImageOrigin.of("test"),
                        new ImportListener() {
                            @Override
                            public void warned(String message) {
                                warnings.add(message);
                            }
                        });
    }

    private void refuses(Descriptor root, String message) throws IOException {
        assertThatThrownBy(() -> run(root))
                .isInstanceOf(DrayException.class)
                .hasMessageContaining(message)
                .message()
                .startsWith("cannot import memory: ")
                .doesNotContain("\n");
        assertThat(store.list()).isEmpty();
        for (String part : List.of("tmp", "images")) {
            Path place = directory.resolve("data").resolve(part);
            if (Files.exists(place)) {
                try (Stream<Path> left = Files.list(place)) {
                    assertThat(left).isEmpty();
                }
            }
        }
    }

    @Test
    void readsTheLayersAndSaysInAppcsWordsWhatTheConfigurationSays() throws IOException {
        image.execution = "{'User':'7:8','Entrypoint':['/bin/app'],'Cmd':['serve'],'Env':['A=b=c','1odd=x','bare'],"
                + "'WorkingDir':'srv/../data','ExposedPorts':{'9000':{},'53/udp':{},'80-82/tcp':{}},"
                + "'Volumes':{'/data/db':{},'/data-db':{}},'Labels':{'k':'v'},'StopSignal':'SIGQUIT'}";
        StoredImage stored =
                run(image.withLayer("one", "1").withLayer("two", "2").manifest());

        ImageManifest manifest = stored.manifest();
        App app = manifest.app().orElseThrow();
        assertThat(manifest.name()).isEqualTo("example.com/app");
        assertThat(manifest.labels()).containsEntry("version", "1").containsEntry("os", "linux");
        assertThat(app.exec()).containsExactly("/bin/app", "serve");
        assertThat(app.user() + ":" + app.group()).isEqualTo("7:8");
        assertThat(app.environment()).isEqualTo(Map.of("A", "b=c"));
        assertThat(app.workingDirectory()).isEqualTo("/data");
        assertThat(app.ports()).extracting(App.Port::name).containsExactly("53-udp", "80-82-tcp", "9000");
        assertThat(app.ports().get(1).count()).isEqualTo(3);
        assertThat(app.mountPoints())
                .extracting(App.MountPoint::name)
                .containsExactly("volume-data-db", "volume-data-db-1");
        assertThat(app.userLabels()).isEqualTo(Map.of("k", "v"));
        assertThat(manifest.annotations())
                .containsEntry("appc.io/docker/stopsignal", "SIGQUIT")
                .containsEntry("appc.io/docker/entrypoint", "[\"/bin/app\"]")
                .containsEntry("appc.io/docker/env", "[\"1odd=x\",\"bare\"]");
        assertThat(warnings).singleElement().asString().contains("'1odd'");
        assertThat(stored.layers()).hasSize(2);
    }

    @Test
    void lookUpTheGroupsThatAUserIsInWhenTheConfigurationNamesNone() throws IOException {
        image.execution = "{'User':'web'}";
        image.withLayer("etc/passwd", "root:x:0:0::/:/bin/sh\nweb:x:33:34::/:/bin/sh\n")
                .withLayer("etc/group", "web:x:34:\nlogs:x:40:adm,web\n");

        App app = run(image.manifest()).manifest().app().orElseThrow();

        assertThat(app.user()).isEqualTo("web");
        assertThat(app.group()).isEqualTo("34");
        assertThat(app.supplementaryGids()).containsExactly(40L);
    }

    @Test
    void argumentsReplaceTheCommandAndNotTheEntrypoint() throws IOException {
        ImageManifest manifest = run(image.withLayer("one", "1").manifest()).manifest();

        assertThat(DockerAnnotations.command(manifest, List.of())).containsExactly("/bin/app", "serve");
        assertThat(DockerAnnotations.command(manifest, List.of("x"))).containsExactly("/bin/app", "x");
        ImageManifest appc = ImageManifest.named("example.com/a").withApp(App.running(List.of("/bin/app", "serve")));
        assertThat(DockerAnnotations.command(appc, List.of("x"))).containsExactly("/bin/app", "serve", "x");
    }

    @Test
    void theSameImageHasTheSameIdAndItsLayersAreNotReadAgain() throws IOException {
        Descriptor root = image.withLayer("one", "1").manifest();
        StoredImage first = run(root);
        image.replace(image.layer(0), new byte[0]);

        assertThat(run(root).id()).isEqualTo(first.id());
    }

    @Test
    void refusesWhatIsNotWhatItWasAnnouncedToBe() throws IOException {
        Descriptor root = image.withLayer("one", "1").withLayer("two", "2").manifest();
        image.replace(image.layer(1), MemoryImage.tar("two", "3"));

        refuses(root, "layer " + OciSource.brief(image.layer(1)));
    }

    @Test
    void refusesAManifestThatSomebodyChanged() throws IOException {
        Descriptor root = image.withLayer("one", "1").manifest();
        Descriptor longer = Descriptor.of(root.mediaType(), root.digest(), root.size() - 1);
        refuses(longer, "is longer than the");

        image.replace(root, " ".repeat((int) root.size()).getBytes(StandardCharsets.UTF_8));
        refuses(root, "its digest is sha256:");
    }

    @Test
    void refusesADiffIdThatIsAnothers() throws IOException {
        image.withLayer("one", "1");
        Descriptor config = image.put(
                MediaTypes.CONFIG,
                new String(image.config(), StandardCharsets.UTF_8)
                        .replaceAll("sha256:[0-9a-f]+", "sha256:" + "0".repeat(64))
                        .getBytes(StandardCharsets.UTF_8));
        Descriptor root =
                image.put(MediaTypes.MANIFEST, ConfigConversion.manifest(config, List.of(image.layer(0)), Map.of()));

        refuses(root, "uncompressed it is sha256");
    }

    @Test
    void refusesAConfigurationThatDoesNotFit() throws IOException {
        refuses(image.manifest(), "no layers");
        image.withLayer("one", "1").withDiffId("sha256:" + "0".repeat(64));
        refuses(image.manifest(), "the manifest has 1 layers but the config names 2");
        image.rootfsType = "squashfs";
        refuses(image.manifest(), "rootfs: type: it must be 'layers', not 'squashfs'");
    }

    @Test
    void refusesABlobThatIsMissing() throws IOException {
        image.withLayer("one", "1");
        Descriptor absent = Descriptor.ofContent(MediaTypes.MANIFEST, new byte[] {1});

        refuses(absent, "it has no " + absent);
    }

    @Test
    void endsInIndexesThatLeadToIndexes() throws IOException {
        Descriptor root = image.withLayer("one", "1").manifest().withPlatform(Platform.host());
        assertThat(run(image.index(root)).layers()).hasSize(1);

        for (int i = 0; i < 5; i++) {
            root = image.index(root);
        }
        Descriptor deep = root;
        assertThatThrownBy(() -> run(deep)).hasMessageContaining("indexes in indexes");
    }

    @Test
    void refusesADocumentThatIsTooLongWithoutReadingIt() throws IOException {
        Descriptor root = image.withLayer("one", "1").manifest();

        refuses(Descriptor.of(root.mediaType(), root.digest(), 1L << 40), "more than the limit of 4194304");
    }

    @Test
    void givesBackTheAppcManifestThatAnImageWasMadeOf() throws IOException {
        String original =
                "{\"acKind\":\"ImageManifest\",\"acVersion\":\"0.8.11\",\"name\":\"example.com/was\",\"own\":1,"
                        + "\"dependencies\":[{\"imageName\":\"example.com/elsewhere\"}]}";
        image.annotations = Map.of(MediaTypes.APPC_MANIFEST, original);

        StoredImage stored = run(image.withLayer("one", "1").manifest());

        assertThat(stored.manifestBytes()).asString(StandardCharsets.UTF_8).isEqualTo(original);
        assertThat(store.chain(stored).layers()).hasSize(1);
    }

    @Test
    void keepsAnImageOutThatIsNotAdmitted() throws IOException {
        Descriptor root = image.withLayer("one", "1").manifest();

        assertThatThrownBy(() -> new OciImport(store)
                        .run(
                                new OciImport.Request(image, root, NAME),
                                (id, manifest) -> {
                                    throw new InvalidInputException("not this one");
                                },
                                ImportListener.silent()))
                .hasMessage("not this one");
        assertThat(store.list()).isEmpty();
    }

    @Test
    void readsALayoutAndNamesWhatIsInIt() throws IOException {
        Descriptor one = image.withLayer("one", "1").manifest().withAnnotations(Map.of(MediaTypes.REF_NAME, "1"));
        Descriptor two = one.withAnnotations(Map.of(MediaTypes.REF_NAME, "2"));
        Path layout = image.layout(directory.resolve("tool"), one, two);

        assertThat(OciFile.detect(layout)).map(OciFile::kind).contains(OciFile.Kind.OCI);
        OciFile second = OciFile.parse("oci:" + layout + ":2").orElseThrow();
        StoredImage stored =
                new OciImport(store).run(second, (id, manifest) -> ImageOrigin.UNKNOWN, ImportListener.silent());
        assertThat(stored.displayName()).isEqualTo("tool:2");
        assertThatThrownBy(() -> new OciImport(store)
                        .run(
                                new OciFile(OciFile.Kind.OCI, layout, Optional.empty()),
                                (id, manifest) -> ImageOrigin.UNKNOWN,
                                ImportListener.silent()))
                .isInstanceOfSatisfying(
                        DrayException.class,
                        e -> assertThat(e.hint().orElse("")).contains("1, 2"));
    }
}
