package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.InvalidInputException;
import io.dray.pod.lifecycle.PodEnter;
import io.dray.pod.state.Pod;
import java.util.List;

/** {@code enter UUID [COMMAND...]}, which is also called {@code exec}. */
final class EnterCommand implements RootCommand {
    private static final OptionSpec APP = OptionSpec.value("app", "NAME", "Enter this app of a pod that has several");
    private static final OptionSpec PRIVILEGED =
            OptionSpec.flag("privileged", "Have root's user and all capabilities of this machine instead of the app's");

    private final String name;

    EnterCommand(String name) {
        this.name = name;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpec.of(name, "Run a program beside an app of a running pod")
                .describedAs(
                        "The program runs in the app's root, and with the app's user, environment, capabilities, system call"
                                + " filter and limits; a shell if none is named. Options of this command stand before the pod.")
                .taking(ArgumentSpec.oneAndCommand("POD"))
                .offering(APP, PRIVILEGED)
                .example("dray " + name + " 5bc80b1d", "Look around in a pod")
                .example("dray " + name + " --app=redis 5bc80b1d redis-cli -p 7000 info", "Run a program there");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.ofRoot(arguments, context);
        List<String> words = arguments.arguments();
        Pod pod = wiring.pods().require(words.getFirst());
        Pod.App app = PodEnter.choose(pod, arguments.value(APP));
        if (words.size() > 1 && words.get(1).isEmpty()) {
            throw new InvalidInputException("the name of the program is empty");
        }
        PodEnter.Program program = new PodEnter.Program(
                words.subList(1, words.size()), context.surroundings().outputIsTerminal(), arguments.has(PRIVILEGED));
        if (program.command().isEmpty() && ProgramName.current() == ProgramName.RKT) {
            context.err()
                    .println("enter: no command specified, assuming \""
                            + wiring.enter().shell(pod, app) + "\"");
        }
        if (program.privileged()) {
            context.err()
                    .println(ProgramName.current().speaking(name)
                            + "warning: the program has root's rights and all capabilities, not those of app "
                            + app.name());
        }
        return wiring.enter().run(pod, app, program);
    }
}
