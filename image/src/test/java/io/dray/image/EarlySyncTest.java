package io.dray.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EarlySyncTest {
    private static final long MEBIBYTE = 1 << 20;

    @Test
    void isNotWorthItForLittle() throws IOException {
        AtomicInteger runs = new AtomicInteger();
        try (EarlySync early = new EarlySync(runs::incrementAndGet)) {
            early.reached(MEBIBYTE);
            early.finish();
        }
        assertThat(runs).hasValue(0);
    }

    @Test
    void runsOnceAtATime() throws IOException {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        try (EarlySync early = new EarlySync(() -> {
            runs.incrementAndGet();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        })) {
            for (int i = 0; i < 10; i++) {
                early.reached(i * 100L * MEBIBYTE);
            }
            go.countDown();
            early.finish();
            early.reached(2000 * MEBIBYTE);
        }
        assertThat(runs).hasValue(2);
    }

    @Test
    void saysAtTheEndWhatFailed() {
        try (EarlySync early = new EarlySync(() -> {
            throw new IOException("the disk is broken");
        })) {
            early.reached(100 * MEBIBYTE);
            assertThatThrownBy(early::finish).isInstanceOf(IOException.class).hasMessage("the disk is broken");
        }
    }
}
