package io.dray.pod.stream;

import java.util.Locale;
import java.util.Optional;

/** Where a standard stream of an app leads, in rkt's words. */
public enum StreamMode {
    /** Nowhere. */
    NULL,
    /** Where the pod's output goes: to who ran it, or into the logs of a detached pod. */
    LOG,
    /** To whoever attaches. */
    STREAM,
    /** To a terminal of the app's own, and whoever attaches to that. */
    TTY,
    /** To the terminal of who runs the pod. */
    INTERACTIVE;

    /** The mode of this name; empty if there is none. */
    static Optional<StreamMode> of(String word) {
        for (StreamMode mode : values()) {
            if (mode.word().equals(word)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    /** The name as the command line and manifests write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether one can attach to it. */
    boolean isAttachable() {
        return this == STREAM || this == TTY;
    }
}
