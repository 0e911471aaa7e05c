package io.dray.build;

import io.dray.core.InvalidInputException;
import io.dray.image.tree.LayeredTree;
import io.dray.image.tree.LayeredTree.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Copies parts of a project into a layer of their own, as {@code cp -R} would copy them into the image: everything belongs to
 * root, a directory that the image has keeps its owner and permissions, and a link to a directory is gone through.
 */
final class FilesStep {
    private static final List<String> ATTRIBUTE_ENDINGS = List.of(".yml", ".yaml");

    /** What Java makes of bytes in a name that are not UTF-8. */
    private static final char NOT_UTF_8 = '\ufffd';

    private final Path tree;
    private final Optional<LayeredTree> image;

    /**
     * Copies into this tree.
     *
     * @param tree the root of the new layer
     * @param image what is below it
     */
    FilesStep(Path tree, Optional<LayeredTree> image) {
        this.tree = tree;
        this.image = image;
    }

    /** Files, attributes, templates and the scripts that run at start. */
    void copy(ImageSource source) {
        try {
            copyDirectory(source.files(), "", file -> true);
            copyDirectory(
                    source.attributes(),
                    "/dgr/attributes/" + source.manifest().name().shortName(),
                    FilesStep::isAttributeFile);
            copyDirectory(source.templates(), "/dgr/templates", file -> true);
            copyScripts(source, Runlevel.PRESTART_EARLY);
            copyScripts(source, Runlevel.PRESTART_LATE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The scripts of a runlevel that stay in the image, executable. */
    void copyScripts(ImageSource source, Runlevel runlevel) throws IOException {
        for (Path script : source.scripts(runlevel)) {
            Path target = directory("/dgr/runlevels/" + runlevel.directory(), Trees.DIRECTORY_MODE)
                    .resolve(script.getFileName());
            Files.copy(script, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            own(target, Trees.EXECUTABLE_MODE);
        }
    }

    /** Copies a plain file to a path in the image, with this mode. */
    void copyFile(Path from, String to, int mode) throws IOException {
        int slash = to.lastIndexOf('/');
        Path target = directory(to.substring(0, slash), Trees.DIRECTORY_MODE).resolve(to.substring(slash + 1));
        Files.copy(from, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        own(target, mode);
    }

    private void copyDirectory(Path from, String to, Predicate<Path> wanted) throws IOException {
        for (Path entry : SourceTree.entries(from)) {
            requireCopyable(entry);
            String target = to + "/" + entry.getFileName();
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                directory(target, SourceTree.mode(entry));
                copyDirectory(entry, target, wanted);
            } else if (wanted.test(entry)) {
                Path copy = directory(to, Trees.DIRECTORY_MODE).resolve(entry.getFileName());
                Files.copy(
                        entry,
                        copy,
                        LinkOption.NOFOLLOW_LINKS,
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
                own(copy, Files.isSymbolicLink(copy) ? -1 : SourceTree.mode(entry));
            }
        }
    }

    /** A pipe would be waited on for ever, and no source needs one: a script can make it. */
    private static void requireCopyable(Path entry) {
        boolean isDirectory = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
        if (!isDirectory && !Files.isSymbolicLink(entry) && !Files.isRegularFile(entry)) {
            throw new InvalidInputException(
                    "cannot copy " + entry + " into the image: it is a pipe, a socket or a device",
                    "make it with mkfifo or mknod in a script of runlevels/build");
        }
        if (isDirectory && entry.toString().indexOf(NOT_UTF_8) >= 0) {
            throw new InvalidInputException(
                    "cannot copy " + entry + " into the image: the name of the directory is not UTF-8",
                    "rename it, or make it in a script of runlevels/build");
        }
    }

    /** The place of an image's directory in the new layer, made if need be; {@code mode} counts if the image has none. */
    private Path directory(String path, int mode) throws IOException {
        Path place = tree;
        String known = "";
        for (String name : LinkResolver.resolve(image, path).split("/", -1)) {
            if (name.isEmpty()) {
                continue;
            }
            place = place.resolve(name);
            known += "/" + name;
            if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(place);
                Trees.setMode(place, Trees.DIRECTORY_MODE);
                keepOwner(place, known, path.endsWith(known) ? mode : Trees.DIRECTORY_MODE);
            }
        }
        return place;
    }

    private void keepOwner(Path place, String path, int mode) throws IOException {
        Optional<Entry> kept =
                image.flatMap(layers -> layers.lookupNoFollow(path)).filter(Entry::isDirectory);
        if (kept.isPresent()) {
            Files.setAttribute(place, "unix:uid", kept.get().uid());
            Files.setAttribute(place, "unix:gid", kept.get().gid());
        }
        Trees.setMode(place, kept.map(Entry::mode).orElse(mode));
    }

    private static void own(Path copy, int mode) throws IOException {
        Files.setAttribute(copy, "unix:uid", 0, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(copy, "unix:gid", 0, LinkOption.NOFOLLOW_LINKS);
        if (mode >= 0) {
            Trees.setMode(copy, mode);
        }
    }

    private static boolean isAttributeFile(Path file) {
        String name = file.toString();
        return ATTRIBUTE_ENDINGS.stream().anyMatch(name::endsWith) && Files.isRegularFile(file);
    }
}
