package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;
import io.dray.pod.lifecycle.CallerTerminal;
import io.dray.pod.lifecycle.PodAttach;
import io.dray.pod.lifecycle.PodEnter;
import io.dray.pod.state.Pod;
import io.dray.pod.stream.AppStreams;
import io.dray.pod.stream.AttachMode;
import java.util.Optional;

/** {@code attach UUID}. */
final class AttachCommand implements RootCommand {
    private static final OptionSpec APP =
            OptionSpec.value("app", "NAME", "Attach to this app of a pod that has several");
    private static final OptionSpec MODE = OptionSpec.value(
            "mode",
            "MODE",
            "Attach to auto, which is all there is, to tty, tty-in or tty-out, or to some of stdin, stdout and stderr"
                    + " between commas; list prints what there is");

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("attach", "Read and write the standard streams of a running app")
                .describedAs("The app must have been started with --stdin, --stdout or --stderr as stream, or with all"
                        + " of them as tty. Any number of commands may be attached to one app; what it writes while"
                        + " none is, is lost. Ctrl-C ends this command; on the app's terminal it goes to the app, and"
                        + " Ctrl-P Ctrl-Q ends this command.")
                .taking(ArgumentSpec.one("POD"))
                .offering(APP, MODE)
                .example("dray attach 5bc80b1d", "Attach to all streams of an app, or to its terminal")
                .example("dray attach --mode=stdout,stderr 5bc80b1d", "Only watch");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.ofRoot(arguments, context);
        Pod pod = wiring.pods().require(arguments.arguments().getFirst());
        Pod.App app = PodEnter.choose(pod, arguments.value(APP));
        PodAttach attach = wiring.attach();
        AppStreams streams = attach.streams(pod, app);
        String mode = arguments.value(MODE).orElse("auto");
        if (mode.equals("list")) {
            AttachMode.endpoints(streams).forEach(context.out()::println);
            return ExitCode.OK.number();
        }
        attach(attach, pod, app, AttachMode.parse(mode, streams, app.name()), ownTerminal(streams, context));
        return ExitCode.OK.number();
    }

    private static void attach(PodAttach attach, Pod pod, Pod.App app, AttachMode mode, boolean ownTerminal) {
        if (mode.input() && ownTerminal) {
            try (CallerTerminal terminal = CallerTerminal.take()) {
                attach.attach(pod, app, mode, Optional.of(terminal));
            }
        } else {
            attach.attach(pod, app, mode, Optional.empty());
        }
    }

    /** rkt left its caller's terminal as it was, and Ctrl-C ended the command. */
    private static boolean ownTerminal(AppStreams streams, CommandContext context) {
        return streams.areTerminal()
                && context.surroundings().inputIsTerminal()
                && ProgramName.current() != ProgramName.RKT;
    }
}
