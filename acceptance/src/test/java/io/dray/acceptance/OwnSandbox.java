package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that each have a mutable pod of their own, of which nothing is left afterwards. */
abstract class OwnSandbox {
    @TempDir
    Path directory;

    String uuid = "";

    private final String pod;

    /** @param pod the name of the pod */
    OwnSandbox(String pod) {
        this.pod = pod;
    }

    @BeforeEach
    void start() {
        Dray.Result started = Dray.run("app", "sandbox", "--detach", "--net=none", "--name=" + pod);
        assertThat(started.code()).as(started.err()).isZero();
        uuid = started.out().strip();
    }

    @AfterEach
    void remove() throws IOException {
        Dray.run("stop", "--force", uuid);
        Dray.run("rm", uuid);
        HostState left = HostState.now();
        assertThat(left.mounts()).noneMatch(mount -> mount.contains(uuid));
        assertThat(left.cgroups()).noneMatch(group -> group.contains(uuid));
        assertThat(left.runtime()).noneMatch(container -> container.contains(uuid));
        assertThat(left.data()).noneMatch(entry -> entry.contains(uuid));
    }
}
