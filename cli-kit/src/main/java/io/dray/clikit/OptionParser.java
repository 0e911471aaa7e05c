package io.dray.clikit;

import io.dray.clikit.Token.ArgumentToken;
import io.dray.clikit.Token.OptionToken;
import io.dray.clikit.Token.PassedOnToken;
import io.dray.clikit.Token.SeparatorToken;
import io.dray.core.InvalidInputException;
import io.dray.core.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns the words after a command's name into tokens, by the spec of the command. */
final class OptionParser {
    private final CommandSpec spec;
    private final List<OptionSpec> options;
    private final String commandLine;
    private final List<Token> tokens = new ArrayList<>();
    private List<String> words = List.of();
    private int next;

    OptionParser(Program program, CommandSpec spec) {
        this.spec = spec;
        this.options = new ArrayList<>(spec.options());
        this.options.addAll(program.options());
        this.options.add(OptionSpec.HELP);
        this.commandLine = spec.name().isEmpty() ? program.name() : program.name() + " " + spec.name();
    }

    /** Parses the line; use a parser once. */
    ParsedArguments parse(List<String> line) {
        words = line;
        while (next < words.size()) {
            String word = words.get(next++);
            if (word.equals("--")) {
                passOn();
            } else if (word.equals("---") && spec.arguments().passesOn()) {
                tokens.add(new SeparatorToken());
            } else if (word.startsWith("--")) {
                longOption(word);
            } else if (word.startsWith("-") && word.length() > 1) {
                shortOptions(word);
            } else {
                tokens.add(new ArgumentToken(word));
                if (spec.arguments().verbatim()) {
                    takeRest();
                }
            }
        }
        return new ParsedArguments(tokens);
    }

    /**
     * Refuses too few or too many positional arguments. Apart from {@link #parse}, so that {@code --help} needs no arguments.
     */
    void checkCount(ParsedArguments parsed) {
        ArgumentSpec expected = spec.arguments();
        List<String> given = parsed.arguments();
        if (given.size() < expected.least()) {
            String missing = expected.placeholder(given.size());
            throw new InvalidInputException(spec.name() + " needs " + article(missing) + missing, usageHint());
        }
        if (given.size() > expected.most()) {
            String most = switch (expected.most()) {
                case 0 -> "no arguments";
                case 1 -> "at most one " + expected.placeholder();
                default -> expected.placeholder() + " and no more";
            };
            throw new InvalidInputException(
                    spec.name() + " takes " + most + ", found '" + given.get(expected.most()) + "'", usageHint());
        }
        for (String argument : given) {
            if (!Placeholder.accepts(expected.placeholder(), argument)) {
                throw new InvalidInputException(
                        spec.name() + " takes one of " + expected.placeholder() + ", not '" + argument + "'");
            }
        }
    }

    /** The option that a word such as {@code --net=host} or {@code -h} names. */
    static Optional<OptionSpec> lookUp(String word, List<OptionSpec> options) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        for (OptionSpec option : options) {
            boolean named = name.startsWith("--")
                    ? name.substring(2).equals(option.name())
                    : name.charAt(1) == option.shortName();
            if (named) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    /** The words of a command; the {@code --} that may stand before it is none of them. */
    private void takeRest() {
        if (next < words.size() && words.get(next).equals("--")) {
            next++;
        }
        while (next < words.size()) {
            tokens.add(new ArgumentToken(words.get(next++)));
        }
    }

    /** After {@code --} everything belongs to the app, up to a {@code ---}; for other commands it is an argument. */
    private void passOn() {
        List<String> passedOn = new ArrayList<>();
        boolean apps = spec.arguments().passesOn();
        while (next < words.size() && !(apps && words.get(next).equals("---"))) {
            passedOn.add(words.get(next++));
        }
        if (apps) {
            tokens.add(new PassedOnToken(passedOn));
        } else {
            for (String word : passedOn) {
                tokens.add(new ArgumentToken(word));
            }
        }
    }

    private void longOption(String word) {
        OptionSpec option = known(word);
        int equals = word.indexOf('=');
        add(option, equals < 0 ? valueAfter(option) : word.substring(equals + 1));
    }

    /** {@code -k}, {@code -kc} for two booleans, {@code -Wdir}, {@code -W=dir}, {@code -W dir}. */
    private void shortOptions(String word) {
        String letters = word;
        while (letters.length() > 1) {
            OptionSpec option = known(letters.substring(0, 2));
            String tail = letters.substring(2);
            if (tail.startsWith("=")) {
                add(option, tail.substring(1));
                return;
            } else if (!option.isFlag() && !tail.isEmpty()) {
                add(option, tail);
                return;
            }
            add(option, valueAfter(option));
            letters = "-" + tail;
        }
    }

    private OptionSpec known(String word) {
        Optional<OptionSpec> option = lookUp(word, options);
        if (option.isEmpty()) {
            throw unknown(word);
        }
        return option.get();
    }

    private String valueAfter(OptionSpec option) {
        if (option.implied().isPresent()) {
            return option.implied().get();
        }
        if (next == words.size()) {
            throw new InvalidInputException("--" + option.name() + " needs a value", "write " + option.usage());
        }
        return words.get(next++);
    }

    private void add(OptionSpec option, String value) {
        String meant = value;
        if (option.isFlag()) {
            meant = Boolean.toString(isTrue(option, value));
        } else if (!Placeholder.accepts(option.placeholder(), value)) {
            throw new InvalidInputException(
                    "--" + option.name() + " takes one of " + option.placeholder() + ", not '" + value + "'");
        }
        tokens.add(new OptionToken(option, meant));
    }

    /** The spellings that Go, and so rkt, accepts. */
    private static boolean isTrue(OptionSpec option, String value) {
        return switch (value) {
            case "true", "TRUE", "True", "t", "T", "1" -> true;
            case "false", "FALSE", "False", "f", "F", "0" -> false;
            default ->
                throw new InvalidInputException("--" + option.name() + " takes true or false, not '" + value + "'");
        };
    }

    private InvalidInputException unknown(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        List<String> names = new ArrayList<>();
        for (OptionSpec option : options) {
            names.add("--" + option.name());
        }
        Optional<String> meant = Suggestion.nearest(name, names);
        return new InvalidInputException(
                "unknown option " + name,
                (meant.isPresent() ? "did you mean " + meant.get() + "? " : "") + "'" + commandLine
                        + " --help' lists the options");
    }

    private String usageHint() {
        return "usage: " + commandLine + spec.usage().substring(spec.name().length());
    }

    private static String article(String placeholder) {
        return "AEIOU".indexOf(placeholder.charAt(0)) >= 0 ? "an " : "a ";
    }
}
