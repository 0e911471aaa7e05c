package io.dray.cli;

import io.dray.clikit.CommandContext;
import io.dray.clikit.Printable;
import io.dray.core.DrayException;
import io.dray.core.ExitCode;

/** Keeps the account of a command over many objects, which goes on after a failure and fails at its end. */
final class Outcome {
    private final CommandContext context;
    private final String speaker;
    private ExitCode exitCode = ExitCode.OK;

    /**
     * The account of one command.
     *
     * @param command its whole name
     */
    Outcome(CommandContext context, String command) {
        this.context = context;
        this.speaker = ProgramName.current().speaking(command);
    }

    /** Reports that one object failed. */
    void failed(DrayException e) {
        noted(e);
        exitCode = ExitCode.FAILURE;
    }

    /** Reports what happened to one object without taking it for a failure of the command. */
    void noted(DrayException e) {
        context.err().println(speaker + Printable.line(String.valueOf(e.getMessage())));
        if (e.hint().isPresent()) {
            context.err()
                    .println(speaker + "hint: "
                            + Printable.line(Dray.program().inItsName(e.hint().get())));
        }
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
