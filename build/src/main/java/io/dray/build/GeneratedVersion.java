package io.dray.build;

import io.dray.linux.Command;
import io.dray.linux.ProgramResult;
import io.dray.linux.ProgramRunner;
import io.dray.linux.Programs;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** What git and the clock know about a project that does not name its version. */
final class GeneratedVersion {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd.HHmmss", Locale.ROOT);

    private final ProgramRunner programs;
    private final Path project;

    GeneratedVersion(ProgramRunner programs, Path project) {
        this.programs = programs;
        this.project = project;
    }

    /** dgr's form: local time, then {@code -v} and the short commit if the project lies in a git work tree. */
    String at(Instant now, ZoneId zone) {
        String time = TIME.format(now.atZone(zone));
        return git("rev-parse", "--short", "HEAD")
                .map(commit -> time + "-v" + commit)
                .orElse(time);
    }

    /**
     * The time that no file of the image may be younger than, so that the same sources give the same image:
     * {@code SOURCE_DATE_EPOCH} (reproducible-builds.org), else that of the last commit; empty outside of git.
     */
    Optional<Instant> newestFileTime(Optional<String> sourceDateEpoch) {
        Optional<String> seconds = sourceDateEpoch.or(() -> git("log", "-1", "--format=%ct", "HEAD"));
        try {
            return seconds.map(text -> Instant.ofEpochSecond(Long.parseLong(text.strip())));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private Optional<String> git(String... arguments) {
        if (Programs.find("git").isEmpty()) {
            return Optional.empty();
        }
        ProgramResult result = programs.run(Command.of("git", arguments).withDirectory(project));
        String output = result.output().strip();
        return result.isSuccess() && !output.isEmpty() ? Optional.of(output) : Optional.empty();
    }
}
