package io.dray.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.aci.Aci;
import io.dray.image.manifest.ImageReference;
import io.dray.image.tar.Compression;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageStoreTest {
    @TempDir
    private Path directory;

    private DataDirectory data;
    private ImageStore store;

    @BeforeEach
    void makeStore() {
        data = new DataDirectory(directory.resolve("data"));
        store = new ImageStore(data);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void importsEveryCompressionToTheSameImage(Compression compression) throws IOException {
        byte[] archive =
                Aci.named("example.com/a").file("rootfs/hello", "hello").toByteArray();
        Path aci = Aci.write(directory.resolve("a.aci"), archive, compression);

        StoredImage image = store.importArchive(aci, ImportListener.silent());

        assertThat(image.id()).isEqualTo(Digest.of(Digest.Algorithm.SHA512, archive));
        LayerChain chain = store.chain(image);
        assertThat(chain.tree().read("/hello", 100)).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
        assertThat(Files.readString(
                        data.root().resolve(chain.lowerDirectories()).resolve("hello")))
                .isEqualTo("hello");
        assertThat(data.temporary()).isEmptyDirectory();
    }

    @Test
    void theImageIdCoversWhatFollowsTheEndMark() throws IOException {
        byte[] archive = Aci.named("example.com/a").toByteArray();
        byte[] more = Arrays.copyOf(archive, archive.length + 700);
        Arrays.fill(more, archive.length, more.length, (byte) 7);
        Path aci = Files.write(directory.resolve("a.aci"), more);

        assertThat(store.importArchive(aci, ImportListener.silent()).id())
                .isEqualTo(Digest.of(Digest.Algorithm.SHA512, more));
    }

    @Test
    void keepsTheBytesOfTheManifest() {
        String manifest = " {\"ACKIND\":\"ImageManifest\", \"acVersion\":\"0.8.11\",\"name\":\"a\",\"extra\":[1]}\n";
        Path aci = Aci.empty().directory("rootfs").file("manifest", manifest).write(directory.resolve("a.aci"));

        StoredImage image = store.importArchive(aci, ImportListener.silent());

        assertThat(image.manifestBytes()).asString(StandardCharsets.UTF_8).isEqualTo(manifest);
        assertThat(image.manifest().name()).isEqualTo("a");
    }

    @Test
    void findsTheNewestByNameLabelsAndId() {
        StoredImage first = importNamed("example.com/a", version("1"), "one");
        StoredImage second = importNamed("example.com/a", version("2"), "two");

        assertThat(store.find(ImageReference.parse("example.com/a"))).contains(second);
        assertThat(store.find(ImageReference.parse("example.com/a:latest"))).contains(second);
        assertThat(store.find(ImageReference.parse("example.com/a:1"))).contains(first);
        assertThat(store.find(ImageReference.parse(first.id().toString().substring(0, 20))))
                .contains(first);
        assertThat(store.find(ImageReference.parse("example.com/a:3"))).isEmpty();
        assertThat(store.find(ImageReference.parse("example.com"))).isEmpty();
        assertThat(store.list())
                .extracting(StoredImage::displayName)
                .containsExactly("example.com/a:2", "example.com/a:1");
        assertThatThrownBy(() -> store.require(ImageReference.parse("example.com/b")))
                .isInstanceOf(MissingException.class)
                .hasMessageContaining("there is no image example.com/b in");
    }

    @Test
    void importingAgainMakesItTheNewest() {
        StoredImage first = importNamed("a", version("1"), "one");
        importNamed("a", version("2"), "two");

        StoredImage again = importNamed("a", version("1"), "one");

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(store.find(ImageReference.parse("a"))).contains(again);
        assertThat(store.list()).hasSize(2);
    }

    @Test
    void importersOfTheSameImageAllSucceed() throws Exception {
        Path aci = Aci.named("a").file("rootfs/f", "x").write(directory.resolve("a.aci"));
        List<Callable<StoredImage>> imports = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            imports.add(() -> store.importArchive(aci, ImportListener.silent()));
        }
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (Future<StoredImage> each : threads.invokeAll(imports)) {
                assertThat(store.chain(each.get()).tree().lookup("/f")).isPresent();
            }
        }
        assertThat(store.list()).hasSize(1);
        assertThat(data.temporary()).isEmptyDirectory();
    }

    @Test
    void removesAnImageWithItsLayerAndLink() throws IOException {
        StoredImage image = importNamed("a", "", "one");
        StoredImage other = importNamed("b", "", "two");

        store.remove(image.id());
        store.remove(image.id());

        assertThat(store.list()).containsExactly(other);
        assertThat(entries(data.layers())).containsExactly(other.id().toString());
        assertThat(entries(data.links())).hasSize(1);
        assertThat(data.temporary()).isEmptyDirectory();
        assertThat(store.chain(other).tree().lookup("/f")).isPresent();
    }

    @Test
    void survivesACrashBetweenLayerAndImage() throws IOException {
        Path aci = Aci.named("a").file("rootfs/f", "x").write(directory.resolve("a.aci"));
        StoredImage image = store.importArchive(aci, ImportListener.silent());
        Files.delete(image.manifestFile());
        Files.delete(image.manifestFile().resolveSibling("image.json"));
        Files.delete(image.manifestFile().getParent());

        assertThat(store.list()).isEmpty();
        StoredImage again = store.importArchive(aci, ImportListener.silent());
        assertThat(store.chain(again).tree().lookup("/f")).isPresent();
    }

    @Test
    void survivesACrashBetweenLinkAndLayer() throws IOException {
        Path aci = Aci.named("a").file("rootfs/f", "x").write(directory.resolve("a.aci"));
        StoredImage image = store.importArchive(aci, ImportListener.silent());
        Path link = data.root().resolve(store.chain(image).lowerDirectories());
        Path target = Files.readSymbolicLink(link);
        store.remove(image.id());
        Files.createSymbolicLink(link, target);

        assertThat(store.chain(store.importArchive(aci, ImportListener.silent()))
                        .lowerDirectories())
                .isEqualTo(data.root().relativize(link).toString());
    }

    @Test
    void collectsLayersWithoutAnImage() throws IOException {
        StoredImage kept = importNamed("a", "", "one");
        StoredImage lost = importNamed("b", "", "two");
        Files.delete(lost.manifestFile().resolveSibling("image.json"));

        store.collect(ImageGuard.NONE);

        assertThat(entries(data.layers())).containsExactly(kept.id().toString());
        assertThat(entries(data.links())).hasSize(1);
    }

    @Test
    void ordersDependenciesDepthFirstAndKeepsTheUpperOfTwo() {
        StoredImage d = importNamed("d", "", "d");
        StoredImage b = importNamed("b", dependencies("d"), "b");
        StoredImage c = importNamed("c", dependencies("d"), "c");
        StoredImage a = importNamed("a", dependencies("b", "c"), "a");

        LayerChain chain = store.chain(a);

        // the specification renders D B D C A; the lower D cannot be seen
        assertThat(chain.layers()).extracting(Layer::image).containsExactly(b, d, c, a);
        assertThat(chain.lowerDirectories()).startsWith(chain.layers().getLast().link());
        assertThat(chain.tree().read("/f", 10)).asString(StandardCharsets.UTF_8).isEqualTo("a");
    }

    @Test
    void resolvesDeepDiamondsQuickly() {
        importNamed("n0", "", "0");
        for (int i = 1; i <= 24; i++) {
            importNamed("n" + i, dependencies("n" + (i - 1), "n" + (i - 1)), "" + i);
        }

        assertThat(store.chain(store.require(ImageReference.parse("n24"))).layers())
                .hasSize(25);
    }

    @Test
    void refusesCirclesAndNamesWhatIsMissing() {
        StoredImage a = importNamed("a", dependencies("b"), "a");
        assertThatThrownBy(() -> store.chain(a))
                .isInstanceOf(MissingException.class)
                .hasMessageContaining("image a depends on b, which is not in");

        importNamed("b", dependencies("a"), "b");
        assertThatThrownBy(() -> store.chain(a))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("depends on itself")
                .extracting(e -> ((InvalidInputException) e).hint())
                .isEqualTo(Optional.of("remove one of the images of the circle: a -> b -> a"));
    }

    @Test
    void followsADependencyByItsId() {
        StoredImage old = importNamed("d", "", "old");
        importNamed("d", "", "new");
        StoredImage a =
                importNamed("a", "\"dependencies\":[{\"imageName\":\"d\",\"imageID\":\"" + old.id() + "\"}]", "a");

        assertThat(store.chain(a).layers().getFirst().image()).isEqualTo(old);
    }

    private StoredImage importNamed(String name, String fields, String content) {
        Path aci = Aci.named(name, fields).file("rootfs/f", content).write(directory.resolve("import.aci"));
        return store.importArchive(aci, ImportListener.silent());
    }

    private static String version(String version) {
        return "\"labels\":[{\"name\":\"version\",\"value\":\"" + version + "\"}]";
    }

    private static String dependencies(String... names) {
        List<String> items = new ArrayList<>();
        for (String name : names) {
            items.add("{\"imageName\":\"" + name + "\"}");
        }
        return "\"dependencies\":[" + String.join(",", items) + "]";
    }

    private static List<String> entries(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.map(path -> String.valueOf(path.getFileName())).toList();
        }
    }
}
