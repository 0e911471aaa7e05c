package io.dray.pod.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.core.DataDirectory;
import io.dray.core.ProcessOwner;
import io.dray.pod.RuntimeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodCollectorTest {
    private static final String POD = "aaaa1111-0000-4000-8000-000000000003";
    private static final ProcessOwner DEAD = new ProcessOwner(1, 1, "00000000");

    @TempDir
    Path root;

    @Test
    void removesAPodThatNeverStartedAndWhoseLauncherIsGone() throws IOException {
        Path pod = pod(DEAD);
        Path link = root.resolve("run/pods").resolve(POD);
        Files.createDirectories(link.resolveSibling(""));
        Files.createSymbolicLink(link, pod);

        assertThat(collect().pods()).containsExactly(POD);
        assertThat(pod).doesNotExist();
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(root.resolve("data/tmp")).isEmptyDirectory();
    }

    @Test
    void leavesAPodThatIsBeingPrepared() throws IOException {
        Path pod = pod(ProcessOwner.current());

        assertThat(collect().isEmpty()).isTrue();
        assertThat(pod).exists();
    }

    @Test
    void removesWhatDeadProcessesLeftHalfMade() throws IOException {
        Path tmp = Files.createDirectories(root.resolve("data/tmp"));
        Path dead = Files.createDirectories(tmp.resolve("import-" + DEAD + "-x/deep/er"))
                .resolve("../..");
        Path alive = Files.createDirectories(tmp.resolve("import-" + ProcessOwner.current() + "-x"));
        Path foreign = Files.createDirectories(tmp.resolve("something"));

        assertThat(collect().temporaries()).hasSize(1);
        assertThat(dead).doesNotExist();
        assertThat(alive).exists();
        assertThat(foreign).exists();
    }

    @Test
    void finishesACollectionThatWasKilled() throws IOException {
        Path half = Files.createDirectories(root.resolve("data/tmp/collected." + POD + "-" + DEAD + "-x"));
        Path link = root.resolve("run/pods").resolve(POD);
        Files.createDirectories(link.resolveSibling(""));
        Files.createSymbolicLink(link, root.resolve("data/pods").resolve(POD));

        collect();

        assertThat(half).doesNotExist();
        assertThat(Files.isSymbolicLink(link)).isFalse();
    }

    private CollectionReport collect() {
        return new PodCollector(
                        new DataDirectory(root.resolve("data")),
                        new RuntimeDirectory(root.resolve("run")),
                        PluginRules.USUAL)
                .collect();
    }

    private Path pod(ProcessOwner owner) throws IOException {
        Path pod = Files.createDirectories(root.resolve("data/pods").resolve(POD));
        Files.writeString(pod.resolve("owner"), owner.toString());
        Files.createFile(pod.resolve("lock"));
        return pod;
    }
}
