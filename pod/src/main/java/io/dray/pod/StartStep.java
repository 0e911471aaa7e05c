package io.dray.pod;

import java.util.List;

/**
 * A program that runs to its end in the app's container, as root, before the app starts; the start fails with it.
 *
 * @param phase when
 * @param what what runs, for the message: {@code script /dgr/runlevels/prestart-late/10.init.sh}
 * @param arguments program and arguments
 */
public record StartStep(Phase phase, String what, List<String> arguments) {
    public StartStep {
        arguments = List.copyOf(arguments);
    }

    /** When a step runs. */
    public enum Phase {
        /** Before the templates are rendered. */
        EARLY("prestart-early"),
        /** After the templates were rendered: the check commands of rendered files. */
        CHECK("check"),
        /** After all files were rendered and found good. */
        LATE("prestart-late");

        private final String directory;

        Phase(String directory) {
            this.directory = directory;
        }

        /** The directory below the app's in which the steps lie; for scripts also the name of their runlevel. */
        public String directory() {
            return directory;
        }
    }
}
