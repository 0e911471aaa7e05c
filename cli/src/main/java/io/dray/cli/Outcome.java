package io.dray.cli;

import io.dray.clikit.CommandContext;
import io.dray.clikit.Printable;
import io.dray.core.DrayException;
import io.dray.core.ExitCode;

/** Keeps the account of a command over many objects, which goes on after a failure and fails at its end. */
final class Outcome {
    private final CommandContext context;
    private ExitCode exitCode = ExitCode.OK;

    Outcome(CommandContext context) {
        this.context = context;
    }

    /** Reports that one object failed. */
    void failed(DrayException e) {
        context.err().println("dray: " + Printable.line(String.valueOf(e.getMessage())));
        if (e.hint().isPresent()) {
            context.err().println("dray: hint: " + Printable.line(e.hint().get()));
        }
        exitCode = ExitCode.FAILURE;
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
