package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rkt's {@code image gc} took away, and what it left to pods. */
class RktImageGcTest {
    private static final String NAME = "example.com/acceptance/rkt-image-gc";
    private static final String REMOVED = "gc: 1 image(s) successfully removed\n";

    @TempDir
    private static Path shared;

    private static Path archive;

    @TempDir
    private Path directory;

    private Machine machine;
    private String key;

    @BeforeAll
    static void make() throws IOException {
        archive = TinyImage.named(NAME, shared.resolve("image"))
                .running("echo hello; echo kept >/kept")
                .archive();
    }

    @BeforeEach
    void fetch() throws IOException {
        machine = Machine.in(directory);
        key = rkt("--insecure-options=image", "fetch", "--full", archive.toString())
                .out()
                .strip();
    }

    private Dray.Result rkt(String... arguments) throws IOException {
        Dray.Result result = machine.rkt(arguments);
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    private String listed() throws IOException {
        return rkt("image", "list", "--no-legend", "--full", "--fields=size")
                .out()
                .strip();
    }

    @Test
    void anImageIsSmallerWithoutTheTreeThatNoPodHas() throws IOException {
        String rendered = listed();
        String packed = Long.toString(Files.size(archive));

        assertThat(rkt("image", "gc").err()).isEqualTo("gc: removed treestore \"deps-" + key + "\"\n");
        assertThat(listed()).isEqualTo(packed);
        assertThat(rkt("image", "gc").err()).isEmpty();

        rkt("run", "--net=none", NAME);
        assertThat(listed()).isEqualTo(rendered);
        assertThat(rkt("image", "gc").err()).isEmpty();
        assertThat(listed()).isEqualTo(rendered);

        rkt("gc", "--grace-period=0s");
        assertThat(rkt("image", "gc").err()).contains("removed treestore");
        assertThat(listed()).isEqualTo(packed);
    }

    @Test
    void podsNeedNoImageOnceTheyAreMade() throws IOException {
        String pod = rkt("prepare", "--net=none", NAME).out().strip();
        assertThat(rkt("image", "gc", "--grace-period=0s").err()).isEqualTo(REMOVED);
        assertThat(listed()).isEmpty();

        assertThat(rkt("run-prepared", pod).out()).endsWith(" hello\n");
        rkt("image", "gc", "--grace-period=0s");
        Path exported = directory.resolve("exported.aci");
        rkt("export", pod, exported.toString());
        assertThat(Dray.program("tar", "-xOf", exported.toString(), "rootfs/kept")
                        .out())
                .isEqualTo("kept\n");
        assertThat(Dray.program("tar", "-tf", exported.toString()).out()).contains("rootfs/bin/busybox\n");

        rkt("gc", "--grace-period=0s");
        assertThat(rkt("image", "gc").err()).isEqualTo("gc: removed treestore \"deps-" + key + "\"\n");
        assertThat(machine.data().resolve("layers")).isEmptyDirectory();
    }

    @Test
    void theImageOfAPodThatRunsIsKept() throws IOException {
        Path uuid = directory.resolve("uuid");
        Process running = machine.startSleeping(NAME, uuid);

        for (String grace : List.of("24h", "0s")) {
            assertThat(rkt("image", "gc", "--grace-period=" + grace).err()).isEmpty();
        }
        assertThat(listed()).isNotEmpty();

        rkt("stop", "--force", "--uuid-file=" + uuid);
        running.onExit().join();
        assertThat(rkt("image", "gc", "--grace-period=0s").err()).isEqualTo(REMOVED);
        rkt("gc", "--grace-period=0s");
    }
}
