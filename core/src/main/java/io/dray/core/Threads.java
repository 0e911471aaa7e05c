package io.dray.core;

/** Waiting for threads. */
public final class Threads {
    private Threads() {}

    /**
     * Waits until a thread has ended, also if this one is interrupted meanwhile, which it then still is: for what the other one
     * uses and this one is about to take away.
     */
    public static void awaitEnd(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
