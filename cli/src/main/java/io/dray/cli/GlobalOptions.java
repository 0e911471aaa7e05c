package io.dray.cli;

import io.dray.clikit.OptionSpec;

/** What every command understands. */
final class GlobalOptions {
    static final OptionSpec DIR =
            OptionSpec.value("dir", "DIR", "Keep images and pods in this directory instead of /var/lib/dray");
    static final OptionSpec DEBUG = OptionSpec.flag("debug", "Show the stack trace of an error");

    private GlobalOptions() {}
}
