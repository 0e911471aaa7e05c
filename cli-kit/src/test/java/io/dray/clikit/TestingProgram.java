package io.dray.clikit;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A small program that shows every feature of the tables, with what was run and printed. */
class TestingProgram implements CommandTable {
    static final OptionSpec DEBUG = OptionSpec.flag("debug", "Show the stack trace of an error");
    static final OptionSpec DIR = OptionSpec.value("dir", "DIR", "Keep everything in this directory");
    static final OptionSpec NET =
            OptionSpec.value("net", "host|none|default", "Choose the network").alone("default");
    static final OptionSpec SET_ENV = OptionSpec.value(
                    "set-env", "NAME=VALUE", "Set an environment variable of the app, over what the image says")
            .repeated();
    static final OptionSpec KEEP = OptionSpec.flag("keep", "Keep it").abbreviatedAs('k');
    static final OptionSpec WORK = OptionSpec.value("work", "DIR", "Work there").abbreviatedAs('W');

    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final List<String> created = new ArrayList<>();
    final List<ParsedArguments> executed = new ArrayList<>();
    RuntimeException failure = new IllegalStateException("unused");
    boolean fails;
    boolean terminal;

    Program program() {
        return new Program("ship", "Ships things", List.of(DIR, DEBUG), this);
    }

    CommandContext context(Map<String, String> environment) {
        return new CommandContext(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                environment,
                new Surroundings() {
                    @Override
                    public boolean outputIsTerminal() {
                        return terminal;
                    }

                    @Override
                    public boolean errorIsTerminal() {
                        return terminal;
                    }

                    @Override
                    public boolean isRoot() {
                        return false;
                    }
                });
    }

    int run(String... line) {
        return CommandLine.run(program(), List.of(line), context(Map.of()));
    }

    /** Runs the line, which must reach its command. */
    ParsedArguments parse(String... line) {
        int code = run(line);
        if (code != 0) {
            throw new AssertionError(err());
        }
        return executed.getLast();
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Override
    public List<String> names() {
        return List.of("build", "run", "image list", "image rm", "list", "completion", "help");
    }

    @Override
    public List<String> hiddenNames() {
        return List.of("internal words");
    }

    @Override
    public String groupSummary(String group) {
        return "Look after images";
    }

    @Override
    public Command create(String name) {
        created.add(name);
        return switch (name) {
            case "help" -> new HelpCommand(program());
            case "completion" -> new CompletionCommand(program());
            default -> new Recorded(name);
        };
    }

    private static CommandSpec specOf(String name) {
        return switch (name) {
            case "build" ->
                CommandSpec.of(name, "Build it")
                        .taking(ArgumentSpec.optional("DIR"))
                        .offering(KEEP, WORK);
            case "run" ->
                CommandSpec.of(name, "Run an image in the foreground")
                        .describedAs("The exit code is that of the app. What follows -- is handed to the app as"
                                + " it stands, options included, and nothing of it is looked at.")
                        .taking(ArgumentSpec.oneOrMore("IMAGE").passingOn())
                        .offering(NET, SET_ENV)
                        .example("ship run example.com/redis:1 -- --port 7000", "Run redis on another port");
            case "image list" -> CommandSpec.of(name, "List the images").offering(Listing.FORMAT, Listing.NO_LEGEND);
            case "image rm" -> CommandSpec.of(name, "Remove images").taking(ArgumentSpec.oneOrMore("IMAGE"));
            case "list" -> CommandSpec.of(name, "List the pods");
            default -> CommandSpec.of(name, "Print words").taking(ArgumentSpec.one("KIND"));
        };
    }

    private final class Recorded implements Command {
        private final String name;

        Recorded(String name) {
            this.name = name;
        }

        @Override
        public CommandSpec spec() {
            return specOf(name);
        }

        @Override
        public int execute(ParsedArguments arguments, CommandContext context) {
            executed.add(arguments);
            if (fails) {
                throw failure;
            }
            context.out().println("did " + name);
            return 0;
        }
    }
}
