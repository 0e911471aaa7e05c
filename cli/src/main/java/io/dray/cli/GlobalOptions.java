package io.dray.cli;

import io.dray.clikit.OptionSpec;
import java.util.List;

/** What every command understands. */
final class GlobalOptions {
    static final OptionSpec DIR =
            OptionSpec.value("dir", "DIR", "Keep images and pods in this directory instead of /var/lib/dray");
    static final OptionSpec DEBUG = OptionSpec.flag("debug", "Show the stack trace of an error");

    static final OptionSpec SYSTEM_CONFIG = OptionSpec.value(
            "system-config",
            "DIR",
            "Read the configuration of the system here instead of /usr/lib/dray and /usr/lib/rkt");
    static final OptionSpec LOCAL_CONFIG = OptionSpec.value(
            "local-config",
            "DIR",
            "Read and write the configuration of the machine here instead of /etc/dray and /etc/rkt");
    static final OptionSpec USER_CONFIG =
            OptionSpec.value("user-config", "DIR", "Read the configuration of a user here, which wins over the others");
    static final OptionSpec INSECURE_OPTIONS = OptionSpec.value(
                    "insecure-options",
                    "LIST",
                    "Give up protection: none, image, tls, ondisk, http, pubkey, capabilities, paths, seccomp,"
                            + " all-fetch, all-run, all")
            .repeated();
    static final OptionSpec TRUST_KEYS_FROM_HTTPS =
            OptionSpec.flag("trust-keys-from-https", "Trust the keys that discovery finds by https without a review");

    /** In the order of help. */
    static final List<OptionSpec> ALL =
            List.of(DIR, DEBUG, SYSTEM_CONFIG, LOCAL_CONFIG, USER_CONFIG, INSECURE_OPTIONS, TRUST_KEYS_FROM_HTTPS);

    private GlobalOptions() {}
}
