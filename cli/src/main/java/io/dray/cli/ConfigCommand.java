package io.dray.cli;

import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.image.config.Configuration;

/** {@code config}: the merged configuration. */
final class ConfigCommand implements Command {
    private static final OptionSpec PRETTY =
            OptionSpec.flag("pretty-print", "Indent the JSON; --pretty-print=false does not");

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("config", "Print the merged configuration")
                .describedAs(
                        "Prints JSON, passwords and tokens included. The files of all layers are checked on the way.")
                .offering(PRETTY)
                .example("dray config", "Show what the configuration comes to");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        JsonValue merged =
                Configuration.read(Wiring.configurationPlaces(arguments)).toJson();
        boolean pretty = arguments.value(PRETTY).orElse("true").equals("true");
        context.out().print(pretty ? PrettyJson.text(merged) : Json.write(merged) + "\n");
        return ExitCode.OK.number();
    }
}
