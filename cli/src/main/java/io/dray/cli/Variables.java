package io.dray.cli;

import io.dray.clikit.CommandContext;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Printable;
import io.dray.core.InvalidInputException;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Environment variables on the command line. */
final class Variables {
    /** What the launcher has set, and what a service manager has told this command alone. */
    private static final List<String> CALLERS_OWN =
            List.of("LC_ALL", "NOTIFY_SOCKET", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES");

    /** Stands for bytes that are not UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final long MAX_FILE_BYTES = 1 << 20;

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

    /** The variables of files, over which those of the option win. */
    static Map<String, String> ofFilesAndOption(List<String> files, OptionSpec option, ParsedArguments arguments) {
        Map<String, String> explicit = of(option, arguments);
        if (files.isEmpty()) {
            return explicit;
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (String file : files) {
            read(Path.of(file), variables);
        }
        variables.putAll(explicit);
        return variables;
    }

    /** What a caller's environment says to an app: all of it but what the launcher adds. */
    static Map<String, String> inherited(Map<String, String> callers) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (Map.Entry<String, String> variable : callers.entrySet()) {
            if (!variable.getKey().startsWith("DRAY_") && !CALLERS_OWN.contains(variable.getKey())) {
                variables.put(variable.getKey(), variable.getValue());
            }
        }
        return variables;
    }

    /** The environment of a command's caller, without what is no text: warns of that if apps are to inherit it. */
    static Map<String, String> callers(String command, ParsedArguments arguments, CommandContext context) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (Map.Entry<String, String> variable : context.environment().entrySet()) {
            if (variable.getKey().indexOf(REPLACEMENT) < 0
                    && variable.getValue().indexOf(REPLACEMENT) < 0) {
                variables.put(variable.getKey(), variable.getValue());
            } else if (arguments.has(RunOptions.INHERIT_ENV)) {
                context.err()
                        .println(ProgramName.current().speaking(command) + "warning: the variable "
                                + Printable.line(variable.getKey()) + " is not inherited: it is not UTF-8");
            }
        }
        return variables;
    }

    /** One {@code NAME=VALUE} a line; empty lines and lines that begin with {@code #} or {@code ;} are comments. */
    private static void read(Path file, Map<String, String> variables) {
        String text;
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new InvalidInputException(file + " is longer than " + MAX_FILE_BYTES + " bytes");
            }
            text = Files.readString(file);
        } catch (IOException e) {
            throw IoFailures.with("cannot read the variables in", file, e);
        }
        int number = 0;
        for (String line : Words.split(text, '\n')) {
            number++;
            String assignment = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (assignment.isBlank() || assignment.startsWith("#") || assignment.startsWith(";")) {
                continue;
            }
            int equals = assignment.indexOf('=');
            if (equals <= 0) {
                throw new InvalidInputException(
                        file + ":" + number + ": '" + assignment + "' is not of the form NAME=VALUE");
            }
            variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
    }
}
