package io.dray.clikit;

import io.dray.core.InvalidInputException;
import java.util.List;

/** The commands of a program by name. A name is one or more words; words before the last name a group, never a command. */
public interface CommandTable {
    /** The names that help lists, in its order. */
    List<String> names();

    /** Names that work but that no help, completion or prefix shows. */
    List<String> hiddenNames();

    /** What the commands of a group are about, one line without a final stop. */
    String groupSummary(String group);

    /** A new command; the name is one of those above. */
    Command create(String name);

    /**
     * Looks at the options that all commands have.
     *
     * @throws InvalidInputException for values that are wrong
     */
    default void check(ParsedArguments arguments) {}

    /** The commands whose names may be abbreviated. */
    default List<String> abbreviable() {
        return names();
    }
}
