package io.dray.cli;

import io.dray.clikit.Command;
import io.dray.clikit.CommandTable;
import io.dray.clikit.CompletionCommand;
import io.dray.clikit.HelpCommand;
import java.util.List;

/** All commands. A switch and no map, so that starting one command loads no class of another. */
final class DrayCommands implements CommandTable {
    @Override
    public List<String> names() {
        return List.of("completion", "help", "version");
    }

    @Override
    public List<String> hiddenNames() {
        return List.of();
    }

    @Override
    public String groupSummary(String group) {
        return "Commands about images";
    }

    @Override
    public Command create(String name) {
        return switch (name) {
            case "completion" -> new CompletionCommand(Dray.program());
            case "help" -> new HelpCommand(Dray.program());
            case "version" -> new VersionCommand();
            default -> throw new IllegalArgumentException(name);
        };
    }
}
