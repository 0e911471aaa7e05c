package io.dray.cli;

import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;
import io.dray.pod.CollectionReport;

/** {@code gc}. */
final class GcCommand implements Command {
    @Override
    public CommandSpec spec() {
        return CommandSpec.of("gc", "Remove what ended pods and killed commands left behind")
                .describedAs(
                        "Removes pods that have exited, were killed or never started, with their processes, addresses and"
                                + " files, and whatever a killed build or import left half made. Running pods are not touched.")
                .example("dray gc", "Clean up");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        CollectionReport report = Wiring.ofRoot(arguments, context).collector().collect();
        for (String pod : report.pods()) {
            context.out().println("Garbage collecting pod \"" + pod + "\"");
        }
        for (String address : report.addresses()) {
            context.err().println("gc: gave back the address " + address + " of a pod that is gone");
        }
        for (String temporary : report.temporaries()) {
            context.err().println("gc: removed " + temporary + ", which a killed command left");
        }
        for (String failure : report.failures()) {
            context.err().println("dray: " + failure);
        }
        return (report.failures().isEmpty() ? ExitCode.OK : ExitCode.FAILURE).number();
    }
}
