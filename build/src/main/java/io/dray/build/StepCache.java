package io.dray.build;

import io.dray.core.AtomicFiles;
import io.dray.core.DataDirectory;
import io.dray.core.EnvironmentException;
import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.linux.Command;
import io.dray.linux.ProgramRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Results of build steps by what they were made from: {@code steps/<key>/{tree,attributes,step.json}}. A step appears by the
 * rename of a finished directory, so one that can be seen is whole. Used under the {@link BuildLock} of the image.
 */
final class StepCache {
    /** Of each kind of step of one image, so many of the last used are kept. */
    private static final int KEPT = 3;

    private static final String DESCRIPTION = "step.json";

    private final DataDirectory data;
    private final ProgramRunner programs;
    private final InstantSource clock;

    StepCache(DataDirectory data, ProgramRunner programs, InstantSource clock) {
        this.data = data;
        this.programs = programs;
        this.clock = clock;
    }

    /** The step of this key, which counts as used now. */
    Optional<Step> find(String key) {
        Path directory = data.steps().resolve(key);
        Path description = directory.resolve(DESCRIPTION);
        if (!Files.isRegularFile(description)) {
            return Optional.empty();
        }
        try {
            Files.setLastModifiedTime(description, FileTime.from(clock.instant()));
        } catch (IOException e) {
            throw failure("use", directory, e);
        }
        return Optional.of(new Step(key, directory));
    }

    /** A place for a new step: an empty tree, and an overlay work directory beside it. */
    Draft begin() {
        Path directory = data.newTemporary("step");
        Trees.directory(directory.resolve("tree"));
        Trees.directory(directory.resolve("attributes"));
        Trees.directory(directory.resolve("work"));
        return new Draft(directory);
    }

    /** Makes a finished draft the step of this key; if another build was faster, its result is taken. */
    Step publish(Draft draft, String key, ImageName image, String kind) {
        Path target = DataDirectory.create(data.steps()).resolve(key);
        try {
            Trees.delete(draft.work());
            JsonObject description = JsonValue.object()
                    .put("image", image.identifier().value())
                    .put("kind", kind)
                    .put("created", clock.instant().toString())
                    .build();
            Path file = draft.directory().resolve(DESCRIPTION);
            Files.writeString(file, Json.writePretty(description));
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            // one call for the whole tree, which was written without any (overlay option "volatile")
            programs.require(
                    Command.of("sync", "--file-system", draft.directory().toString()));
            place(draft, target);
        } catch (IOException e) {
            throw failure("keep", target, e);
        }
        return new Step(key, target);
    }

    /** A step that is there is never replaced: another build may stand on it. */
    private static void place(Draft draft, Path target) throws IOException {
        try {
            AtomicFiles.rename(draft.directory(), target);
        } catch (IOException e) {
            if (!Files.isRegularFile(target.resolve(DESCRIPTION))) {
                throw e;
            }
            Trees.delete(draft.directory());
        }
    }

    /** Removes all but the last used steps of each kind of an image. */
    void prune(ImageName image) {
        Map<String, List<Used>> byKind = new TreeMap<>();
        for (Path directory : SourceTree.entries(data.steps())) {
            lastUse(directory, image)
                    .ifPresent(used -> byKind.computeIfAbsent(used.kind(), _ -> new ArrayList<>())
                            .add(used));
        }
        for (List<Used> used : byKind.values()) {
            used.sort(Comparator.comparing(Used::time).reversed());
            used.stream().skip(KEPT).forEach(old -> discard(old.directory()));
        }
    }

    private record Used(Path directory, String kind, FileTime time) {}

    private static Optional<Used> lastUse(Path directory, ImageName image) {
        Path description = directory.resolve(DESCRIPTION);
        String file = description.toString();
        try {
            JsonObject fields =
                    Json.parse(file, Files.readAllBytes(description)).asObject(file);
            boolean same = fields.field("image")
                    .equals(Optional.of(JsonValue.of(image.identifier().value())));
            Optional<JsonValue> kind = fields.field("kind");
            return same && kind.isPresent()
                    ? Optional.of(
                            new Used(directory, kind.get().asString(file), Files.getLastModifiedTime(description)))
                    : Optional.empty();
        } catch (IOException | InvalidInputException _) {
            // not a step of this version of Dray; a build of its own kind will deal with it
            return Optional.empty();
        }
    }

    /** A removal that is interrupted must not leave half a step under its key. */
    private void discard(Path step) {
        Path aside = data.newTemporary("old-step");
        try {
            AtomicFiles.rename(step, aside.resolve("step"));
        } catch (IOException e) {
            throw failure("remove", step, e);
        }
        Trees.delete(aside);
    }

    private static EnvironmentException failure(String verb, Path step, IOException e) {
        return new EnvironmentException("cannot " + verb + " the build step " + step + ": " + e.getMessage(), null, e);
    }

    /**
     * A step that is being made; it belongs to this process until it is published.
     *
     * @param directory its temporary place
     */
    record Draft(Path directory) {
        Path tree() {
            return directory.resolve("tree");
        }

        Path work() {
            return directory.resolve("work");
        }

        Path attributes() {
            return directory.resolve("attributes");
        }
    }
}
