package io.dray.pod.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.core.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkeletonTest {
    private static final int AT_ONCE = 8;

    @TempDir
    Path directory;

    @Test
    void aPodWithoutNameServersHasNoPlaceForThem() throws IOException {
        Path busybox = Files.writeString(directory.resolve("busybox"), "#!/bin/sh\n");
        Skeleton plain = new Skeleton(new DataDirectory(directory.resolve("data")), busybox, false);

        assertThat(plain.tree().resolve("etc/resolv.conf")).doesNotExist();
        assertThat(plain.tree().resolve("etc/hosts")).isRegularFile();
        assertThat(plain.tree().resolve("etc/mtab")).isSymbolicLink();
    }

    @Test
    void firstStartsAtTheSameMomentShareOne() throws Exception {
        Path busybox = Files.writeString(directory.resolve("busybox"), "#!/bin/sh\n");
        DataDirectory data = new DataDirectory(directory.resolve("data"));
        CountDownLatch together = new CountDownLatch(AT_ONCE);
        Callable<Path> start = () -> {
            together.countDown();
            together.await();
            return new Skeleton(data, busybox, true).tree();
        };
        List<Path> trees = new ArrayList<>();
        try (ExecutorService starts = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Path> tree :
                    starts.invokeAll(List.of(start, start, start, start, start, start, start, start))) {
                trees.add(tree.get());
            }
        }

        assertThat(trees).hasSize(AT_ONCE).containsOnly(trees.getFirst());
        assertThat(trees.getFirst().resolve("etc/resolv.conf")).isRegularFile();
        try (Stream<Path> left = Files.list(data.temporary())) {
            assertThat(left).isEmpty();
        }
    }
}
