package io.dray.pod.volume;

import io.dray.core.AcName;

/** A volume of a pod (appc spec, pods.md, "volumes"). */
public sealed interface Volume {
    /** How mounts refer to it. */
    String name();

    /** Whether no app may write to it. */
    boolean readOnly();

    /**
     * A file, directory or device of the host.
     *
     * @param name how mounts refer to it
     * @param source absolute path on the host
     * @param readOnly whether no app may write to it
     * @param recursive whether what is mounted below the source is seen too
     */
    record Host(String name, String source, boolean readOnly, boolean recursive) implements Volume {
        public Host {
            AcName.of(name);
        }
    }

    /**
     * A directory that begins empty, is shared by the apps of the pod and goes with it.
     *
     * @param name how mounts refer to it
     * @param readOnly whether no app may write to it
     * @param mode permissions of the directory
     * @param uid its owner
     * @param gid its group
     */
    record Empty(String name, boolean readOnly, int mode, int uid, int gid) implements Volume {
        /** What the specification gives a directory of which nothing else is said. */
        public static final int DEFAULT_MODE = 0755;

        public Empty {
            AcName.of(name);
        }

        /** As the specification makes it when nothing else is said. */
        public static Empty named(String name) {
            return new Empty(name, false, DEFAULT_MODE, 0, 0);
        }
    }
}
