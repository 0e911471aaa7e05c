package io.dray.clikit;

import io.dray.core.ExitCode;

/** {@code completion bash|zsh|fish}. */
public final class CompletionCommand implements Command {
    private final Program program;

    public CompletionCommand(Program program) {
        this.program = program;
    }

    @Override
    public CommandSpec spec() {
        String name = program.name();
        return CommandSpec.of("completion", "Print the completion script of a shell")
                .taking(ArgumentSpec.one("bash|zsh|fish"))
                .example("source <(" + name + " completion bash)", "Complete commands in this bash from now on")
                .example(
                        name + " completion fish > ~/.config/fish/completions/" + name + ".fish",
                        "Complete commands in every fish to come");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Completion completion = new Completion(program);
        String script = switch (arguments.arguments().getFirst()) {
            case "bash" -> completion.bash();
            case "zsh" -> completion.zsh();
            default -> completion.fish();
        };
        context.out().print(script);
        return ExitCode.OK.number();
    }
}
