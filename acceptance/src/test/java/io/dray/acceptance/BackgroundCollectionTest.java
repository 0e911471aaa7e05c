package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run removes by the way: at most every ten minutes, in the background, and never what somebody may look at. */
class BackgroundCollectionTest {
    private static final String IMAGE = "example.com/rkt/background";
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final long LIMIT_MILLIS = 60_000;

    @TempDir
    Path directory;

    @Test
    void aRunRemovesWhatAKilledCommandLeftAndNoPodThatHasExited() throws Exception {
        Rkt rkt = Rkt.in(directory);
        rkt.fetch(TinyImage.named(IMAGE, directory.resolve("image")).running("exit 0"));
        Path data = directory.resolve("data");
        assertThat(rkt.line("run --net=none " + IMAGE).code()).isZero();
        String exited = rkt.line("list --full --no-legend").out().split("\t", -1)[0];
        Path left = Files.createDirectories(data.resolve("tmp/pod-999999999.1.00000000-1"));

        // not yet: the data directory is new
        assertThat(rkt.line("run --net=none --set-env=A=1 " + IMAGE).code()).isZero();
        assertThat(left).exists();

        Files.setLastModifiedTime(
                data.resolve("collected"), FileTime.from(Instant.now().minus(AN_HOUR)));
        assertThat(rkt.line("run --net=none --set-env=A=2 " + IMAGE).code()).isZero();

        await(left);
        assertThat(Files.getLastModifiedTime(data.resolve("collected")).toInstant())
                .isAfter(Instant.now().minus(AN_HOUR));
        assertThat(rkt.line("status " + exited).out()).startsWith("state=exited\n");
        rkt.collect();
    }

    private static void await(Path gone) throws InterruptedException {
        long end = System.currentTimeMillis() + LIMIT_MILLIS;
        while (Files.exists(gone) && System.currentTimeMillis() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(gone).doesNotExist();
    }
}
