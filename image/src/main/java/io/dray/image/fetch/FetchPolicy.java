package io.dray.image.fetch;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the operator allows and wants.
 *
 * @param pull when the network is asked for an image
 * @param dependencies when it is asked for what an image depends on
 * @param requiresSignatures whether an image needs a good signature of a trusted key
 * @param trustsKeysFromHttps whether keys that discovery finds by https are trusted at once
 * @param signature a file with the signature instead of the one beside the image
 * @param command how the command line begins that asks for the image, {@code dray fetch}; for hints
 */
public record FetchPolicy(
        PullPolicy pull,
        PullPolicy dependencies,
        boolean requiresSignatures,
        boolean trustsKeysFromHttps,
        Optional<Path> signature,
        String command) {
    private static final String RKT = "rkt ";

    /** Signed images only. */
    public static FetchPolicy strict(PullPolicy pull, String command) {
        PullPolicy dependencies = pull == PullPolicy.NEVER ? PullPolicy.NEVER : PullPolicy.NEW;
        return new FetchPolicy(pull, dependencies, true, false, Optional.empty(), command);
    }

    /** The policy for what an image depends on: it has no signature of its own on the command line. */
    FetchPolicy forDependencies() {
        return new FetchPolicy(
                dependencies, dependencies, requiresSignatures, trustsKeysFromHttps, Optional.empty(), command);
    }

    /** Whether images must say for which os and arch they are, as rkt wants it; appc does not (aci.md, "labels"). */
    boolean requiresPlatform() {
        return command.startsWith(RKT);
    }

    /** The program of the command, {@code dray}. */
    String program() {
        return command.substring(0, command.indexOf(' '));
    }
}
