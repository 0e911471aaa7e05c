package io.dray.cli;

import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.AcName;
import io.dray.core.InvalidInputException;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodRegistry;
import java.util.Optional;

/**
 * One app of one pod, as a command is told it.
 *
 * @param pod the pod
 * @param app the name of the app, which the pod need not have
 */
record AppChoice(Pod pod, String app) {
    static final OptionSpec APP = OptionSpec.value("app", "NAME", "The app");

    /**
     * The choice.
     *
     * @param command its whole name
     * @param verb what is to be done with the app
     */
    static AppChoice of(String command, String verb, ParsedArguments arguments, PodRegistry pods) {
        if (arguments.arguments().isEmpty()
                && arguments.values(PodArguments.UUID_FILE).isEmpty()) {
            throw new InvalidInputException("must provide the pod UUID", "'dray list' shows them");
        }
        Optional<String> app = arguments.value(APP);
        if (app.isEmpty() || app.get().isEmpty()) {
            throw new InvalidInputException(
                    "must provide the app to " + verb, "name it with --app; 'dray app list' shows them");
        }
        Pod pod = pods.require(PodArguments.one(command, arguments));
        return new AppChoice(pod, AcName.of(app.get()).value());
    }
}
