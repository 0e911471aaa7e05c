package io.dray.image.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dray.core.DataDirectory;
import io.dray.image.ImageGuard;
import io.dray.image.ImageStore;
import io.dray.image.ImportListener;
import io.dray.image.LayerChain;
import io.dray.image.StoredImage;
import io.dray.image.aci.Aci;
import io.dray.linux.Capabilities;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhitelistTest {
    @TempDir
    private Path directory;

    private ImageStore store;

    @BeforeEach
    void makeStore() {
        assumeTrue(Capabilities.effective().has("MKNOD"), "root, to make whiteouts");
        store = new ImageStore(new DataDirectory(directory.resolve("data")));
    }

    @Test
    void hidesWhatItDoesNotNameButKeepsDirectoriesOfItsOwn() {
        importArchive(Aci.named("base")
                .directory("rootfs/etc")
                .file("rootfs/etc/kept", "base")
                .file("rootfs/etc/gone", "base")
                .directory("rootfs/lib")
                .file("rootfs/lib/a", "base"));
        StoredImage top = importArchive(Aci.named("top", fields("base", "/etc/kept", "/top/kept/"))
                .directory("rootfs/top")
                .directory("rootfs/top/empty")
                .file("rootfs/top/kept", "top")
                .file("rootfs/top/gone", "top"));

        LayeredTree tree = store.chain(top).tree();

        assertThat(names(tree, "/")).containsExactly("etc", "top");
        assertThat(names(tree, "/etc")).containsExactly("kept");
        assertThat(names(tree, "/top")).containsExactly("empty", "kept");
        assertThat(tree.lookup("/lib/a")).isEmpty();
    }

    @Test
    void isMadeOnceAndGoesWithItsImage() {
        importArchive(Aci.named("base").file("rootfs/gone", "base").file("rootfs/kept", "base"));
        StoredImage top = importArchive(Aci.named("top", fields("base", "/kept")));

        LayerChain first = store.chain(top);
        LayerChain second = store.chain(top);

        assertThat(first.layers()).hasSize(3);
        assertThat(second).isEqualTo(first);
        store.collect(ImageGuard.NONE);
        assertThat(first.trees()).allSatisfy(tree -> assertThat(tree).isDirectory());
        store.remove(top.id());
        assertThat(first.layers().getLast().tree()).doesNotExist();
        assertThat(first.layers().getFirst().tree()).isDirectory();
    }

    @Test
    void concernsOnlyItsOwnBranch() {
        importArchive(Aci.named("base")
                .directory("rootfs/d")
                .file("rootfs/d/one", "base one")
                .file("rootfs/d/two", "base two")
                .file("rootfs/three", "base three"));
        importArchive(Aci.named("left", fields("base", "/d/one", "/three")).file("rootfs/left", "left"));
        importArchive(Aci.named("right", fields("base", "/d/two", "/right")).file("rootfs/right", "right"));
        StoredImage top = importArchive(Aci.named("top", dependencies("left", "right")));

        LayeredTree tree = store.chain(top).tree();

        // what left shows of base stays although right hides it, and the other way round
        assertThat(names(tree, "/d")).containsExactly("one", "two");
        assertThat(names(tree, "/")).containsExactly("d", "right", "three");
        assertThat(tree.read("/three", 100)).asString(StandardCharsets.UTF_8).isEqualTo("base three");
    }

    @Test
    void letsAFileBeneathShowThroughADirectory() {
        importArchive(Aci.named("below")
                .file("rootfs/x", "file")
                .directory("rootfs/y")
                .file("rootfs/y/f", "deep"));
        importArchive(Aci.named("above", "\"pathWhitelist\":[\"/other\"]")
                .directory("rootfs/x/sub")
                .file("rootfs/y", "file over a directory")
                .file("rootfs/other", "other"));
        importArchive(Aci.named("hiding", fields("above", "/other")));
        StoredImage top = importArchive(Aci.named("top", dependencies("below", "hiding")));

        LayeredTree tree = store.chain(top).tree();

        assertThat(names(tree, "/")).containsExactly("other", "x", "y");
        assertThat(tree.read("/x", 100)).asString(StandardCharsets.UTF_8).isEqualTo("file");
        assertThat(tree.read("/y/f", 100)).asString(StandardCharsets.UTF_8).isEqualTo("deep");
    }

    private StoredImage importArchive(Aci aci) {
        return store.importArchive(aci.write(directory.resolve("import.aci")), ImportListener.silent());
    }

    private static String dependencies(String... names) {
        StringBuilder items = new StringBuilder();
        for (String name : names) {
            items.append(items.isEmpty() ? "" : ",").append("{\"imageName\":\"" + name + "\"}");
        }
        return "\"dependencies\":[" + items + "]";
    }

    private static String fields(String dependency, String... whitelist) {
        return dependencies(dependency) + ",\"pathWhitelist\":[\"" + String.join("\",\"", whitelist) + "\"]";
    }

    private static List<String> names(LayeredTree tree, String directory) {
        return tree.list(directory).stream().map(LayeredTree.Entry::name).toList();
    }
}
