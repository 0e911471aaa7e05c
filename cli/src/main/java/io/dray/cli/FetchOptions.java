package io.dray.cli;

import io.dray.cli.InsecureOptions.Waiver;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.InvalidInputException;
import io.dray.image.fetch.FetchPolicy;
import io.dray.image.fetch.PullPolicy;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The options of every command that may fetch images. */
final class FetchOptions {
    static final OptionSpec PULL_POLICY = OptionSpec.value(
            "pull-policy", "new|update|never", "Ask the network for what is missing, always, or never");
    static final OptionSpec NO_STORE =
            OptionSpec.flag("no-store", "The same as --pull-policy=update, as rkt once had it");
    static final OptionSpec STORE_ONLY =
            OptionSpec.flag("store-only", "The same as --pull-policy=never, as rkt once had it");
    static final OptionSpec SIGNATURE =
            OptionSpec.value("signature", "FILE", "Check the image by the signature in this file");

    private FetchOptions() {}

    /** Whether the command line says anything of when the network is asked. */
    static Optional<PullPolicy> pull(ParsedArguments arguments) {
        if (arguments.has(NO_STORE) && arguments.has(STORE_ONLY)) {
            throw new InvalidInputException("--no-store and --store-only contradict each other", "leave one out");
        }
        if (arguments.has(NO_STORE)) {
            return Optional.of(PullPolicy.UPDATE);
        }
        if (arguments.has(STORE_ONLY)) {
            return Optional.of(PullPolicy.NEVER);
        }
        return arguments.value(PULL_POLICY).map(word -> PullPolicy.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    /**
     * What the command line allows.
     *
     * @param usual when the network is asked if nothing is said
     * @param command the name of the command, for hints
     */
    static FetchPolicy policy(ParsedArguments arguments, PullPolicy usual, String command) {
        Optional<PullPolicy> said = pull(arguments);
        PullPolicy pull = said.orElse(usual);
        // what an image depends on is asked for again only if somebody says so
        PullPolicy dependencies = said.isEmpty() ? PullPolicy.NEW : pull;
        return new FetchPolicy(
                pull,
                dependencies,
                !InsecureOptions.of(arguments).has(Waiver.IMAGE),
                arguments.has(GlobalOptions.TRUST_KEYS_FROM_HTTPS),
                arguments.value(SIGNATURE).map(Path::of),
                ProgramName.current().text() + " " + command);
    }
}
