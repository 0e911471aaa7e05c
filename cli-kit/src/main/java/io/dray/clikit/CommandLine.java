package io.dray.clikit;

import io.dray.clikit.CommandFinder.Found;
import io.dray.core.DrayException;
import io.dray.core.ExitCode;
import io.dray.core.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs one command line: find the command, parse, execute, report. An error a person can cause is one line and a hint; a
 * stack trace is shown only with {@code --debug}.
 */
public final class CommandLine {
    private static final char REPLACEMENT = '\uFFFD';

    private CommandLine() {}

    /**
     * Never throws.
     *
     * @return the exit code of the process
     */
    public static int run(Program program, List<String> line, CommandContext context) {
        try {
            int code = dispatch(program, line, context);
            // a result that nobody got is a failure, of which a PrintStream says nothing by itself
            return context.out().checkError() && code == 0 ? unwritten(program, line, context) : code;
        } catch (DrayException e) {
            report(program, line, context, String.valueOf(e.getMessage()));
            e.hint().ifPresent(hint -> report(program, line, context, "hint: " + program.inItsName(hint)));
            if (program.manners() == Program.Manners.RKT) {
                return failureAsTree(line, context, e);
            }
            return failure(line, context, e);
        } catch (UncheckedIOException e) {
            report(
                    program,
                    line,
                    context,
                    "input or output failed: "
                            + Objects.requireNonNull(e.getCause()).getMessage());
            return failure(line, context, e);
        } catch (RuntimeException | Error e) {
            report(program, line, context, "internal error: " + e);
            report(program, line, context, "hint: this is a bug; please report it with the output of --debug");
            return failure(line, context, e);
        } finally {
            context.out().flush();
            context.err().flush();
        }
    }

    private static int dispatch(Program program, List<String> line, CommandContext context) {
        refuseOtherBytes(line, context);
        Found found = find(program, line, context);
        CommandTable table = program.commands();
        if (!table.names().contains(found.name()) && !table.hiddenNames().contains(found.name())) {
            return withoutCommand(program, found, context);
        }
        Command command = table.create(found.name());
        OptionParser parser = new OptionParser(program, command.spec());
        ParsedArguments arguments = parse(program, parser, found, context);
        if (arguments.has(OptionSpec.HELP)) {
            context.out().print(HelpText.command(program, command.spec()));
            return ExitCode.OK.number();
        }
        command.requireRights(context);
        check(program, found, arguments, context);
        parser.checkCount(arguments);
        return command.execute(arguments, context);
    }

    /** What cannot be a string would silently become another name, or another word for an app. */
    private static void refuseOtherBytes(List<String> line, CommandContext context) {
        for (String word : line) {
            if (word.indexOf(REPLACEMENT) >= 0 && !context.surroundings().argumentsAreText()) {
                throw new InvalidInputException(
                        "the argument '" + word + "' is not UTF-8", "names and values are text in UTF-8");
            }
        }
    }

    private static Found find(Program program, List<String> line, CommandContext context) {
        try {
            return new CommandFinder(program).find(line);
        } catch (InvalidInputException e) {
            explain(program, "", context);
            throw e;
        }
    }

    private static ParsedArguments parse(Program program, OptionParser parser, Found found, CommandContext context) {
        try {
            return parser.parse(found.rest());
        } catch (InvalidInputException e) {
            explain(program, found.name(), context);
            throw e;
        }
    }

    private static void check(Program program, Found found, ParsedArguments arguments, CommandContext context) {
        try {
            program.commands().check(arguments);
        } catch (InvalidInputException e) {
            explain(program, found.name(), context);
            throw e;
        }
    }

    /** rkt's users see how it is meant, above what is wrong. */
    private static void explain(Program program, String command, CommandContext context) {
        if (program.manners() == Program.Manners.RKT) {
            context.err().println(HelpText.about(program, command));
        }
    }

    /** Only global options, or only the name of a group. */
    private static int withoutCommand(Program program, Found found, CommandContext context) {
        OptionParser parser = new OptionParser(program, CommandSpec.of(found.name(), ""));
        ParsedArguments arguments = parse(program, parser, found, context);
        String help = HelpText.about(program, found.name());
        if (arguments.has(OptionSpec.HELP)) {
            context.out().print(help);
            return ExitCode.OK.number();
        }
        boolean nothing = found.rest().isEmpty() || program.manners() == Program.Manners.RKT;
        if (found.name().isEmpty() && nothing) {
            context.err().print(help);
            return program.exitCodeOfNothing();
        }
        String topic = found.name().isEmpty() ? "" : " " + found.name();
        throw new InvalidInputException(
                program.name() + topic + " needs a command", "'" + program.name() + " help" + topic + "' lists them");
    }

    private static int unwritten(Program program, List<String> line, CommandContext context) {
        Optional<IOException> reason =
                context.out() instanceof ResultStream result ? result.failure() : Optional.empty();
        if (reason.isPresent() && ResultStream.readerLeft(reason.get())) {
            return ExitCode.OK.number();
        }
        String why = reason.isPresent() ? ": " + reason.get().getMessage() : "";
        report(program, line, context, "cannot write to standard output" + why);
        return ExitCode.FAILURE.number();
    }

    private static void report(Program program, List<String> line, CommandContext context, String text) {
        context.err().println(program.speaker(line) + ": " + Printable.line(text));
    }

    private static int failure(List<String> line, CommandContext context, Throwable e) {
        if (asksForDebugging(line)) {
            e.printStackTrace(context.err());
        }
        return ExitCode.FAILURE.number();
    }

    /** What each failure came from, one step further in. */
    private static int failureAsTree(List<String> line, CommandContext context, DrayException e) {
        if (asksForDebugging(line)) {
            String indent = "  ";
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
                context.err().println(indent + "\u2514\u2500" + Printable.line(reason));
                indent += "  ";
            }
        }
        return ExitCode.FAILURE.number();
    }

    private static boolean asksForDebugging(List<String> line) {
        int end = line.indexOf("--");
        return (end < 0 ? line : line.subList(0, end)).contains("--debug");
    }
}
