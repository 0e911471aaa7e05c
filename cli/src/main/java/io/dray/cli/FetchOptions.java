package io.dray.cli;

import io.dray.cli.InsecureOptions.Waiver;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Token;
import io.dray.clikit.Token.ArgumentToken;
import io.dray.clikit.Token.OptionToken;
import io.dray.core.InvalidInputException;
import io.dray.image.fetch.FetchPolicy;
import io.dray.image.fetch.PullPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            OptionSpec.value("signature", "FILE", "Check the preceding image by the signature in this file");

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
     * The signature that was named for one image.
     *
     * @param own what the command line says of this image
     */
    static Optional<Path> signature(ParsedArguments own) {
        List<String> files = own.values(SIGNATURE);
        if (files.size() > 1) {
            throw new InvalidInputException(
                    "--signature specified multiple times for the same image", "an image is checked by one signature");
        }
        return files.isEmpty() ? Optional.empty() : Optional.of(Path.of(files.getFirst()));
    }

    /**
     * An image that the command line names.
     *
     * @param word how it is named
     * @param signature the file that was named after it
     */
    record NamedImage(String word, Optional<Path> signature) {}

    /** The images of a command line without apps, in their order. A single image may also have its signature before it. */
    static List<NamedImage> images(ParsedArguments arguments) {
        List<String> words = arguments.arguments();
        if (words.size() == 1 && ProgramName.current() != ProgramName.RKT) {
            return List.of(new NamedImage(words.getFirst(), signature(arguments)));
        }
        List<List<Token>> own = new ArrayList<>();
        for (Token token : arguments.tokens()) {
            if (token instanceof ArgumentToken) {
                own.add(new ArrayList<>());
            } else if (!own.isEmpty()) {
                own.getLast().add(token);
            } else if (token instanceof OptionToken given
                    && given.option().name().equals(SIGNATURE.name())) {
                throw new InvalidInputException(
                        "--signature must follow an image", "write it after the image it is for");
            }
        }
        List<NamedImage> images = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            images.add(new NamedImage(words.get(i), signature(new ParsedArguments(own.get(i)))));
        }
        return images;
    }

    /**
     * What the command line allows.
     *
     * @param signature of the image, if one was named
     * @param usual when the network is asked if nothing is said
     * @param command the name of the command, for hints
     */
    static FetchPolicy policy(ParsedArguments arguments, Optional<Path> signature, PullPolicy usual, String command) {
        Optional<PullPolicy> said = pull(arguments);
        PullPolicy pull = said.orElse(usual);
        // what an image depends on is asked for again only if somebody says so
        PullPolicy dependencies = said.isEmpty() ? PullPolicy.NEW : pull;
        return new FetchPolicy(
                pull,
                dependencies,
                !InsecureOptions.of(arguments).has(Waiver.IMAGE),
                arguments.has(GlobalOptions.TRUST_KEYS_FROM_HTTPS),
                signature,
                ProgramName.current().text() + " " + command);
    }
}
