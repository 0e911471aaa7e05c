package io.dray.pod.lifecycle;

import io.dray.core.DataDirectory;
import io.dray.core.DrayException;
import io.dray.linux.Command;
import io.dray.linux.ProgramRunner;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The collection that is a part of every run: at most one in ten minutes and data directory, in a process of its own that nobody
 * waits for, of the lowest priority and for ten seconds at most. A collection that is killed is finished by the next one.
 *
 * <p>A run pays for it with a look at the time of one file, once its pod is on its way.
 */
public final class AutomaticCollection {
    /** How often what is left of killed commands is looked for. */
    static final Duration PAUSE = Duration.ofMinutes(10);

    /** How long what has exited can be looked at, from when a collection first saw it; and how long a prepared pod may wait. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final String LIMIT_SECONDS = "10";
    private static final String BACKGROUND =
            "exec timeout -k 1 \"$1\" nice -n 19 \"$0\" --dir=\"$2\" internal collect $3 </dev/null >/dev/null 2>&1";

    private final DataDirectory data;
    private final InstantSource clock;

    /** For one data directory. */
    public AutomaticCollection(DataDirectory data, InstantSource clock) {
        this.data = data;
        this.clock = clock;
    }

    /** Whether it is time for one. The first is due when the data directory is ten minutes old. */
    public boolean isDue() {
        try {
            Instant last = Files.getLastModifiedTime(mark()).toInstant();
            return last.plus(PAUSE).isBefore(clock.instant());
        } catch (NoSuchFileException _) {
            begin();
        } catch (IOException _) {
            // a run does not fail for want of it
        }
        return false;
    }

    /** Notes that one begins now, so that no other does. */
    public void begin() {
        try {
            Files.createFile(mark());
        } catch (FileAlreadyExistsException _) {
            touch();
        } catch (IOException _) {
            // a run does not fail for want of it
        }
    }

    /**
     * Starts one in the background.
     *
     * @param launcher the path of {@code bin/dray}
     * @param option of {@code internal collect}, or empty
     */
    public void start(String launcher, String option) {
        try {
            new ProgramRunner()
                    .run(Command.of(
                            "setsid",
                            "--fork",
                            "/bin/sh",
                            "-c",
                            BACKGROUND,
                            launcher,
                            LIMIT_SECONDS,
                            data.root().toString(),
                            option));
        } catch (DrayException _) {
            // a run does not fail for want of it
        }
    }

    /**
     * What it removes.
     *
     * @param sparesExited whether pods that have exited stay until somebody calls gc
     */
    public CollectionRules rules(boolean sparesExited) {
        return new CollectionRules(KEPT, KEPT, false, sparesExited, clock.instant());
    }

    private void touch() {
        try {
            Files.setLastModifiedTime(mark(), FileTime.from(clock.instant()));
        } catch (IOException _) {
            // another command may do it
        }
    }

    private Path mark() {
        return data.root().resolve("collected");
    }
}
