package io.dray.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An image in which programs of this machine run, with what they need of it: its /usr, mounted as a volume. */
final class HostPrograms {
    /** Before the first image. */
    static final String VOLUME = "--volume=usr,kind=host,source=/usr,readOnly=true";

    /** After each. */
    static final String MOUNT = "--mount=volume=usr,target=/usr";

    private HostPrograms() {}

    /** The image, to be fetched; its files lie in the directory. */
    static TinyImage image(String name, Path directory) throws IOException {
        TinyImage image = TinyImage.named(name, directory);
        Path root = directory.resolve("rootfs");
        Files.createDirectory(root.resolve("usr"));
        for (String link : new String[] {"lib", "lib64"}) {
            Files.createSymbolicLink(root.resolve(link), Path.of("usr", link));
        }
        return image;
    }
}
