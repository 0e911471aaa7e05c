package io.dray.cli;

import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;
import io.dray.pod.lifecycle.CollectionReport;
import io.dray.pod.lifecycle.CollectionRules;
import io.dray.pod.lifecycle.PluginRules;
import io.dray.pod.lifecycle.PodCollector;
import java.time.Duration;
import java.time.Instant;

/** {@code gc}. */
final class GcCommand implements RootCommand {
    private static final OptionSpec GRACE = OptionSpec.value(
            "grace-period",
            "DURATION",
            "Keep a pod that has exited this long from when gc first sees it; 0s by default, 30m under the"
                    + " name rkt");
    private static final OptionSpec EXPIRE = OptionSpec.value(
            "expire-prepared", "DURATION", "Remove prepared pods that have waited this long; 24h by default");
    private static final OptionSpec MARK_ONLY =
            OptionSpec.flag("mark-only", "Let the grace period of pods that have exited begin, and remove nothing");

    /** rkt kept what had exited for half an hour; the logs were there to be read. */
    private static Duration defaultGrace() {
        return ProgramName.current() == ProgramName.RKT ? Duration.ofMinutes(30) : Duration.ZERO;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("gc", "Remove what ended pods and killed commands left behind")
                .describedAs(
                        "Removes pods that have exited, were killed or never started, with their processes, addresses and"
                                + " files, and whatever a killed build or import left half made. Running pods are not touched.")
                .offering(GRACE, EXPIRE, MARK_ONLY)
                .example("dray gc", "Clean up")
                .example("dray gc --grace-period=24h", "Keep for a day what has exited, and its logs");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        CollectionRules rules = new CollectionRules(
                Durations.parse(GRACE, arguments).orElse(defaultGrace()),
                Durations.parse(EXPIRE, arguments).orElse(Duration.ofDays(1)),
                arguments.has(MARK_ONLY),
                false,
                Instant.now());
        boolean debug = arguments.has(GlobalOptions.DEBUG);
        PluginRules usual = Wiring.pluginRules(context);
        PodCollector collector = Wiring.ofRoot(arguments, context).collector(debug ? usual.askedAgain() : usual);
        CollectionReport report = collector.collect(rules);
        for (String pod : report.marked()) {
            context.err().println("gc: moving pod \"" + pod + "\" to garbage");
        }
        for (String pod : report.expired()) {
            context.err().println("gc: moving expired prepared pod \"" + pod + "\" to garbage");
        }
        for (String pod : report.kept()) {
            context.err()
                    .println("gc: pod \"" + pod + "\" not removed: still within grace period ("
                            + Durations.text(rules.grace()) + ")");
        }
        for (String pod : report.pods()) {
            context.out().println("Garbage collecting pod \"" + pod + "\"");
        }
        for (String address : report.addresses()) {
            context.err().println("gc: gave back the address " + address + " of a pod that is gone");
        }
        for (String temporary : report.temporaries()) {
            context.err().println("gc: removed " + temporary + ", which a killed command left");
        }
        if (debug) {
            for (String plugin : report.plugins()) {
                context.err().println("networking: executing net-plugin " + plugin);
            }
        }
        for (String failure : report.failures()) {
            context.err().println(ProgramName.current().speaking("gc") + failure);
        }
        return (report.failures().isEmpty() ? ExitCode.OK : ExitCode.FAILURE).number();
    }
}
