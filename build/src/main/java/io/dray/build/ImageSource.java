package io.dray.build;

import io.dray.attributes.SourceFile;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory that an image is built from, by dgr's conventions: {@code aci-manifest.yml}, {@code runlevels/<level>/},
 * {@code files/}, {@code templates/}, {@code attributes/}. Reading it changes nothing in it.
 *
 * @param project the directory
 * @param manifest the manifest as it is before the build, its first rendering
 * @param text the manifest's text, a template
 */
public record ImageSource(Path project, SourceManifest manifest, String text) {
    private static final String MANIFEST = "aci-manifest.yml";
    private static final String POD_MANIFEST = "pod-manifest.yml";

    /**
     * Reads and checks a source.
     *
     * @throws MissingException if the directory is no image source
     * @throws InvalidInputException for a manifest that is malformed, with file and line
     */
    public static ImageSource read(Path project) {
        if (!Files.isDirectory(project)) {
            String what = Files.exists(project) ? "it is not a directory" : "there is no such directory";
            throw new MissingException("cannot build " + project + ": " + what);
        }
        Path file = project.resolve(MANIFEST);
        if (!Files.exists(file) && Files.exists(project.resolve(POD_MANIFEST))) {
            throw new InvalidInputException(
                    "cannot build " + project + ": it is the source of a pod, not of an image",
                    "build the images of its apps one by one");
        }
        if (!Files.exists(file)) {
            throw new MissingException(
                    "cannot build " + project + ": there is no " + MANIFEST + " in it",
                    "name the directory of an image source, or begin one with a line such as"
                            + " 'name: example.com/image' in " + MANIFEST);
        }
        String text = readText(file);
        return new ImageSource(
                project, SourceManifest.read(file.toString(), ManifestTemplate.before(file.toString(), text)), text);
    }

    /** The manifest as it is after the build, rendered with the attributes that scripts of the build wrote. */
    SourceManifest afterBuild(List<SourceFile> attributes) {
        String file = project.resolve(MANIFEST).toString();
        return SourceManifest.read(file, ManifestTemplate.after(file, text, attributes));
    }

    /** The directory of a runlevel's scripts; it need not exist. */
    Path runlevel(Runlevel runlevel) {
        return project.resolve("runlevels").resolve(runlevel.directory());
    }

    /** The scripts of a runlevel in the order in which they run: the plain files directly in its directory. */
    List<Path> scripts(Runlevel runlevel) {
        return SourceTree.entries(runlevel(runlevel)).stream()
                .filter(Files::isRegularFile)
                .toList();
    }

    /** Files that go into the image as they are. */
    Path files() {
        return project.resolve("files");
    }

    /** Templates that are rendered when the image starts. */
    Path templates() {
        return project.resolve("templates");
    }

    /** The image's default attributes. */
    Path attributes() {
        return project.resolve("attributes");
    }

    /** Where the results go. */
    Path target() {
        return project.resolve("target");
    }

    /** What is odd about it: one line each. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Path directory : SourceTree.entries(project.resolve("runlevels"))) {
            try {
                Runlevel.ofDirectory(String.valueOf(directory.getFileName()));
            } catch (InvalidInputException e) {
                String hint = e.hint().map(text -> "; " + text).orElse("");
                warnings.add(directory + " is ignored: " + e.getMessage() + hint);
            }
        }
        return List.copyOf(warnings);
    }

    private static String readText(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw IoFailures.during("cannot read " + file, e);
        }
    }
}
