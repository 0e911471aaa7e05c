package io.dray.cli;

import io.dray.cli.InsecureOptions.Waiver;
import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.DrayException;
import io.dray.core.ExitCode;
import io.dray.core.InvalidInputException;
import io.dray.image.config.Configuration;
import io.dray.image.fetch.KeyFetch;
import io.dray.image.http.HttpTransport;
import io.dray.image.trust.TrustStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code trust [KEY...]}: says whose signatures count for which images. */
final class TrustCommand implements Command {
    private static final OptionSpec PREFIX =
            OptionSpec.value("prefix", "NAME", "Trust the keys for images whose name is this or goes on with a slash");
    private static final OptionSpec ROOT = OptionSpec.flag("root", "Trust the keys for all images");
    private static final OptionSpec UNSIGNED =
            OptionSpec.flag("unsigned", "Accept images of the prefix without a signature, and trust no key");
    private static final OptionSpec FINGERPRINT = OptionSpec.value(
                    "fingerprint", "HEX", "Trust only a key of this fingerprint, without asking; for scripts")
            .repeated();
    private static final OptionSpec SKIP_REVIEW = OptionSpec.flag(
            "skip-fingerprint-review", "Trust the keys without asking; anybody's, if you did not check them");
    private static final OptionSpec ALLOW_HTTP =
            OptionSpec.flag("insecure-allow-http", "Find and get keys over plain http too");

    private final InstantSource clock;

    TrustCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("trust", "Trust a key to sign images")
                .describedAs("A KEY is a file or a URL. Without one, the keys are those that discovery finds for the"
                        + " prefix. Each key is shown and a person is asked, unless its fingerprint is given.")
                .taking(ArgumentSpec.any("KEY"))
                .offering(PREFIX, ROOT, FINGERPRINT, SKIP_REVIEW, ALLOW_HTTP, UNSIGNED)
                .example(
                        "dray trust --prefix=example.com/team ./team.asc",
                        "Trust a key after a look at its fingerprint")
                .example("dray trust --prefix=example.com", "Trust the keys that the host itself names")
                .example(
                        "dray trust --unsigned --prefix=registry-1.docker.io/library",
                        "Accept Docker's own images unsigned");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        String prefix = prefix(arguments);
        Wiring.requireRoot(context);
        TrustStore trust = Wiring.trust(arguments, clock);
        if (arguments.has(UNSIGNED)) {
            context.err()
                    .println("Images of \"" + prefix + "\" are accepted without a signature, by \""
                            + trust.acceptUnsigned(prefix) + "\"");
            return ExitCode.OK.number();
        }
        KeyReview review = new KeyReview(context, trust, arguments.has(SKIP_REVIEW), fingerprints(arguments));
        try (HttpTransport transport = transport(arguments, context)) {
            Configuration configuration = Configuration.read(Wiring.configurationPlaces(arguments));
            KeyFetch keys = new KeyFetch(transport, configuration.authorizer(clock), line -> {
                if (arguments.has(GlobalOptions.DEBUG)) {
                    context.err().println("pubkey: " + line);
                }
            });
            return trustAll(arguments, context, keys, review).number();
        }
    }

    private static ExitCode trustAll(
            ParsedArguments arguments, CommandContext context, KeyFetch keys, KeyReview review) {
        String prefix = arguments.value(PREFIX).orElse("");
        List<String> locations = arguments.arguments().isEmpty() ? keys.locate(prefix) : arguments.arguments();
        Outcome outcome = new Outcome(context, "trust");
        for (String location : locations) {
            try {
                review.review(location, keys.read(location), prefix);
            } catch (DrayException e) {
                outcome.failed(e);
            }
        }
        return outcome.exitCode();
    }

    private static HttpTransport transport(ParsedArguments arguments, CommandContext context) {
        InsecureOptions insecure = InsecureOptions.of(arguments);
        insecure.announceFetch(context);
        boolean plain = arguments.has(ALLOW_HTTP) || insecure.has(Waiver.PUBKEY) || insecure.has(Waiver.HTTP);
        return Wiring.transport(insecure, plain, context);
    }

    private static String prefix(ParsedArguments arguments) {
        Optional<String> prefix = arguments.value(PREFIX).filter(text -> !text.isEmpty());
        boolean root = arguments.has(ROOT);
        if (prefix.isPresent() && root) {
            throw new InvalidInputException("--root and --prefix usage mutually exclusive", "give one of them");
        }
        if (prefix.isEmpty() && (!root || arguments.has(UNSIGNED))) {
            throw new InvalidInputException(
                    arguments.arguments().isEmpty()
                            ? "trust needs --prefix=NAME"
                            : "aborting due to implicit unbounded trust (root domain)",
                    "say for which images: --prefix=example.com/team, or --root for all");
        }
        if (root && arguments.arguments().isEmpty()) {
            throw new InvalidInputException(
                    "--root needs a key: nothing can be discovered without a prefix", "give the path or URL of a key");
        }
        int scheme = prefix.orElse("").indexOf("://");
        if (scheme >= 0) {
            throw new InvalidInputException("--prefix must not contain a URL scheme, omit "
                    + prefix.orElseThrow().substring(0, scheme + 3));
        }
        prefix.ifPresent(TrustStore::requirePrefix);
        return prefix.orElse("");
    }

    private static List<String> fingerprints(ParsedArguments arguments) {
        List<String> fingerprints = new ArrayList<>();
        for (String typed : arguments.values(FINGERPRINT)) {
            String fingerprint = TrustStore.fingerprint(typed);
            if (fingerprint.isEmpty()) {
                throw new InvalidInputException(
                        "'" + typed + "' is not a fingerprint",
                        "it has 40 hexadecimal digits, as 'gpg --fingerprint' prints them");
            }
            fingerprints.add(fingerprint);
        }
        return fingerprints;
    }
}
