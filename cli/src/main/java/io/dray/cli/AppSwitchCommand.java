package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.OperationFailedException;
import io.dray.pod.change.AppSwitch;

/**
 * {@code app start POD --app=NAME} and {@code app stop}: the launcher does it by itself, without a JVM. It asks this command for what
 * it does not understand, and to say why it could not.
 */
final class AppSwitchCommand implements RootCommand {
    /** Set by this command for the launcher that it calls, so that the two do not ask each other for ever. */
    private static final String ASKED = "DRAY_SWITCH_ASKED";

    private final String verb;

    /** Of the one that starts, or the one that stops. */
    AppSwitchCommand(String verb) {
        this.verb = verb;
    }

    @Override
    public CommandSpec spec() {
        boolean starts = verb.equals("start");
        return CommandSpec.of(
                        "app " + verb,
                        starts ? "Start an app of a running pod" : "Stop an app of a running pod, and no other")
                .describedAs(
                        starts
                                ? "Returns when what runs before the app has succeeded and the app is being started. An app that"
                                        + " runs is left alone."
                                : "Asks the app to end, kills it if it has not after ten seconds, and returns when its"
                                        + " post-stop handler has run. A pod that is not mutable ends with its last app.")
                .taking(ArgumentSpec.any("POD"))
                .offering(AppChoice.APP, PodArguments.UUID_FILE)
                .example(
                        "dray app " + verb + " web --app=cache",
                        (starts ? "Start" : "Stop") + " one app of the pod web");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.ofRoot(arguments, context);
        AppChoice choice = AppChoice.of("app " + verb, verb, arguments, wiring.pods());
        AppSwitch.check(choice.pod(), choice.app(), ProgramName.current() == ProgramName.RKT);
        if (context.environment().containsKey(ASKED)) {
            throw new OperationFailedException(
                    "cannot " + verb + " app " + choice.app() + ": the pod's supervisor does not answer",
                    "'dray stop " + choice.pod().uuid() + "' ends the pod");
        }
        return wiring.appSwitch(RunCommand.required(context, RunCommand.LAUNCHER))
                .run(verb, choice.pod(), choice.app(), ASKED);
    }
}
