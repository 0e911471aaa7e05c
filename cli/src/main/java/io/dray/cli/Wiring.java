package io.dray.cli;

import io.dray.build.ImageBuilder;
import io.dray.clikit.CommandContext;
import io.dray.clikit.ParsedArguments;
import io.dray.core.DataDirectory;
import io.dray.core.EnvironmentException;
import io.dray.image.ImageStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The composition root: makes the entry objects of the modules when a command asks for them, so that a command loads the
 * modules that it needs and no other.
 */
final class Wiring {
    private final DataDirectory data;

    private Wiring(DataDirectory data) {
        this.data = data;
    }

    /** The wiring of a command that everybody may run. */
    static Wiring of(ParsedArguments arguments) {
        Optional<String> directory = arguments.value(GlobalOptions.DIR);
        return new Wiring(
                new DataDirectory(directory.isPresent() ? Path.of(directory.get()) : DataDirectory.DEFAULT_ROOT));
    }

    /**
     * The wiring of a command that only root may run.
     *
     * @throws EnvironmentException for anybody else
     */
    static Wiring ofRoot(ParsedArguments arguments, CommandContext context) {
        if (!context.surroundings().isRoot()) {
            // the words that rkt says
            throw new EnvironmentException("cannot run as unprivileged user", "run it as root, for instance with sudo");
        }
        return of(arguments);
    }

    DataDirectory data() {
        return data;
    }

    ImageStore images() {
        return new ImageStore(data);
    }

    ImageBuilder builder(InstantSource clock) {
        return new ImageBuilder(data, images(), clock);
    }
}
