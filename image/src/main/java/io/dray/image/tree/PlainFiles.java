package io.dray.image.tree;

import io.dray.core.DrayException;
import io.dray.image.tree.LayeredTree.Entry;
import io.dray.image.tree.LayeredTree.Kind;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the platform's own file classes can tell of files in layers; no native calls. */
final class PlainFiles {
    private static final int TYPE_MASK = 0170000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int PERMISSION_MASK = 07777;

    private PlainFiles() {}

    static Optional<Entry> entryAt(Path path) {
        try {
            Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
            int mode = number(attributes, "mode");
            return Optional.of(new Entry(
                    path, kindOf(mode), mode & PERMISSION_MASK, number(attributes, "uid"), number(attributes, "gid")));
        } catch (NoSuchFileException | NotDirectoryException _) {
            return Optional.empty();
        } catch (IOException e) {
            if (IoFailures.isNameTooLong(e)) {
                return Optional.empty();
            }
            throw unreadable(path, e);
        }
    }

    private static int number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Integer value ? value : 0;
    }

    private static Kind kindOf(int mode) {
        return switch (mode & TYPE_MASK) {
            case 0100000 -> Kind.FILE;
            case 0040000 -> Kind.DIRECTORY;
            case 0120000 -> Kind.LINK;
            default -> Kind.SPECIAL;
        };
    }

    static boolean isWhiteout(Entry entry) {
        if (entry.kind() != Kind.SPECIAL) {
            return false;
        }
        try {
            Map<String, Object> attributes =
                    Files.readAttributes(entry.physical(), "unix:mode,rdev", LinkOption.NOFOLLOW_LINKS);
            boolean character = (number(attributes, "mode") & TYPE_MASK) == CHARACTER_DEVICE;
            return character && Long.valueOf(0).equals(attributes.get("rdev"));
        } catch (IOException e) {
            throw unreadable(entry.physical(), e);
        }
    }

    static List<Path> names(Path directory) {
        List<Path> names = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path path : stream) {
                // kept as a Path: a String could not hold a name that is not valid in this machine's encoding
                Path name = path.getFileName();
                if (name != null) {
                    names.add(name);
                }
            }
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
        return names;
    }

    static DrayException unreadable(Path path, IOException e) {
        return IoFailures.with("cannot read", path, e);
    }
}
