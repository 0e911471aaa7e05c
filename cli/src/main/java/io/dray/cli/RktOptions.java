package io.dray.cli;

import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What rkt's scripts say of a pod and Dray has no use for: its stages were images, and its roots could be copies. */
final class RktOptions {
    private static final String STAGE1 = "Accepted from rkt's scripts; Dray's own executor is no image";

    private static final String HINT = "leave it out: pods of Dray have no stage1 image";

    private static final List<OptionSpec> STAGE1_OPTIONS = List.of(
            OptionSpec.value("stage1-path", "FILE", STAGE1),
            OptionSpec.value("stage1-url", "URL", STAGE1),
            OptionSpec.value("stage1-name", "NAME", STAGE1),
            OptionSpec.value("stage1-hash", "ID", STAGE1),
            OptionSpec.value("stage1-from-dir", "FILE", STAGE1));

    static final OptionSpec[] ALL = all();

    private RktOptions() {}

    private static OptionSpec[] all() {
        List<OptionSpec> all = new ArrayList<>();
        all.add(OptionSpec.flag(
                "no-overlay", "Accepted from rkt's scripts; an app's root is always an overlay, never a copy"));
        all.addAll(STAGE1_OPTIONS);
        return all.toArray(new OptionSpec[0]);
    }

    /**
     * The stage1 image that the command line names, as the option is written; empty if it names none.
     *
     * @throws InvalidInputException if it names two, which rkt refused in these words
     */
    static Optional<String> stage1(ParsedArguments arguments) {
        Optional<String> named = Optional.empty();
        for (OptionSpec option : STAGE1_OPTIONS) {
            String written = "--" + option.name();
            int uses = arguments.values(option).size();
            if (uses > 1) {
                throw new InvalidInputException(written + " already used", HINT);
            }
            if (uses == 1 && named.isPresent()) {
                throw new InvalidInputException(
                        "flags " + named.get() + " and " + written + " are mutually exclusive", HINT);
            }
            named = uses == 1 ? Optional.of(written) : named;
        }
        return named;
    }
}
