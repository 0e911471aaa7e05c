package io.dray.cli;

import io.dray.clikit.CommandContext;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Printable;
import io.dray.core.DrayException;
import io.dray.core.ExitCode;
import io.dray.core.MissingException;
import io.dray.pod.plan.RunRequest;
import io.dray.pod.volume.Volume;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells why a pod cannot be started in the words that scripts around rkt look for: those of its first stage, of the program that
 * started an app, and of systemd-nspawn, which mounted volumes and had an exit code of its own.
 */
final class RktRunFailure {
    private RktRunFailure() {}

    /**
     * Says in rkt's words what it can.
     *
     * @return the exit code, if this was all that there is to say
     */
    static Optional<ExitCode> tell(
            RunRequest request,
            DrayException failure,
            Wiring wiring,
            ParsedArguments arguments,
            CommandContext context) {
        Optional<String> source = missingSource(request);
        if (source.isPresent()) {
            context.err().println(noSuchFile("Failed to stat " + source.get()));
            return Optional.of(ExitCode.NEGATIVE);
        }
        if (failure instanceof MissingException && failure.getCause() instanceof NoSuchFileException program) {
            context.err().println(noSuchFile("Error: Unable to open \"" + program.getFile() + "\""));
        } else if (isOfNetwork(request, wiring, arguments)) {
            context.err()
                    .println(
                            "stage1: failed to setup network: " + Printable.line(String.valueOf(failure.getMessage())));
        }
        return Optional.empty();
    }

    private static String noSuchFile(String what) {
        return Printable.line(what) + ": No such file or directory";
    }

    private static Optional<String> missingSource(RunRequest request) {
        for (Volume volume : request.volumes()) {
            if (volume instanceof Volume.Host host && !Files.exists(Path.of(host.source()))) {
                return Optional.of(host.source());
            }
        }
        return Optional.empty();
    }

    /** Networks are planned by themselves, before anything else. */
    private static boolean isOfNetwork(RunRequest request, Wiring wiring, ParsedArguments arguments) {
        try {
            wiring.networks(arguments).plan(request.network());
            return false;
        } catch (DrayException _) {
            return true;
        }
    }
}
