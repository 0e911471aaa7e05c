package io.dray.image.config;

import io.dray.core.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where configuration lies, as three layers of which a later one wins: of the system (what packages bring), of the machine, of
 * the user. Dray reads rkt's directories beneath its own, so that a machine's configuration need not be moved.
 *
 * @param system directories of the first layer, the stronger one last
 * @param local directories of the second layer, the stronger one last; what Dray writes goes to its last one
 * @param user the third layer
 */
public record ConfigurationPlaces(List<Path> system, List<Path> local, Optional<Path> user) {
    private static final Path SYSTEM_OF_RKT = Path.of("/usr/lib/rkt");
    private static final Path SYSTEM = Path.of("/usr/lib/dray");
    private static final Path LOCAL_OF_RKT = Path.of("/etc/rkt");
    private static final Path LOCAL = Path.of("/etc/dray");

    public ConfigurationPlaces {
        system = List.copyOf(system);
        local = List.copyOf(local);
    }

    /** The usual places; under the name {@code rkt} those of rkt are the stronger ones. */
    public static ConfigurationPlaces usual(boolean asRkt) {
        return asRkt
                ? new ConfigurationPlaces(
                        List.of(SYSTEM, SYSTEM_OF_RKT), List.of(LOCAL, LOCAL_OF_RKT), Optional.empty())
                : new ConfigurationPlaces(
                        List.of(SYSTEM_OF_RKT, SYSTEM), List.of(LOCAL_OF_RKT, LOCAL), Optional.empty());
    }

    /** One directory instead of those of the system. */
    public ConfigurationPlaces withSystem(Path directory) {
        return new ConfigurationPlaces(List.of(existing(directory)), local, user);
    }

    /** One directory instead of those of the machine. */
    public ConfigurationPlaces withLocal(Path directory) {
        return new ConfigurationPlaces(system, List.of(existing(directory)), user);
    }

    /** A directory of the user's. */
    public ConfigurationPlaces withUser(Path directory) {
        return new ConfigurationPlaces(system, local, Optional.of(existing(directory)));
    }

    /** A file in its place would be read as no configuration at all. */
    private static Path existing(Path directory) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new InvalidInputException(
                    "cannot read the configuration in " + directory + ": it is not a directory",
                    "give the directory that holds auth.d, paths.d and trustedkeys");
        }
        return directory;
    }

    /** All directories, weakest first. */
    public List<Path> all() {
        List<Path> all = new ArrayList<>(system);
        all.addAll(local);
        user.ifPresent(all::add);
        return all;
    }

    /** Where Dray writes what a command adds. */
    public Path written() {
        return local.getLast();
    }
}
