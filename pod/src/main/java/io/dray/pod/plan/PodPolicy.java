package io.dray.pod.plan;

/**
 * How a pod lives beside its caller, and goes on when its apps end.
 *
 * @param onAppExit what the failure of one app means to the others
 * @param restart which apps are started again
 * @param detached whether the apps' output is kept in logs, because nobody waits for it
 * @param labelled whether each line of output begins with its time and its app, as rkt's did
 * @param sharesIpc whether its apps have the caller's System V IPC objects and message queues instead of their own
 * @param sharesProcesses whether its apps see and may signal each other's processes
 */
public record PodPolicy(
        OnAppExit onAppExit,
        Restart restart,
        boolean detached,
        boolean labelled,
        boolean sharesIpc,
        boolean sharesProcesses) {
    /** What rkt does. */
    public static final PodPolicy DEFAULT = new PodPolicy(OnAppExit.STOP_POD, Restart.NO, false, false, false, false);

    /** What the failure of one app means to the others. */
    public enum OnAppExit {
        /** They are stopped. */
        STOP_POD,
        /** They go on; the pod ends with the last of them. */
        IGNORE,
        /** The pod is mutable: apps come and go, and it goes on also without any. */
        STAY
    }

    /** Which apps are started again when they end. */
    public enum Restart {
        /** None. */
        NO,
        /** Those that failed. */
        ON_FAILURE,
        /** All, until the pod is stopped. */
        ALWAYS
    }

    /** Whether apps come and go in it. */
    public boolean isMutable() {
        return onAppExit == OnAppExit.STAY;
    }

    /** The same for a pod that has this app among others. */
    public PodPolicy restarting(Restart other) {
        return new PodPolicy(onAppExit, other, detached, labelled, sharesIpc, sharesProcesses);
    }

    /** Whether a single app needs a supervisor of its own. */
    public boolean needsSupervisor() {
        return detached || restart != Restart.NO || isMutable();
    }
}
