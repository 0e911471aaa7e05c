package io.dray.pod.plan;

import io.dray.core.AtomicFiles;
import io.dray.core.DataDirectory;
import io.dray.linux.IoFailures;
import io.dray.pod.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The layer below all layers of an image: the places that things are mounted on, so that an image need not have them and a
 * container's own layer stays free of them, and {@code /dgr/bin/busybox}, which dgr put into every image and its scripts and
 * default program rely on.
 *
 * <p>It is kept once in the data directory, under a name that changes with its content.
 */
public final class Skeleton {
    private static final int VERSION = 2;
    private static final List<String> DIRECTORIES = List.of("dev", "dgr", "dgr/bin", "etc", "proc", "sys");
    private static final List<String> EMPTY_FILES = List.of("etc/hosts", "etc/hostname");
    private static final String RESOLVER = "etc/resolv.conf";

    /** What programs that are older than /proc look at. */
    private static final String MOUNTS = "etc/mtab";

    private final DataDirectory data;
    private final Path busybox;
    private final boolean resolver;

    /**
     * The skeleton of a data directory.
     *
     * @param busybox the static busybox of this machine
     * @param resolver whether it has a place for {@code /etc/resolv.conf}
     */
    public Skeleton(DataDirectory data, Path busybox, boolean resolver) {
        this.data = data;
        this.busybox = busybox;
        this.resolver = resolver;
    }

    /** Its short path relative to the data directory, for mount options; it exists afterwards. */
    public String link() {
        return data.root().relativize(tree()).toString();
    }

    /** Its directory; it exists afterwards. */
    public Path tree() {
        try {
            Path tree = data.root().resolve("skeleton").resolve(key());
            if (!Files.isDirectory(tree)) {
                publish(tree);
            }
            return tree;
        } catch (IOException e) {
            throw IoFailures.during("cannot make the layer of mount points in " + data.root(), e);
        }
    }

    private String key() throws IOException {
        return VERSION + (resolver ? "-" : "-plain-") + Long.toString(Files.size(busybox), Character.MAX_RADIX) + "-"
                + Long.toString(Files.getLastModifiedTime(busybox).toMillis(), Character.MAX_RADIX);
    }

    private void publish(Path tree) throws IOException {
        Path aside = data.newTemporary("skeleton");
        try {
            fill(aside);
            DataDirectory.create(data.root().resolve("skeleton"));
            AtomicFiles.rename(aside, tree);
        } catch (IOException e) {
            FileTrees.delete(aside);
            // if another process was faster, the rename says no more than "Directory not empty"; what it made is the
            // same
            if (!Files.isDirectory(tree)) {
                throw e;
            }
        }
    }

    private void fill(Path root) throws IOException {
        allow(root, "rwxr-xr-x");
        for (String directory : DIRECTORIES) {
            allow(Files.createDirectory(root.resolve(directory)), "rwxr-xr-x");
        }
        Path tmp = Files.createDirectory(root.resolve("tmp"));
        Files.setAttribute(tmp, "unix:mode", 01777);
        for (String file : EMPTY_FILES) {
            allow(Files.createFile(root.resolve(file)), "rw-r--r--");
        }
        if (resolver) {
            allow(Files.createFile(root.resolve(RESOLVER)), "rw-r--r--");
        }
        Files.createSymbolicLink(root.resolve(MOUNTS), Path.of("../proc/self/mounts"));
        allow(Files.copy(busybox, root.resolve("dgr/bin/busybox")), "rwxr-xr-x");
    }

    private static void allow(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
