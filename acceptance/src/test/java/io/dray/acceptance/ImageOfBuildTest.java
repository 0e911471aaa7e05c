package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The images that a build stands on, while it runs. */
class ImageOfBuildTest {
    private static final String BASE = "example.com/acceptance/build-base";
    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    @Test
    void areNotRemovedUntilItHasEnded() throws Exception {
        TinyImage.named(BASE, directory.resolve("base")).fetch();
        Project project = Project.at(
                        directory.resolve("project"),
                        "name: example.com/acceptance/stands:1\naci:\n  dependencies:\n    - " + BASE + ":1\n")
                .script("runlevels/build/10.wait", "echo started", "sleep 6", "ls /bin/busybox");
        Path output = directory.resolve("output");
        Process build = Dray.start(output, "build", project.directory().toString());
        await().atMost(SOON).until(() -> Files.readString(output).contains("\nstarted\n"));

        Dray.Result refused = Dray.run("image", "rm", BASE);
        Dray.Result collected = Dray.run("image", "gc");

        assertThat(build.isAlive()).isTrue();
        Machine.assertRefusedInOneLine(refused, "cannot remove image sha512-.*: a running command uses it");
        assertThat(refused.out()).isEmpty();
        assertThat(collected.out() + collected.err()).doesNotContain(BASE);
        assertThat(build.waitFor()).as(Files.readString(output)).isZero();
        assertThat(project.archive()).exists();
        assertRemoved();
    }

    private static void assertRemoved() {
        Dray.Result removed = Dray.run("image", "rm", BASE);
        assertThat(removed.code()).as(removed.err()).isZero();
        assertThat(removed.out()).startsWith("successfully removed aci for image: ");
    }
}
