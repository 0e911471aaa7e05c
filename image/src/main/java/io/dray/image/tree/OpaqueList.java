package io.dray.image.tree;

import io.dray.linux.ByteString;
import io.dray.linux.IoFailures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The file {@code opaque} beside a layer's tree: the directories in it that hide what lower layers have there, each path ended
 * by a NUL. For readers that cannot see the attribute by which overlayfs knows them.
 */
public final class OpaqueList {
    private static final String FILE = "opaque";

    private OpaqueList() {}

    public static void write(Path tree, Collection<ByteString> directories) throws IOException {
        if (directories.isEmpty()) {
            return;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (ByteString directory : directories) {
            content.writeBytes(directory.toByteArray());
            content.write(0);
        }
        Files.write(tree.resolveSibling(FILE), content.toByteArray());
    }

    /** The opaque directories of all these trees; a tree that is no layer's has none. */
    static Set<Path> of(List<Path> trees) {
        Set<Path> directories = Set.of();
        for (Path tree : trees) {
            Path file = tree.resolveSibling(FILE);
            if (Files.exists(file)) {
                directories = directories.isEmpty() ? new HashSet<>() : directories;
                add(tree, file, directories);
            }
        }
        return directories;
    }

    private static void add(Path tree, Path file, Set<Path> directories) {
        String content;
        try {
            content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw IoFailures.with("cannot read", file, e);
        }
        int start = 0;
        for (int end = content.indexOf('\0'); end >= 0; end = content.indexOf('\0', start)) {
            try {
                directories.add(tree.resolve(content.substring(start, end)));
            } catch (InvalidPathException _) {
                // no path in Java's sense: who asks by such paths does not see it
            }
            start = end + 1;
        }
    }
}
