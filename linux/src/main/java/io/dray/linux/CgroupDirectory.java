package io.dray.linux;

import io.dray.core.EnvironmentException;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A control group in one hierarchy. It may go away between any two looks, and is then one without processes.
 *
 * @param path its directory
 */
record CgroupDirectory(Path path) {
    boolean exists() {
        return Files.isDirectory(path);
    }

    /** Whether a process lives in the group or below it; zombies do not count. */
    boolean isPopulated() {
        // plain files, and exceptions for none of them: most groups that are asked for are gone
        File directory = new File(path.toString());
        if (!directory.exists()) {
            return false;
        }
        try (FileInputStream processes = new FileInputStream(new File(directory, "cgroup.procs"))) {
            if (processes.read() >= 0) {
                return true;
            }
        } catch (IOException _) {
            // gone meanwhile, or a threaded group
        }
        return hasChildren() && isAnyPopulated(children());
    }

    private static boolean isAnyPopulated(List<CgroupDirectory> groups) {
        for (CgroupDirectory group : groups) {
            if (group.isPopulated()) {
                return true;
            }
        }
        return false;
    }

    /** A directory has a link from each one below it, beside those from above and from itself. */
    private boolean hasChildren() {
        try {
            return Files.getAttribute(path, "unix:nlink") instanceof Integer links && links > 2;
        } catch (IOException _) {
            return false;
        }
    }

    /** Adds the processes in the group and below it. */
    void collectProcesses(Set<Long> pids) {
        String text = read("cgroup.procs");
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            if (end > start) {
                pids.add(Long.parseLong(text, start, end, 10));
            }
            start = end + 1;
        }
        for (CgroupDirectory child : children()) {
            child.collectProcesses(pids);
        }
    }

    /** What a file of the group says; empty if the file is not there. */
    String read(String file) {
        try {
            return Files.readString(path.resolve(file));
        } catch (IOException _) {
            // a group may go away, or turn out to be a threaded one, between two looks
            return "";
        }
    }

    /** Writes to a file of the group, if it is there. */
    void write(String file, String value) {
        Path control = path.resolve(file);
        if (Files.exists(control)) {
            try {
                Files.writeString(control, value, StandardOpenOption.WRITE);
            } catch (IOException _) {
                // gone meanwhile, or this kernel refuses it: whoever called looks again until all processes are gone
            }
        }
    }

    /**
     * Removes the group and all below it.
     *
     * @return false if it is still busy
     * @throws EnvironmentException if it never will be removed
     */
    boolean remove() {
        boolean removed = true;
        for (CgroupDirectory child : children()) {
            removed &= child.remove();
        }
        try {
            Files.deleteIfExists(path);
            return removed;
        } catch (DirectoryNotEmptyException _) {
            return false;
        } catch (FileSystemException e) {
            if (exists() && !Files.isWritable(path)) {
                throw new EnvironmentException("cannot remove cgroup " + path + ": " + e.getReason(), "run as root", e);
            }
            return !Files.exists(path);
        } catch (IOException e) {
            throw new EnvironmentException("cannot remove cgroup " + path + ": " + e.getMessage(), null, e);
        }
    }

    private List<CgroupDirectory> children() {
        List<CgroupDirectory> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(new CgroupDirectory(entry));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        } catch (IOException e) {
            throw new EnvironmentException("cannot list cgroup " + path + ": " + e.getMessage(), null, e);
        }
        return found;
    }
}
