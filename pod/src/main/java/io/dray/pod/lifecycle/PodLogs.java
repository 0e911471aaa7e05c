package io.dray.pod.lifecycle;

import io.dray.core.InvalidInputException;
import io.dray.linux.IoFailures;
import io.dray.pod.PodDirectory;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What the apps of a detached pod wrote, line by line, as s6-log keeps it: rotated, each line with its time. */
public final class PodLogs {
    /** {@code 2026-11-22 04:15:11.123456789}, in UTC. */
    private static final int STAMP_LENGTH = 29;

    private static final int SECONDS_LENGTH = "2026-11-22T04:15:11".length();

    private final PodRegistry pods;

    /** The logs of these pods. */
    public PodLogs(PodRegistry pods) {
        this.pods = pods;
    }

    /**
     * One line.
     *
     * @param time when it was written: date, blank and time of day in UTC with nine decimals; their order is that of texts
     * @param app the app that wrote it
     * @param text the line without its end
     */
    public record Line(String time, String app, String text) implements Comparable<Line> {
        @Override
        public int compareTo(Line other) {
            return time.compareTo(other.time);
        }
    }

    /**
     * The lines of a pod in the order of their times.
     *
     * @param app only this app's
     * @param after only those written later than this moment, in the spelling of {@link Line#time}; empty for all
     * @throws InvalidInputException if the pod keeps no logs, or has no such app
     */
    public List<Line> read(Pod pod, Optional<String> app, String after) {
        List<Line> lines = new ArrayList<>();
        boolean known = false;
        for (Pod.App each : pod.apps()) {
            if (app.isEmpty() || app.get().equals(each.name())) {
                known = true;
                readApp(new PodDirectory(pod.directory()), each.name(), after, lines);
            }
        }
        if (!known) {
            throw new InvalidInputException(
                    "pod \"" + pod.uuid() + "\" has no app " + app.orElse(""), "see 'dray list'");
        }
        Collections.sort(lines);
        return lines;
    }

    /** The pod as it is now; empty if it was removed. */
    public Optional<Pod> again(Pod pod) {
        for (Pod each : pods.list()) {
            if (each.uuid().equals(pod.uuid())) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private static void readApp(PodDirectory pod, String app, String after, List<Line> lines) {
        Path directory = pod.log(app);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith("@") || name.equals("current")) {
                    readFile(file, app, after, lines);
                }
            }
        } catch (NoSuchFileException e) {
            if (Files.exists(pod.services().resolve(app).resolve("log"))) {
                // its logger has not begun
                return;
            }
            throw new InvalidInputException(
                    "pod \"" + pod.uuid() + "\" keeps no logs: its output went to who ran it",
                    "a pod keeps its logs if it was started with --detach",
                    e);
        } catch (IOException e) {
            throw IoFailures.with("cannot read the log", directory, e);
        }
    }

    /** A moment in the spelling of {@link Line#time}. */
    public static String stamp(Instant time) {
        String text = time.toString();
        String fraction = text.indexOf('.') < 0 ? ".000000000" : text.substring(text.indexOf('.'), text.length() - 1);
        String seconds = text.substring(0, SECONDS_LENGTH).replace('T', ' ');
        return (seconds + fraction + "000000000").substring(0, STAMP_LENGTH);
    }

    private static void readFile(Path file, String app, String after, List<Line> lines) throws IOException {
        String text;
        try {
            Instant changed = Files.getLastModifiedTime(file).toInstant();
            // the clock of files is coarser than that of lines
            if (stamp(changed.plusSeconds(1)).compareTo(after) < 0) {
                return;
            }
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException _) {
            // rotated away meanwhile
            return;
        }
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            if (end - start >= STAMP_LENGTH) {
                String time = text.substring(start, start + STAMP_LENGTH);
                if (time.compareTo(after) > 0) {
                    int content = Math.min(start + STAMP_LENGTH + 2, end);
                    lines.add(new Line(time, app, text.substring(content, end)));
                }
            }
            start = end + 1;
        }
    }
}
