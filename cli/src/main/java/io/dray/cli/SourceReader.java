package io.dray.cli;

import io.dray.attributes.AttributeLayer;
import io.dray.attributes.AttributeLevel;
import io.dray.attributes.SourceFile;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.linux.IoFailures;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads attribute files and templates of the machine, links followed. Names that begin with {@code ..} are left out: under them
 * a mounted Kubernetes volume keeps what its other names link to.
 */
final class SourceReader {
    /** How people name the standard input. */
    static final String INPUT = "-";

    private static final String INPUT_SHOWN = "stdin";
    private static final int MAX_BYTES = 16 << 20;
    private static final int MAX_TREE_BYTES = 32 << 20;
    private static final int MAX_FILES = 10_000;
    private static final int MAX_DEPTH = 32;
    private static final int PERMISSIONS = 07777;

    private SourceReader() {}

    /** Whether {@code --attributes} names the standard input, at whatever level. */
    static boolean isInput(String text) {
        int colon = text.indexOf(':');
        boolean level =
                colon >= 0 && AttributeLevel.of(text.substring(0, colon)).isPresent();
        return (level ? text.substring(colon + 1) : text).equals(INPUT);
    }

    /** One file, or the standard input for {@code -}; its mode is not asked for. */
    static SourceFile file(String name) {
        if (name.equals(INPUT)) {
            // closing it would close the process's standard input
            @SuppressWarnings("resource")
            InputStream input = new FileInputStream(FileDescriptor.in);
            try {
                return new SourceFile(INPUT_SHOWN, limited(INPUT_SHOWN, input), 0);
            } catch (IOException e) {
                throw IoFailures.during("cannot read the standard input", e);
            }
        }
        return new SourceFile(name, content(path(name)), 0);
    }

    /**
     * A file, or all files of a directory, whose attributes a person wants to be used. The name of a level and a colon may
     * precede it; without, the attributes are the service's. A file whose name looks like that is written as {@code ./node:x}.
     */
    static AttributeLayer layer(String text) {
        int colon = text.indexOf(':');
        Optional<AttributeLevel> level = colon < 0 ? Optional.empty() : AttributeLevel.of(text.substring(0, colon));
        if (level.isPresent()) {
            return layer(level.get().written(), level.get(), text.substring(colon + 1));
        }
        return layer(text.equals(INPUT) ? INPUT_SHOWN : text, AttributeLevel.SERVICE, text);
    }

    private static AttributeLayer layer(String shown, AttributeLevel level, String name) {
        boolean directory = !name.equals(INPUT) && Files.isDirectory(path(name));
        if (!directory) {
            return AttributeLayer.asGiven(shown, level, List.of(file(name)));
        }
        List<SourceFile> files = new ArrayList<>();
        String prefix = name.endsWith("/") ? name : name + "/";
        for (SourceFile file : tree(path(name))) {
            files.add(new SourceFile(prefix + file.path(), file.content(), file.mode()));
        }
        return AttributeLayer.asGiven(shown, level, files);
    }

    /** All files below a directory in the order of their names, with their modes; their paths are relative to it. */
    static List<SourceFile> tree(Path directory) {
        List<SourceFile> files = new ArrayList<>();
        long bytes = 0;
        for (String path : new Walk(directory).paths()) {
            Path file = directory.resolve(path);
            if (!Files.isDirectory(file)) {
                byte[] content = content(file);
                bytes += content.length;
                if (bytes > MAX_TREE_BYTES) {
                    throw new InvalidInputException(
                            "cannot read " + directory + ": its files are longer than " + MAX_TREE_BYTES + " bytes",
                            "this is no configuration; split it if it is");
                }
                files.add(new SourceFile(path, content, mode(file)));
            }
        }
        return files;
    }

    /** All directories below a directory, outer ones first; as files without content, with their modes. */
    static List<SourceFile> directories(Path directory) {
        List<SourceFile> directories = new ArrayList<>();
        for (String path : new Walk(directory).paths()) {
            if (Files.isDirectory(directory.resolve(path))) {
                directories.add(new SourceFile(path, new byte[0], mode(directory.resolve(path))));
            }
        }
        return directories;
    }

    private static Path path(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new InvalidInputException("'" + name + "' is not the name of a file", "name a file or a directory");
        }
        return Path.of(name);
    }

    private static byte[] content(Path file) {
        if (Files.isDirectory(file)) {
            throw new InvalidInputException("cannot read " + file + ": it is a directory", "name a file in it");
        }
        if (!Files.exists(file)) {
            boolean link = Files.isSymbolicLink(file);
            throw new MissingException(
                    "cannot read " + file + ": " + (link ? "the link leads nowhere" : "there is no such file"),
                    file.toString().indexOf(':') < 0
                            ? "check the path"
                            : "before a colon stands dependencies, image, pod, environment, service or node");
        }
        try (InputStream input = Files.newInputStream(file)) {
            return limited(file.toString(), input);
        } catch (IOException e) {
            throw IoFailures.with("cannot read", file, e);
        }
    }

    private static byte[] limited(String name, InputStream input) throws IOException {
        byte[] content = input.readNBytes(MAX_BYTES + 1);
        if (content.length > MAX_BYTES) {
            throw new InvalidInputException(
                    "cannot read " + name + ": it is longer than " + MAX_BYTES + " bytes",
                    "this is no configuration; split it if it is");
        }
        return content;
    }

    private static int mode(Path file) {
        try {
            return (Integer) Files.getAttribute(file, "unix:mode") & PERMISSIONS;
        } catch (IOException e) {
            throw IoFailures.with("cannot read", file, e);
        }
    }

    /** What is below a directory. */
    private static final class Walk {
        private final Path root;
        private final List<String> paths = new ArrayList<>();

        Walk(Path root) {
            this.root = root;
        }

        List<String> paths() {
            walk("", 0);
            return paths;
        }

        private void walk(String relative, int depth) {
            if (depth > MAX_DEPTH) {
                throw new InvalidInputException(
                        "cannot read " + root + "/" + relative + ": more than " + MAX_DEPTH + " directories deep",
                        "perhaps a link leads back up");
            }
            for (String name : names(root.resolve(relative))) {
                String path = relative.isEmpty() ? name : relative + "/" + name;
                if (paths.size() >= MAX_FILES) {
                    throw new InvalidInputException(
                            "cannot read " + root + ": it has more than " + MAX_FILES + " files",
                            "name a directory of its own for attributes");
                }
                paths.add(path);
                if (Files.isDirectory(root.resolve(path))) {
                    walk(path, depth + 1);
                }
            }
        }

        private static List<String> names(Path directory) {
            List<String> names = new ArrayList<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                for (Path entry : entries) {
                    String name = String.valueOf(entry.getFileName());
                    if (!name.startsWith("..")) {
                        names.add(name);
                    }
                }
            } catch (IOException e) {
                throw IoFailures.with("cannot read", directory, e);
            }
            names.sort(null);
            return names;
        }
    }
}
