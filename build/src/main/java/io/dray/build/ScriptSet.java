package io.dray.build;

import io.dray.image.tree.LayeredTree;
import io.dray.image.tree.LayeredTree.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The scripts of one runlevel that run in a step.
 *
 * @param runlevel the runlevel
 * @param files the scripts in the order in which they run
 * @param directory all that lies beside them, for instance what they source; empty for scripts of an image
 */
record ScriptSet(Runlevel runlevel, List<Path> files, Optional<Path> directory) {
    ScriptSet {
        files = List.copyOf(files);
    }

    /** The project's own scripts. */
    static ScriptSet of(ImageSource source, Runlevel runlevel) {
        return new ScriptSet(runlevel, source.scripts(runlevel), Optional.of(source.runlevel(runlevel)));
    }

    /** The scripts that an image, with all it depends on, brings for its children. */
    static ScriptSet inherited(Optional<LayeredTree> image, Runlevel runlevel) {
        List<Path> files = new ArrayList<>();
        if (image.isPresent()) {
            for (Entry entry : image.get().list("/dgr/runlevels/" + runlevel.directory())) {
                if (entry.isFile()) {
                    files.add(entry.physical());
                }
            }
        }
        return new ScriptSet(runlevel, files, Optional.empty());
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** What the result of running them depends on. */
    void addTo(StepKey key) {
        key.with("runlevel", runlevel.directory());
        for (Path file : files) {
            key.with("script", String.valueOf(file.getFileName())).with("content", content(file));
        }
        directory.ifPresent(beside -> key.with("directory", SourceTree.digest(beside, Set.of())));
    }

    /** Whether any of the scripts has one of these words in it. */
    boolean mentions(List<String> words) {
        for (Path file : files) {
            String text = new String(content(file), StandardCharsets.ISO_8859_1);
            if (words.stream().anyMatch(text::contains)) {
                return true;
            }
        }
        return false;
    }

    /** Makes executable copies; the user's own files are never changed. */
    void copyTo(Path target) {
        if (directory.isPresent()) {
            Trees.copyScripts(directory.get(), target);
            return;
        }
        Trees.directory(target);
        try {
            for (Path file : files) {
                Path copy = target.resolve(file.getFileName());
                Files.copy(file, copy);
                Trees.setMode(copy, Trees.EXECUTABLE_MODE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The paths of the scripts if they lie in this directory of the container. */
    List<String> pathsIn(String containerDirectory) {
        return files.stream()
                .map(file -> containerDirectory + "/" + file.getFileName())
                .toList();
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
