package io.dray.pod.prepare;

import io.dray.core.OperationFailedException;
import io.dray.core.ProcessOwner;
import io.dray.linux.FileLock;
import io.dray.pod.PodDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * How a prepared pod comes to belong to one process, as the launcher does it, too: who holds its lock and still finds {@code
 * prepared} has it. That is removed last, so that the pod has an owner from the moment on which it waits no longer.
 */
public final class PreparedClaim {
    private PreparedClaim() {}

    /**
     * Claims the pod.
     *
     * @param owner who is to become it
     * @throws OperationFailedException if another process has it
     */
    public static void take(PodDirectory pod, ProcessOwner owner) throws IOException {
        Optional<FileLock> lock = FileLock.tryAcquire(pod.lock());
        if (lock.isEmpty()) {
            throw taken(pod);
        }
        try (FileLock _ = lock.get()) {
            if (!Files.exists(pod.prepared())) {
                throw taken(pod);
            }
            Files.writeString(pod.owner(), owner + "\n");
            Files.delete(pod.prepared());
        }
    }

    private static OperationFailedException taken(PodDirectory pod) {
        return new OperationFailedException(
                "cannot start pod \"" + pod.uuid() + "\": another process is starting it", "see 'dray status'");
    }
}
