package io.dray.build;

import io.dray.core.InvalidInputException;
import java.nio.file.Path;

/**
 * A host directory or file that the scripts of a build see.
 *
 * @param from as it is written: absolute, relative to the project, or {@code ~/} for the home of the user
 * @param to the absolute path in the builder's or the image's root
 */
public record HostMount(String from, String to) {
    public HostMount {
        if (from.isEmpty()) {
            throw new InvalidInputException("'from' is empty");
        }
        if (!to.startsWith("/") || Path.of(to).normalize().getNameCount() == 0) {
            throw new InvalidInputException(
                    "'to' must be an absolute path below /, not '" + to + "'", "write to: /" + to);
        }
        for (Path element : Path.of(to)) {
            if (element.toString().equals("..")) {
                throw new InvalidInputException("'to' must not contain '..': " + to);
            }
        }
    }

    /** Where it is on this host. */
    public Path source(Path project, Path home) {
        if (from.equals("~") || from.startsWith("~/")) {
            return home.resolve(from.substring(Math.min(2, from.length()))).normalize();
        }
        return project.resolve(from).toAbsolutePath().normalize();
    }
}
