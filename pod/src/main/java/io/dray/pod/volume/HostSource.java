package io.dray.pod.volume;

import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What a volume's source on the host is. It is never created, and it may not lead through a symbolic link, so that nobody who
 * can write below the source decides what a pod sees (appc spec, ace.md, "Volume Setup").
 */
final class HostSource {
    private static final int DEVICE_TYPES = 0170000;
    private static final int BLOCK = 0060000;
    private static final int CHARACTER = 0020000;

    private HostSource() {}

    static VolumeMount.Source check(Volume.Host volume) {
        Path source = Path.of(volume.source());
        String what = "the source " + source + " of volume \"" + volume.name() + "\"";
        try {
            Path real = source.toRealPath();
            if (!real.equals(source.normalize())) {
                throw new InvalidInputException(what + " leads through a symbolic link", "write source=" + real);
            }
            return kind(real);
        } catch (NoSuchFileException e) {
            throw new MissingException(what + " does not exist", "make it, or use a volume of kind empty", e);
        } catch (IOException e) {
            throw IoFailures.with("cannot look at the source of volume " + volume.name() + ",", source, e);
        }
    }

    private static VolumeMount.Source kind(Path source) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(source, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
            return VolumeMount.Source.DIRECTORY;
        }
        if (attributes.isOther() && Files.getAttribute(source, "unix:mode") instanceof Integer mode) {
            int type = mode & DEVICE_TYPES;
            return type == BLOCK || type == CHARACTER ? VolumeMount.Source.DEVICE : VolumeMount.Source.FILE;
        }
        return VolumeMount.Source.FILE;
    }
}
