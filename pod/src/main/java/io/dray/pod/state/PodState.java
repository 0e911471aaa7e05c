package io.dray.pod.state;

import java.util.Locale;

/** What a pod is doing; derived from its directory, its lock and its control group each time, and stored nowhere. */
public enum PodState {
    /** It is being set up, its prestart scripts included. */
    PREPARING,
    /** Whoever set it up is gone, and no app was started. */
    ABANDONED,
    /** It is ready to be started by {@code run-prepared}. */
    PREPARED,
    /** Its apps run. */
    RUNNING,
    /** All that supervised it is gone, yet processes of its apps live on. */
    ORPHANED,
    /** All its apps have ended. */
    EXITED,
    /** It has exited, and {@code gc} has marked it to be removed once the time of grace is over. */
    EXITED_GARBAGE;

    /**
     * The state of a pod.
     *
     * @param locked whether any process holds the pod's lock
     * @param started whether its apps were started
     * @param launcherAlive whether the process that is to become the pod, or is it, lives
     * @param populated whether processes live in its control group
     */
    static PodState of(boolean locked, boolean started, boolean launcherAlive, boolean populated) {
        if (!started) {
            return launcherAlive ? PREPARING : ABANDONED;
        }
        if (locked) {
            return RUNNING;
        }
        return populated ? ORPHANED : EXITED;
    }

    /** The name as listings print it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether {@code gc} may remove a pod in this state. */
    public boolean isCollectable() {
        return switch (this) {
            case ABANDONED, ORPHANED, EXITED, EXITED_GARBAGE -> true;
            case PREPARING, PREPARED, RUNNING -> false;
        };
    }

    /** Whether all its apps have ended. */
    public boolean hasExited() {
        return this == EXITED || this == EXITED_GARBAGE;
    }
}
