package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Surroundings;
import io.dray.core.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code internal train DIR}: runs the commands that must start fast, on the made-up image of {@link
 * InternalPrepareTrainingCommand}, so that the JVM can keep what it loaded in the AOT cache. The JVM links everything in the
 * cache at each start, so what need not be fast, importing for one, is better left out. Prints nothing but what could not be
 * trained, which costs only speed.
 */
final class InternalTrainCommand implements Command {
    @Override
    public CommandSpec spec() {
        return CommandSpec.of("internal train", "Run the usual commands for the AOT cache")
                .taking(ArgumentSpec.one("DIR"));
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        train(Path.of(arguments.arguments().getFirst()), context);
        return ExitCode.OK.number();
    }

    private static void train(Path directory, CommandContext context) {
        Map<String, String> environment = new HashMap<>(context.environment());
        environment.put(RunCommand.HANDOFF, directory.resolve("plan").toString());
        environment.put(RunCommand.LAUNCHER, "dray");
        environment.put(RunCommand.PLAN_KEY, "training");
        environment.put(
                RunCommand.LAUNCHER_PID, Long.toString(ProcessHandle.current().pid()));
        environment.put(Wiring.RUNTIME_DIRECTORY, directory.resolve("run").toString());
        List<List<String>> lines = List.of(
                List.of("version"),
                List.of("help"),
                List.of("image", "list"),
                TrainingImage.templateLine(directory),
                List.of("run", "--net=none", "--set-env=" + TrainingImage.OVERRIDE, TrainingImage.NAME),
                List.of("run", "--set-env=" + TrainingImage.OVERRIDE, TrainingImage.NAME, "--", "argument"),
                List.of("list"));
        for (List<String> line : lines) {
            train(directory, line, environment, context);
        }
    }

    /** Runs one command line on the data directory of the training. */
    static void train(Path directory, List<String> line, Map<String, String> environment, CommandContext context) {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        List<String> whole = new ArrayList<>(List.of("--dir=" + directory.resolve("data")));
        whole.addAll(line);
        if (Dray.run(whole, trainee(errors, environment)) != 0) {
            context.err()
                    .print("dray: warning: not trained: " + String.join(" ", line) + "\n"
                            + errors.toString(StandardCharsets.UTF_8));
        }
    }

    private static CommandContext trainee(OutputStream errors, Map<String, String> environment) {
        return new CommandContext(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                new PrintStream(errors, false, StandardCharsets.UTF_8),
                environment,
                Surroundings.ofProcess());
    }
}
