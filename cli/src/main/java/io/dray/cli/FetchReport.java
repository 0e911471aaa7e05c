package io.dray.cli;

import io.dray.clikit.CommandContext;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Printable;
import io.dray.clikit.Progress;
import io.dray.clikit.TransferBoard;
import io.dray.image.fetch.FetchListener;
import java.time.InstantSource;

/** Shows a fetch on standard error; under the name of rkt with rkt's prefix. */
final class FetchReport implements FetchListener, AutoCloseable {
    private final TransferBoard transfers;
    private final Progress progress;
    private final String prefix;
    private final String warning;
    private final boolean explains;
    private final boolean measures;

    FetchReport(ParsedArguments arguments, CommandContext context, InstantSource clock) {
        boolean asRkt = ProgramName.current() == ProgramName.RKT;
        this.transfers = new TransferBoard(context, clock);
        this.progress = new Progress(context, clock);
        this.prefix = asRkt ? "image: " : "";
        this.warning = (asRkt ? "image: " : "dray: ") + "warning: ";
        // scripts that read what rkt wrote to a pipe know no line for this
        this.measures = !asRkt || context.mayDraw();
        this.explains = arguments.has(GlobalOptions.DEBUG);
    }

    @Override
    public void progressed(String label, long done, long total) {
        if (measures) {
            transfers.update(label, done, total);
        }
    }

    @Override
    public void finished(String label) {
        transfers.finish(label);
    }

    @Override
    public void retrying(String label, String reason) {
        transfers.say(warning + Printable.line(label + ": " + reason) + "; trying again");
    }

    @Override
    public void said(String line) {
        transfers.say(prefix + Printable.line(line));
    }

    @Override
    public void explained(String line) {
        if (explains) {
            transfers.say(prefix + Printable.line(line));
        }
    }

    @Override
    public void warned(String line) {
        transfers.say(warning + Printable.line(line));
    }

    @Override
    public void importing(String what, long read, long total) {
        if (measures) {
            progress.update("importing " + what, read, total);
        }
    }

    @Override
    public void close() {
        progress.close();
        transfers.close();
    }
}
