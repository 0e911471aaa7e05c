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
    private static final String RKT_FETCH = "rkt fetch";

    /** For which machines images may be. */
    enum Platform {
        /** For any: who runs them sees to it. */
        ANY,
        /** For Linux, if they say for what they are. */
        LINUX,
        /** For this machine, and they say so. */
        OWN
    }

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

    /** Rkt fetched anything and ran only what says for which os and arch it is; appc does not ask for it (aci.md, "labels"). */
    Platform platform() {
        if (command.startsWith(RKT_FETCH)) {
            return Platform.ANY;
        }
        return command.startsWith(RKT) ? Platform.OWN : Platform.LINUX;
    }

    /**
     * Whether an image may be called something else than what it was asked for by. rkt looked at the name only where it looked at
     * the signature.
     */
    boolean acceptsOtherNames() {
        return command.startsWith(RKT) && !requiresSignatures;
    }

    /** Whether {@code name:latest} means the version that is called so, as rkt had it, and not the newest. */
    boolean readsLatestAsWritten() {
        return command.startsWith(RKT);
    }

    /** The program of the command, {@code dray}. */
    String program() {
        return command.substring(0, command.indexOf(' '));
    }
}
