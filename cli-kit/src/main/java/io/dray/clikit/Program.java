package io.dray.clikit;

import io.dray.core.ExitCode;
import io.dray.core.InvalidInputException;
import java.util.List;

/**
 * A whole command line.
 *
 * @param name how it is called
 * @param summary what it is for, one line without a final stop
 * @param options the options that every command understands
 * @param commands its commands
 * @param manners how it speaks of errors
 */
public record Program(String name, String summary, List<OptionSpec> options, CommandTable commands, Manners manners) {
    /** How a program speaks of errors. */
    public enum Manners {
        /** Each line begins with the program's name. */
        DRAY,
        /** Each line begins with the command's name; after a wrong line comes its usage, and no command is an error of its own. */
        RKT
    }

    /** The name that all texts are written with. */
    private static final String USUAL_NAME = "dray";

    /** The code rkt leaves with when it is given nothing to do. */
    private static final int RKT_NOTHING_TO_DO = 2;

    public Program {
        options = List.copyOf(options);
    }

    /** A program that speaks in its own name. */
    public Program(String name, String summary, List<OptionSpec> options, CommandTable commands) {
        this(name, summary, options, commands, Manners.DRAY);
    }

    /** What hints and examples say to type, under the name that the program was called by. */
    public String inItsName(String text) {
        return name.equals(USUAL_NAME)
                ? text
                : typed(text)
                        .replace("'" + USUAL_NAME + " ", "'" + name + " ")
                        .replace("\"" + USUAL_NAME + " ", "\"" + name + " ");
    }

    /** A command line that may be typed as it stands. */
    String typed(String line) {
        return line.startsWith(USUAL_NAME + " ") ? name + line.substring(USUAL_NAME.length()) : line;
    }

    /** What a line on stderr begins with, without its colon. */
    String speaker(List<String> line) {
        if (manners == Manners.DRAY) {
            return name;
        }
        try {
            String command = new CommandFinder(this).find(line).name();
            return command.isEmpty() ? name : command.substring(command.lastIndexOf(' ') + 1);
        } catch (InvalidInputException _) {
            return name;
        }
    }

    int exitCodeOfNothing() {
        return manners == Manners.RKT ? RKT_NOTHING_TO_DO : ExitCode.FAILURE.number();
    }
}
