package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.DrayException;
import io.dray.core.InvalidInputException;
import io.dray.linux.IoFailures;
import io.dray.pod.Pod;
import io.dray.pod.PodRegistry;
import io.dray.pod.PodStop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code stop UUID...}: goes on after a failure and reports each. */
final class StopCommand implements Command {
    /** More than a UUID and its line end; a wrong file may have no end. */
    private static final int MAX_UUID_FILE = 64;

    private static final OptionSpec FORCE = OptionSpec.flag("force", "Kill the apps without asking them first");
    private static final OptionSpec UUID_FILE = OptionSpec.value(
                    "uuid-file", "FILE", "Stop the pod whose UUID is in this file")
            .repeated();

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("stop", "Stop pods")
                .describedAs(
                        "Asks the apps of a pod to end, kills those that have not after ten seconds, and returns when all"
                                + " have. A pod is given by an unambiguous beginning of its UUID.")
                .taking(ArgumentSpec.any("POD"))
                .offering(FORCE, UUID_FILE)
                .example("dray stop 5bc80b1d", "Stop a pod");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        PodRegistry pods = Wiring.ofRoot(arguments, context).pods();
        List<String> names = new ArrayList<>(arguments.arguments());
        for (String file : arguments.values(UUID_FILE)) {
            names.add(uuidIn(file));
        }
        if (names.isEmpty()) {
            throw new InvalidInputException("stop needs a POD", "'dray list' shows their UUIDs");
        }
        Outcome outcome = new Outcome(context);
        for (String name : names) {
            try {
                Pod pod = pods.require(name);
                String said = switch (new PodStop().stop(pod, arguments.has(FORCE))) {
                    case STOPPED -> "\"" + pod.uuid() + "\"";
                    case WAS_STOPPED -> "pod \"" + pod.uuid() + "\" is already stopped";
                };
                context.out().println(said);
            } catch (DrayException e) {
                outcome.failed(e);
            }
        }
        return outcome.exitCode().number();
    }

    private static String uuidIn(String file) {
        if (file.isEmpty()) {
            throw new InvalidInputException("--uuid-file needs the path of a file");
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return new String(in.readNBytes(MAX_UUID_FILE), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw IoFailures.with("cannot read the UUID in", Path.of(file), e);
        }
    }
}
