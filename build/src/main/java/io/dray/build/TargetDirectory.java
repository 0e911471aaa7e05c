package io.dray.build;

import io.dray.core.AtomicFiles;
import io.dray.core.Digest;
import io.dray.core.DrayException;
import io.dray.core.EnvironmentException;
import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The results of a build in the project: {@code image.aci}, {@code manifest.json} and {@code version} as dgr wrote them, and
 * {@code build.json} that says what the archive was made from.
 *
 * @param directory usually {@code target} in the project
 */
record TargetDirectory(Path directory) {
    private static final String RECORD = "build.json";

    private static final String ASIDE = ".tmp";
    private static final int MAX_PID_LENGTH = 18;

    /**
     * What the archive in the directory is.
     *
     * @param key what it was made from
     * @param id its image ID
     * @param version the version of the image
     */
    record Built(String key, Digest id, String version) {}

    Path archive() {
        return directory.resolve("image.aci");
    }

    /** What the last build left; empty if there was none, or its archive is gone. */
    Optional<Built> built() {
        Path file = directory.resolve(RECORD);
        try {
            JsonObject fields =
                    Json.parse(file.toString(), Files.readAllBytes(file)).asObject(file.toString());
            return Files.isRegularFile(archive())
                    ? Optional.of(new Built(
                            text(fields, "key"), Digest.parse(text(fields, "imageID")), text(fields, "version")))
                    : Optional.empty();
        } catch (NoSuchFileException | InvalidInputException _) {
            // never built, or by another version of Dray
            return Optional.empty();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** Makes sure that results can be written, before minutes are spent on them; removes what a killed build left. */
    void prepare() {
        Path probe = directory.resolve(".probe." + ProcessHandle.current().pid() + ASIDE);
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectory(directory);
            }
            Files.deleteIfExists(probe);
            Files.createFile(probe);
            Files.delete(probe);
            for (Path file : SourceTree.entries(directory)) {
                if (isAbandoned(String.valueOf(file.getFileName()))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            String message = String.valueOf(
                    IoFailures.during("cannot write into " + directory, e).getMessage());
            throw new EnvironmentException(
                    message, "the results of a build go there; let it be a directory that can be written", e);
        }
    }

    /** Whether this names a file that was written aside, {@code .<name>.<pid>.tmp}, by a process that is gone. */
    static boolean isAbandoned(String name) {
        if (!name.startsWith(".") || !name.endsWith(ASIDE)) {
            return false;
        }
        String rest = name.substring(0, name.length() - ASIDE.length());
        String pid = rest.substring(rest.lastIndexOf('.') + 1);
        boolean isNumber =
                !pid.isEmpty() && pid.length() < MAX_PID_LENGTH && pid.chars().allMatch(Character::isDigit);
        return isNumber && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    /** Must be called before the archive is replaced: a record never speaks of another archive than the one beside it. */
    void begin() {
        try {
            Files.deleteIfExists(directory.resolve(RECORD));
        } catch (IOException e) {
            throw failure(directory, e);
        }
    }

    /** Writes what stands beside a finished archive. */
    void finish(byte[] manifest, ImageName name, Built built) {
        try {
            AtomicFiles.write(directory.resolve("manifest.json"), Json.writePretty(Json.parse("manifest", manifest)));
            AtomicFiles.write(directory.resolve("version"), name + "\n");
            JsonObject fields = JsonValue.object()
                    .put("key", built.key())
                    .put("imageID", built.id().toString())
                    .put("version", built.version())
                    .build();
            AtomicFiles.write(directory.resolve(RECORD), Json.writePretty(fields));
        } catch (IOException e) {
            throw failure(directory, e);
        }
    }

    private static String text(JsonObject fields, String name) {
        return fields.field(name)
                .orElseThrow(() -> new InvalidInputException(RECORD + ": '" + name + "' is missing"))
                .asString(name);
    }

    private static DrayException failure(Path path, IOException e) {
        return IoFailures.during("cannot use " + path, e);
    }
}
