package io.dray.pod.volume;

import io.dray.core.AcName;
import io.dray.core.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A volume of a pod (appc spec, pods.md, "volumes"). */
public sealed interface Volume {
    /** How mounts refer to it. */
    String name();

    /** Who may write to it. */
    Access access();

    /** The same as rkt took it: links on the way to it are followed. */
    default Volume asRkt() {
        return this;
    }

    /** What is said of writing to a volume. */
    enum Access {
        /** Nothing: apps may, except at mount points of their images that are read-only. */
        UNSAID,
        /** No app may. */
        READ_ONLY,
        /** All may, whatever mount points say (rkt, "IsMountReadOnly"). */
        READ_WRITE;

        /** What somebody said, or did not say. */
        public static Access of(Optional<Boolean> readOnly) {
            return readOnly.isEmpty() ? UNSAID : readOnly.get() ? READ_ONLY : READ_WRITE;
        }

        /** Whether it cannot be written to at a mount point. */
        boolean isReadOnlyAt(boolean readOnlyPoint) {
            return this == READ_ONLY || (this == UNSAID && readOnlyPoint);
        }
    }

    /**
     * A file, directory or device of the host.
     *
     * @param name how mounts refer to it
     * @param source absolute path on the host
     * @param access who may write to it
     * @param recursive whether what is mounted below the source is seen too
     */
    record Host(String name, String source, Access access, boolean recursive) implements Volume {
        public Host {
            AcName.of(name);
            if (!source.startsWith("/")) {
                throw new InvalidInputException(
                        "the source " + source + " of volume \"" + name + "\" is not an absolute path",
                        "write source=" + Path.of(source).toAbsolutePath().normalize());
            }
        }

        /** What does not exist is refused later. */
        @Override
        public Volume asRkt() {
            try {
                return new Host(name, Path.of(source).toRealPath().toString(), access, recursive);
            } catch (IOException _) {
                return this;
            }
        }
    }

    /**
     * A directory that begins empty, is shared by the apps of the pod and goes with it.
     *
     * @param name how mounts refer to it
     * @param access who may write to it
     * @param mode permissions of the directory
     * @param uid its owner
     * @param gid its group
     */
    record Empty(String name, Access access, int mode, int uid, int gid) implements Volume {
        /** What the specification gives a directory of which nothing else is said. */
        public static final int DEFAULT_MODE = 0755;

        public Empty {
            AcName.of(name);
        }

        /** As the specification makes it when nothing else is said. */
        public static Empty named(String name) {
            return new Empty(name, Access.UNSAID, DEFAULT_MODE, 0, 0);
        }
    }
}
