package io.dray.cli;

import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;

/** {@code version}. */
final class VersionCommand implements Command {
    @Override
    public CommandSpec spec() {
        return CommandSpec.of("version", "Print the versions of Dray and of the JVM it runs on");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        if (ProgramName.current() == ProgramName.RKT) {
            context.out().print(asRkt());
            return ExitCode.OK.number();
        }
        context.out()
                .print("dray " + Version.DRAY + "\n" + "java " + System.getProperty("java.vm.version") + " ("
                        + System.getProperty("java.vm.vendor") + ")\n");
        return ExitCode.OK.number();
    }

    /** The five lines that scripts look for. */
    private static String asRkt() {
        return "rkt Version: " + Version.DRAY + "\nappc Version: 0.8.11\nGo Version: none, Java "
                + System.getProperty("java.version") + "\nGo OS/Arch: linux/" + System.getProperty("os.arch")
                + "\nFeatures: -TPM -SDJOURNAL\n";
    }
}
