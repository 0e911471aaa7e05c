package io.dray.pod.lifecycle;

import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something that happened to a pod or to one of its apps.
 *
 * @param time when
 * @param kind what
 * @param uuid the pod
 * @param name what people call the pod
 * @param app the app, if it is about one
 * @param exitCode how the app ended, if it did
 */
public record PodEvent(
        Instant time, Kind kind, String uuid, Optional<String> name, Optional<String> app, OptionalInt exitCode) {
    /** What can happen, in the order in which it does. */
    public enum Kind {
        /** The pod was planned, or an app has joined it. */
        CREATED,
        /** Its apps were started, or one that has joined it. */
        STARTED,
        /** The kernel killed an app for want of memory. */
        OOM,
        /** An app ended and was started again. */
        RESTARTED,
        /** An app ended. */
        EXITED,
        /** All that supervised the pod was killed. */
        KILLED,
        /** The pod's directory was removed, or an app of it. */
        REMOVED;

        /** As it is printed. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The order of time; what happened at the same moment, in the order of its kinds. */
    static final Comparator<PodEvent> BY_TIME =
            Comparator.comparing(PodEvent::time).thenComparing(PodEvent::kind).thenComparing(PodEvent::uuid);
}
