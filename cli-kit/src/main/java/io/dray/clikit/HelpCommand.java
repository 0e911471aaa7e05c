package io.dray.clikit;

import io.dray.core.ExitCode;

/** {@code help [COMMAND]}. */
public final class HelpCommand implements Command {
    private final Program program;

    public HelpCommand(Program program) {
        this.program = program;
    }

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("help", "Say how to use a command")
                .taking(ArgumentSpec.any("COMMAND"))
                .example(program.name() + " help image list", "The same as " + program.name() + " image list --help");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        String name = new CommandFinder(program).find(arguments.arguments()).name();
        context.out().print(HelpText.about(program, name));
        return ExitCode.OK.number();
    }
}
