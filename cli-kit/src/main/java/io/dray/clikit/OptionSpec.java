package io.dray.clikit;

import java.util.Optional;

/**
 * One option, {@code --name} or {@code --name=VALUE}. Two specs of the same name are the same option.
 *
 * @param name the long name without dashes
 * @param shortName one letter, or NUL for none
 * @param placeholder what help calls the value, see {@link Placeholder}; empty for a boolean
 * @param implied the value of the option when it stands alone; then a value can only follow a {@code =}
 * @param repeatable whether all values count; otherwise the last one does
 * @param help one sentence without a final stop
 */
public record OptionSpec(
        String name, char shortName, String placeholder, Optional<String> implied, boolean repeatable, String help) {
    /** What every command understands. */
    static final OptionSpec HELP = flag("help", "Say how to use this command").abbreviatedAs('h');

    /** A boolean: {@code --name}, {@code --name=false}. */
    public static OptionSpec flag(String name, String help) {
        return new OptionSpec(name, '\0', "", Optional.of("true"), false, help);
    }

    /** An option with a value: {@code --name=VALUE} or {@code --name VALUE}. */
    public static OptionSpec value(String name, String placeholder, String help) {
        return new OptionSpec(name, '\0', placeholder, Optional.empty(), false, help);
    }

    /** The same with a short name. */
    public OptionSpec abbreviatedAs(char letter) {
        return new OptionSpec(name, letter, placeholder, implied, repeatable, help);
    }

    /** The same, of which every value counts. */
    public OptionSpec repeated() {
        return new OptionSpec(name, shortName, placeholder, implied, true, help);
    }

    /** The same, which may stand without a value and then means this one. */
    public OptionSpec alone(String value) {
        return new OptionSpec(name, shortName, placeholder, Optional.of(value), repeatable, help);
    }

    /** Whether the option is a boolean. */
    boolean isFlag() {
        return placeholder.isEmpty();
    }

    /** {@code -s, --name=VALUE}, as help shows it. */
    String usage() {
        String abbreviation = shortName == '\0' ? "" : "-" + shortName + ", ";
        String value = "";
        if (!isFlag()) {
            value = implied.isPresent() ? "[=" + placeholder + "]" : "=" + placeholder;
        }
        return abbreviation + "--" + name + value;
    }
}
