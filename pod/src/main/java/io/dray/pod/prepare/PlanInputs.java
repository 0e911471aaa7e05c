package io.dray.pod.prepare;

import io.dray.core.DataDirectory;
import io.dray.linux.Programs;
import io.dray.pod.network.NetworkPlan;
import io.dray.pod.start.HostTools;
import io.dray.pod.start.PodFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of this machine that a plan is made from: which images there are and how they are called, which programs, and how
 * names are resolved. What is inside of images never changes.
 */
final class PlanInputs {
    /** A change within the same tick of the file system's clock could not be told from none. */
    private static final Duration TICK = Duration.ofSeconds(1);

    private static final int NANO_DIGITS = 9;

    private final List<Path> files;

    private PlanInputs(List<Path> files) {
        this.files = List.copyOf(files);
    }

    static PlanInputs of(DataDirectory data, HostTools tools, NetworkPlan network) throws IOException {
        List<Path> files = new ArrayList<>();
        files.add(data.images());
        try (DirectoryStream<Path> images = Files.newDirectoryStream(data.images())) {
            for (Path image : images) {
                files.add(image.resolve("image.json"));
            }
        }
        files.add(data.root().resolve("skeleton"));
        files.addAll(Programs.usualDirectories());
        files.addAll(tools.paths().values());
        files.addAll(network.inputs());
        files.addAll(PodFiles.ofHost());
        return new PlanInputs(files);
    }

    /** Their paths, one a line. */
    String paths() {
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            text.append(file).append('\n');
        }
        return text.toString();
    }

    /**
     * A line for each file that is there: device, inode, size and the time of its last change, as {@code stat -L -c '%d %i %s
     * %.9Z'} prints it.
     *
     * @return empty if one has changed since the plan was begun, or so shortly before that it cannot be told
     */
    Optional<String> stateBefore(Instant begun) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            Map<String, Object> attributes;
            try {
                attributes = Files.readAttributes(file, "unix:dev,ino,size,ctime");
            } catch (NoSuchFileException _) {
                continue;
            }
            if (!(attributes.get("ctime") instanceof FileTime changed)
                    || !changed.toInstant().isBefore(begun.minus(TICK))) {
                return Optional.empty();
            }
            text.append(text.isEmpty() ? "" : "\n")
                    .append(attributes.get("dev"))
                    .append(' ')
                    .append(attributes.get("ino"))
                    .append(' ')
                    .append(attributes.get("size"))
                    .append(' ')
                    .append(seconds(changed.toInstant()));
        }
        return Optional.of(text.toString());
    }

    /** Seconds since 1970 with nine digits behind the point. */
    private static String seconds(Instant time) {
        long seconds = time.getEpochSecond();
        String nanos = Integer.toString(time.getNano());
        return seconds + "." + "0".repeat(NANO_DIGITS - nanos.length()) + nanos;
    }
}
