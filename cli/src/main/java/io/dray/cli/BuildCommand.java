package io.dray.cli;

import io.dray.build.BuildListener;
import io.dray.build.BuildRequest;
import io.dray.build.BuildResult;
import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Progress;
import io.dray.core.ExitCode;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** {@code build [DIR]}. */
final class BuildCommand implements Command {
    private static final OptionSpec SET_ENV = OptionSpec.value(
                    "set-env", "NAME=VALUE", "Set a variable for the scripts of the build")
            .repeated();

    private final InstantSource clock;

    BuildCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("build", "Build an image from its source directory")
                .describedAs(
                        "The source is the current directory unless another one is given. Its scripts run in containers;"
                                + " a step whose inputs did not change is not run again. The image is put into the store and"
                                + " into target/image.aci, and its ID is printed.")
                .taking(ArgumentSpec.optional("DIR"))
                .offering(SET_ENV)
                .example("dray build examples/aci-redis", "Build the image of that directory");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.ofRoot(arguments, context);
        List<String> directories = arguments.arguments();
        BuildRequest request = new BuildRequest(
                Path.of(directories.isEmpty() ? "." : directories.getFirst()),
                Variables.of(SET_ENV, arguments),
                context.environment());
        try (Progress progress = new Progress(context, clock)) {
            BuildResult result = wiring.builder(clock).build(request, new Report(progress));
            progress.say((result.upToDate() ? "up to date: " : "built ")
                    + result.image().displayName() + ", " + result.aci());
            context.out().println(ImageIds.usual(result.image().id()));
        }
        return ExitCode.OK.number();
    }

    /** Tells the person what the build does; all of it goes to standard error. */
    private record Report(Progress progress) implements BuildListener {
        @Override
        public void progress(String message) {
            progress.say(message);
        }

        @Override
        public void output(String line) {
            progress.say(line);
        }

        @Override
        public void warning(String message) {
            progress.say("dray: warning: " + message);
        }
    }
}
