package io.dray.cli;

import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandLine;
import io.dray.clikit.Program;
import java.util.List;

/** The program without its process; tests run command lines through it. */
public final class Dray {
    private static final String SUMMARY =
            "Builds images, runs them as pods, and tells where every byte of their configuration comes from";

    private Dray() {}

    /**
     * Runs one command line; never throws.
     *
     * @return the exit code
     */
    public static int run(List<String> line, CommandContext context) {
        boolean asksVersion = line.size() == 1 && line.getFirst().equals("--version");
        return CommandLine.run(program(), asksVersion ? List.of("version") : line, context);
    }

    static Program program() {
        ProgramName name = ProgramName.current();
        return name == ProgramName.RKT
                ? new Program(name.text(), SUMMARY, GlobalOptions.ALL, new DrayCommands(), Program.Manners.RKT)
                : new Program(ProgramName.DRAY.text(), SUMMARY, GlobalOptions.ALL, new DrayCommands());
    }
}
