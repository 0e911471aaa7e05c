package io.dray.cli;

import io.dray.clikit.CommandContext;
import io.dray.clikit.Listing;
import io.dray.clikit.ParsedArguments;
import io.dray.core.Json;
import io.dray.core.JsonValue;

/** JSON for people: indented by two blanks a level, and by a tab under the name of rkt, as that did. */
final class PrettyJson {
    private PrettyJson() {}

    /** Prints a listing in the format that was asked for. */
    static void print(ParsedArguments arguments, CommandContext context, JsonValue value) {
        if (ProgramName.current() == ProgramName.RKT
                && arguments.value(Listing.FORMAT).orElse("").equals("json-pretty")) {
            context.out().print(text(value));
        } else {
            Listing.print(arguments, context, value);
        }
    }

    /** The text, which ends in a newline. */
    static String text(JsonValue value) {
        String text = Json.writePretty(value);
        return ProgramName.current() == ProgramName.RKT ? tabbed(text) : text;
    }

    /** Texts within JSON hold no newlines, so what begins a line is its indentation. */
    private static String tabbed(String text) {
        StringBuilder tabbed = new StringBuilder(text.length());
        boolean begins = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (begins && c == ' ') {
                tabbed.append('\t');
                i++;
            } else {
                begins = c == '\n';
                tabbed.append(c);
            }
        }
        return tabbed.toString();
    }
}
