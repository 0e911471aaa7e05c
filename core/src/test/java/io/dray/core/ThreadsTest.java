package io.dray.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    @Test
    void anInterruptedThreadWaitsForTheEndAndIsInterruptedStill() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Thread other = Thread.ofPlatform().start(() -> {
            begun.countDown();
            while (!Thread.interrupted()) {
                Thread.onSpinWait();
            }
        });
        begun.await();
        Thread waiting = Thread.currentThread();
        Thread.ofPlatform().start(() -> {
            while (waiting.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            waiting.interrupt();
            other.interrupt();
        });

        Threads.awaitEnd(other);

        assertThat(other.isAlive()).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }
}
