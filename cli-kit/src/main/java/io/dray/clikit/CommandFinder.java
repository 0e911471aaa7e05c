package io.dray.clikit;

import io.dray.core.InvalidInputException;
import io.dray.core.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds which command a line chooses. Options, even those of the command, may stand before its name, and the name may be
 * abbreviated to an unambiguous prefix, both as in rkt.
 */
final class CommandFinder {
    private final Program program;
    private final CommandTable table;
    private final List<String> rest = new ArrayList<>();
    private String path = "";

    CommandFinder(Program program) {
        this.program = program;
        this.table = program.commands();
    }

    /**
     * What was found.
     *
     * @param name the name of a command or of a group, or empty if the line names none
     * @param rest the line without the words of the name
     */
    record Found(String name, List<String> rest) {}

    /** Finds the command; use a finder once. */
    Found find(List<String> line) {
        int index = 0;
        while (index < line.size() && !isCommand(path)) {
            String word = line.get(index);
            if (word.equals("--")) {
                break;
            }
            index++;
            if (!word.startsWith("-")) {
                path = resolve(word);
                continue;
            }
            rest.add(word);
            if (index < line.size() && needsNextWord(word)) {
                rest.add(line.get(index));
                index++;
            }
        }
        rest.addAll(line.subList(index, line.size()));
        return new Found(path, rest);
    }

    private boolean isCommand(String name) {
        return table.names().contains(name) || table.hiddenNames().contains(name);
    }

    private String resolve(String word) {
        Set<String> visible = nextWords(table.names());
        String prefix = path.isEmpty() ? "" : path + " ";
        if (visible.contains(word) || nextWords(table.hiddenNames()).contains(word)) {
            return prefix + word;
        }
        List<String> matches = new ArrayList<>();
        for (String candidate : nextWords(table.abbreviable())) {
            if (!word.isEmpty() && candidate.startsWith(word)) {
                matches.add(candidate);
            }
        }
        if (matches.size() == 1) {
            return prefix + matches.getFirst();
        }
        String help = "'" + program.name() + " help" + (path.isEmpty() ? "" : " " + path) + "' lists all commands";
        if (matches.size() > 1) {
            throw new InvalidInputException(
                    "ambiguous command '" + prefix + word + "': it could be " + String.join(", ", matches), help);
        }
        Optional<String> meant = Suggestion.nearest(word, visible);
        throw new InvalidInputException(
                "unknown command '" + prefix + word + "'",
                meant.isPresent() ? "did you mean '" + prefix + meant.get() + "'? " + help : help);
    }

    /** The words that may follow the words read so far. */
    private Set<String> nextWords(List<String> names) {
        String prefix = path.isEmpty() ? "" : path + " ";
        Set<String> words = new LinkedHashSet<>();
        for (String name : names) {
            if (name.startsWith(prefix)) {
                int end = name.indexOf(' ', prefix.length());
                words.add(end < 0 ? name.substring(prefix.length()) : name.substring(prefix.length(), end));
            }
        }
        return words;
    }

    /** Whether the option before the command takes the word after it, by the first command that has such an option. */
    private boolean needsNextWord(String option) {
        if (option.indexOf('=') >= 0 || (!option.startsWith("--") && option.length() > 2)) {
            return false;
        }
        Optional<OptionSpec> known = OptionParser.lookUp(option, program.options());
        for (int i = 0; known.isEmpty() && i < table.names().size(); i++) {
            known = OptionParser.lookUp(
                    option, table.create(table.names().get(i)).spec().options());
        }
        return known.isPresent() && known.get().implied().isEmpty();
    }
}
