package io.dray.build;

import io.dray.core.DataDirectory;
import io.dray.core.ProcessOwner;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends a build when its process is told to end, for instance by Ctrl-C: kills the script that runs, lets the build undo its
 * half-made step, and says one line. What it cannot undo in a moment is removed by the next build, or by {@code gc}.
 */
final class Interruption implements AutoCloseable {
    private static final int TRIES = 20;
    private static final long TRY_MILLIS = 50;

    private final DataDirectory data;
    private final BuildListener listener;
    private final Thread hook = new Thread(this::interrupt, "interruption");
    private final CountDownLatch undone = new CountDownLatch(1);
    private volatile boolean interrupted;

    private Interruption(DataDirectory data, BuildListener listener) {
        this.data = data;
        this.listener = listener;
    }

    /** Watches over the work until it is closed. */
    static Interruption watch(DataDirectory data, BuildListener listener) {
        Interruption interruption = new Interruption(data, listener);
        try {
            Runtime.getRuntime().addShutdownHook(interruption.hook);
        } catch (IllegalStateException _) {
            // the process is ending already, with nothing begun
            interruption.interrupted = true;
        }
        return interruption;
    }

    private void interrupt() {
        interrupted = true;
        try {
            boolean done = false;
            for (int tries = 0; !done && tries < TRIES; tries++) {
                // again and again: the build may be about to start the next program
                ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
                done = undone.await(TRY_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        removeOwnTemporaries();
        listener.progress("interrupted; the next build goes on after the last finished step");
    }

    private void removeOwnTemporaries() {
        Optional<ProcessOwner> self = Optional.of(ProcessOwner.current());
        for (Path temporary : SourceTree.entries(data.temporary())) {
            if (DataDirectory.ownerOf(temporary).equals(self)) {
                try {
                    Trees.delete(temporary);
                } catch (UncheckedIOException _) {
                    // still in use; whoever comes next will find that its owner is gone
                }
            }
        }
    }

    /** After an interruption this does not return: the process ends, and has said so. */
    @Override
    public void close() {
        undone.countDown();
        if (!interrupted) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
                return;
            } catch (IllegalStateException _) {
                // it ends just now
                interrupted = true;
            }
        }
        while (interrupted) {
            LockSupport.park(this);
        }
    }
}
