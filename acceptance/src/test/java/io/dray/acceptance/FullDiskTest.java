package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data directory without room, in a mount namespace of the test's own. */
class FullDiskTest {
    private static final String IMAGE = "example.com/acceptance/full-disk";

    @TempDir
    Path directory;

    private Path archive;

    @BeforeEach
    void makeImage() throws IOException {
        archive = TinyImage.named(IMAGE, directory.resolve("image")).archive();
    }

    @Test
    void aFetchThatFindsNoRoomSaysSoAndLeavesNothing() {
        Dray.Result result =
                onDisk("1m", "fetch; code=$?; dray image list --no-legend; find $data/tmp -mindepth 1; exit $code");

        assertThat(result.code()).isEqualTo(254);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .containsIgnoringCase("no space left on device")
                .contains("free some space with 'dray gc', or choose another place with --dir");
    }

    @Test
    void aStartThatFindsNoRoomSaysSoAndLeavesNothing() {
        Dray.Result result = onDisk("8m", """
                fetch 2>/dev/null && fill
                dray run --net=none %s --exec=/bin/echo -- hello; code=$?
                find $data/tmp $data/pods -mindepth 1
                exit $code""".formatted(IMAGE));

        assertThat(result.code()).isEqualTo(254);
        assertThat(result.out()).startsWith("sha512-").doesNotContain("hello").hasLineCount(1);
        assertThat(result.err())
                .contains("no space left on device")
                .contains("free some space with 'dray gc', or choose another place with --dir");
    }

    @Test
    void anAppThatFillsTheDiskEndsByItselfAndIsCollected() {
        Dray.Result result = onDisk("8m", """
                fetch 2>/dev/null
                dray run --net=none %s --exec=/bin/sh -- -c 'cat /dev/zero >/big; echo ended $?; exit 7'; code=$?
                dray gc --grace-period=0s >/dev/null
                find $data/tmp $data/pods -mindepth 1
                exit $code""".formatted(IMAGE));

        assertThat(result.code()).isEqualTo(7);
        assertThat(result.out().lines().toList()).hasSize(2).endsWith("ended 1");
        assertThat(result.err())
                .contains("cat: write error: No space left on device")
                .doesNotContain("become-pod");
    }

    /** A shell that knows {@code dray}, {@code fetch} for the image, and {@code fill} for the disk. */
    private Dray.Result onDisk(String size, String script) {
        return Dray.program(
                "unshare",
                "-m",
                "--propagation",
                "private",
                "sh",
                "-c",
                """
                data=$1; program=$2; archive=$3
                mkdir "$data" && mount -t tmpfs -o mode=755,size=%s none "$data" || exit
                dray() { "$program" --dir="$data" "$@"; }
                fetch() { dray --insecure-options=image fetch "$archive"; }
                fill() { dd if=/dev/zero of="$data/fill" bs=64k 2>/dev/null || :; }
                %s""".formatted(size, script),
                "sh",
                directory.resolve("data").toString(),
                Dray.HOME.resolve("bin/dray").toString(),
                archive.toString());
    }
}
