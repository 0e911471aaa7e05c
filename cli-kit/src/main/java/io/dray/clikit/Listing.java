package io.dray.clikit;

import io.dray.core.Json;
import io.dray.core.JsonValue;

/** The options that every listing has, and how it obeys {@code --format}. */
public final class Listing {
    /** {@code --format}. */
    public static final OptionSpec FORMAT =
            OptionSpec.value("format", "json|json-pretty", "Print JSON instead of a table");

    /** {@code --no-legend}. */
    public static final OptionSpec NO_LEGEND = OptionSpec.flag("no-legend", "Leave out the line of column titles");

    private Listing() {}

    /** Whether JSON was asked for. */
    public static boolean isJson(ParsedArguments arguments) {
        return arguments.value(FORMAT).isPresent();
    }

    /** Prints the value in the format that was asked for. */
    public static void print(ParsedArguments arguments, CommandContext context, JsonValue value) {
        boolean pretty = arguments.value(FORMAT).orElse("json").equals("json-pretty");
        context.out().print(pretty ? Json.writePretty(value) : Json.write(value) + "\n");
    }
}
