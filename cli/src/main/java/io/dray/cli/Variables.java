package io.dray.cli;

import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Environment variables on the command line. */
final class Variables {
    private Variables() {}

    /**
     * The variables that a repeatable option sets; of two of one name the later one.
     *
     * @throws InvalidInputException for a value that is not {@code NAME=VALUE}
     */
    static Map<String, String> of(OptionSpec option, ParsedArguments arguments) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String assignment : arguments.values(option)) {
            int equals = assignment.indexOf('=');
            if (equals <= 0) {
                throw new InvalidInputException("--" + option.name() + " needs NAME=VALUE, not '" + assignment + "'");
            }
            variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return variables;
    }
}
