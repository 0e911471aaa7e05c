package io.dray.image.unpack;

import io.dray.core.InvalidInputException;
import io.dray.core.OperationFailedException;
import io.dray.linux.ByteString;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Small files that another thread writes while the archive is read on: half of the time goes into making files, and the kernel
 * makes files of different directories at the same time. Everything is done in the order in which it came. For one thread that
 * adds.
 */
final class FileQueue implements AutoCloseable {
    /** Bytes of a file that is worth a place in the queue; larger ones keep their writer busy for longer than they wait. */
    static final int MAX_SIZE = 64 * 1024;

    private static final int LENGTH = 64;
    private static final ByteString NO_ENTRY = ByteString.of("");

    /** Something to be done in the other thread. */
    interface Work {
        /** Does it. */
        void run() throws IOException;
    }

    private record Job(ByteString entry, Work work, boolean last) {}

    private static final Job END = new Job(NO_ENTRY, () -> {}, true);

    private final BlockingQueue<Job> jobs = new ArrayBlockingQueue<>(LENGTH);
    private @Nullable Thread worker;
    private boolean waiting;
    private volatile @Nullable Throwable failure;

    /**
     * Leaves work to the other thread, unless it has enough.
     *
     * @param entry the name in the archive, for what went wrong
     * @return false if the caller has to do it; it may do so at once
     */
    boolean offer(ByteString entry, Work work) throws IOException {
        check();
        if (worker == null) {
            worker = Thread.ofPlatform().daemon().name("files").start(this::work);
        }
        boolean taken = jobs.offer(new Job(entry, work, false));
        waiting |= taken;
        return taken;
    }

    /** Does something after everything that was added before, and before all that follows. */
    void afterwards(Work work) throws IOException {
        if (waiting) {
            put(new Job(NO_ENTRY, work, false));
        } else {
            work.run();
        }
    }

    /**
     * Waits for everything that was added.
     *
     * @throws InvalidInputException if an entry was at fault; its name is part of the message
     */
    void await() throws IOException {
        if (waiting) {
            CountDownLatch reached = new CountDownLatch(1);
            put(new Job(NO_ENTRY, reached::countDown, false));
            try {
                reached.await();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            waiting = false;
        }
        check();
    }

    private void check() throws IOException {
        Throwable cause = failure;
        if (cause == null) {
            return;
        }
        switch (cause) {
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new IllegalStateException("a file could not be written", cause);
        }
    }

    private void put(Job job) {
        try {
            jobs.put(job);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static RuntimeException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new OperationFailedException("interrupted while an archive was unpacked", null, e);
    }

    /** What fails does not keep the rest from being done: files are made in vain, but handles are closed. */
    private void work() {
        boolean ended = false;
        while (!ended) {
            try {
                Job job = jobs.take();
                ended = job.last;
                run(job);
            } catch (InterruptedException _) {
                ended = true;
            }
        }
    }

    private void run(Job job) {
        try {
            job.work.run();
        } catch (InvalidInputException e) {
            fail(new InvalidInputException(
                    EntryLoop.ENTRY + job.entry.brief() + ": " + e.getMessage(),
                    e.hint().orElse(null),
                    e));
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** Waits, whatever happens: the handles that the other thread uses are about to be closed. */
    @Override
    public void close() {
        Thread running = worker;
        if (running == null) {
            return;
        }
        boolean interrupted = false;
        boolean told = false;
        while (running.isAlive()) {
            try {
                if (!told) {
                    jobs.put(END);
                    told = true;
                }
                running.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
