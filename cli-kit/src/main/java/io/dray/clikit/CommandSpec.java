package io.dray.clikit;

import java.util.ArrayList;
import java.util.List;

/**
 * What a command is called, takes and offers; the single source of its parser, help, completion and reference page.
 *
 * @param name the words that choose it, {@code image list}
 * @param summary one line without a final stop
 * @param description further sentences, may be empty
 * @param arguments its positional arguments
 * @param options its own options, in the order of the help
 * @param examples in the order of the help
 */
public record CommandSpec(
        String name,
        String summary,
        String description,
        ArgumentSpec arguments,
        List<OptionSpec> options,
        List<Example> examples) {
    /**
     * An example that can be typed as it stands.
     *
     * @param line the whole command line
     * @param meaning what it does, without a final stop
     */
    public record Example(String line, String meaning) {}

    public CommandSpec {
        options = List.copyOf(options);
        examples = List.copyOf(examples);
    }

    /** A command without arguments and options. */
    public static CommandSpec of(String name, String summary) {
        return new CommandSpec(name, summary, "", ArgumentSpec.none(), List.of(), List.of());
    }

    /** The same with this description. */
    public CommandSpec describedAs(String text) {
        return new CommandSpec(name, summary, text, arguments, options, examples);
    }

    /** The same with these positional arguments. */
    public CommandSpec taking(ArgumentSpec taken) {
        return new CommandSpec(name, summary, description, taken, options, examples);
    }

    /** The same with these options. */
    public CommandSpec offering(OptionSpec... offered) {
        return new CommandSpec(name, summary, description, arguments, List.of(offered), examples);
    }

    /** The same with one more example. */
    public CommandSpec example(String line, String meaning) {
        List<Example> more = new ArrayList<>(examples);
        more.add(new Example(line, meaning));
        return new CommandSpec(name, summary, description, arguments, options, more);
    }

    /** {@code run [options] IMAGE [-- ARGUMENT...]}. */
    String usage() {
        StringBuilder usage = new StringBuilder(name);
        if (!options.isEmpty()) {
            usage.append(" [options]");
        }
        return usage.append(arguments.usage()).toString();
    }
}
