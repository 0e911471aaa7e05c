package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Printable;
import io.dray.core.DrayException;
import io.dray.core.ExitCode;
import io.dray.core.ProcessOwner;
import io.dray.pod.plan.Launcher;
import io.dray.pod.plan.RunRequest;
import io.dray.pod.prepare.PreparedPod;

/** {@code prepare IMAGE...}: everything that {@code run} does but running. */
final class PrepareCommand implements RootCommand {
    private static final OptionSpec QUIET = OptionSpec.flag("quiet", "Print no warnings");

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("prepare", "Prepare a pod to be started later")
                .describedAs(
                        "Plans the pod, renders its configuration and prints its UUID; 'dray run-prepared UUID' starts it,"
                                + " without Java and therefore at once. Options are those of run.")
                .taking(ArgumentSpec.any("IMAGE").passingOn())
                .offering(options())
                .example("dray prepare example.com/aci-redis:1", "Prepare redis");
    }

    private static OptionSpec[] options() {
        OptionSpec[] options = new OptionSpec[RunOptions.ALL.length + 1];
        System.arraycopy(RunOptions.ALL, 0, options, 1, RunOptions.ALL.length);
        options[0] = QUIET;
        return options;
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.ofRoot(arguments, context);
        String program = RunCommand.required(context, RunCommand.LAUNCHER);
        Launcher launcher = new Launcher(ProcessOwner.current(), program);
        RunImages images = new RunImages(arguments, context, wiring);
        RunRequest request =
                RunOptions.request(arguments, Variables.callers("prepare", arguments, context), launcher, images);
        InsecureOptions.of(arguments).announceRun(context, "prepare");
        PreparedPod pod;
        try {
            pod = RunCommand.plan(wiring.planner(arguments), request, images, true);
        } catch (DrayException e) {
            return RunCommand.refused(request, e, wiring, arguments, context);
        }
        if (!arguments.has(QUIET)) {
            for (String warning : pod.warnings()) {
                context.err()
                        .println(ProgramName.current().speaking("prepare") + "warning: " + Printable.line(warning));
            }
        }
        context.out().println(pod.directory().getFileName());
        return ExitCode.OK.number();
    }
}
