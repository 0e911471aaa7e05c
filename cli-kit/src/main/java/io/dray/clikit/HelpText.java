package io.dray.clikit;

import io.dray.clikit.CommandSpec.Example;
import java.util.ArrayList;
import java.util.List;

/** Writes help from the tables, at most 80 columns wide. */
final class HelpText {
    private static final int WIDTH = 80;
    private static final int WIDEST_LEFT = 24;

    private HelpText() {}

    /** One line of a list in two columns. */
    private record Row(String left, String right) {}

    /** Help about a command, a group, or for an empty name the whole program. */
    static String about(Program program, String name) {
        CommandTable table = program.commands();
        return table.names().contains(name) || table.hiddenNames().contains(name)
                ? command(program, table.create(name).spec())
                : group(program, name);
    }

    static String command(Program program, CommandSpec spec) {
        StringBuilder text = new StringBuilder();
        wrap(text, "Usage: " + program.name() + " " + spec.usage(), 0, 8);
        text.append('\n');
        wrap(text, spec.summary() + ".", 0, 0);
        if (!spec.description().isEmpty()) {
            text.append('\n');
            wrap(text, program.inItsName(spec.description()), 0, 0);
        }
        list(text, "Options", optionRows(program, spec.options()));
        list(text, "Options of every command", optionRows(program, globals(program)));
        if (!spec.examples().isEmpty()) {
            text.append("\nExamples:\n");
            for (Example example : spec.examples()) {
                text.append("  ").append(program.typed(example.line())).append('\n');
                wrap(text, example.meaning(), 6, 6);
            }
        }
        return text.toString();
    }

    private static String group(Program program, String group) {
        String topic = group.isEmpty() ? "" : " " + group;
        StringBuilder text = new StringBuilder();
        text.append("Usage: ").append(program.name()).append(topic).append(" [options] COMMAND\n\n");
        wrap(text, (group.isEmpty() ? program.summary() : program.commands().groupSummary(group)) + ".", 0, 0);
        list(text, "Commands", commandRows(program, group));
        list(text, "Options of every command", optionRows(program, globals(program)));
        text.append("\n'").append(program.name()).append(" help").append(topic);
        return text.append(" COMMAND' says more about one of them.\n").toString();
    }

    private static List<OptionSpec> globals(Program program) {
        List<OptionSpec> options = new ArrayList<>(program.options());
        options.add(OptionSpec.HELP);
        return options;
    }

    private static List<Row> optionRows(Program program, List<OptionSpec> options) {
        List<Row> rows = new ArrayList<>();
        for (OptionSpec option : options) {
            rows.add(new Row(option.usage(), program.inItsName(option.help())));
        }
        return rows;
    }

    /** The commands of a group by their last words; the overview shows the commands of groups by their whole names. */
    private static List<Row> commandRows(Program program, String group) {
        String prefix = group.isEmpty() ? "" : group + " ";
        List<Row> rows = new ArrayList<>();
        for (String name : program.commands().names()) {
            if (name.startsWith(prefix)) {
                String summary = program.commands().create(name).spec().summary();
                rows.add(new Row(name.substring(prefix.length()), summary));
            }
        }
        return rows;
    }

    private static void list(StringBuilder text, String title, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        int left = 0;
        for (Row row : rows) {
            left = row.left().length() > WIDEST_LEFT
                    ? left
                    : Math.max(left, row.left().length());
        }
        text.append('\n').append(title).append(":\n");
        for (Row row : rows) {
            String first =
                    "  " + row.left() + " ".repeat(Math.max(0, left - row.left().length()));
            int column = left + 4;
            if (row.left().length() > left) {
                text.append(first).append('\n');
                wrap(text, row.right(), column, column);
            } else {
                StringBuilder lines = new StringBuilder();
                wrap(lines, row.right(), column, column);
                text.append(first).append(lines, first.length(), lines.length());
            }
        }
    }

    /** Appends the words, each line at most {@link #WIDTH} wide, the first line and the others indented by so many blanks. */
    private static void wrap(StringBuilder text, String words, int first, int others) {
        StringBuilder line = new StringBuilder(" ".repeat(first));
        boolean empty = true;
        for (String word : words.split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line.setLength(0);
                line.append(" ".repeat(others));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        text.append(line).append('\n');
    }
}
