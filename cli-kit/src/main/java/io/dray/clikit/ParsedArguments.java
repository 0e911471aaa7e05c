package io.dray.clikit;

import io.dray.clikit.Token.ArgumentToken;
import io.dray.clikit.Token.OptionToken;
import io.dray.clikit.Token.PassedOnToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command line that fits the spec of its command.
 *
 * @param tokens everything in the order in which it was typed, without the words of the command's name
 */
public record ParsedArguments(List<Token> tokens) {
    public ParsedArguments {
        tokens = List.copyOf(tokens);
    }

    /** All values of the option, in order. */
    public List<String> values(OptionSpec option) {
        List<String> values = new ArrayList<>();
        for (Token token : tokens) {
            if (token instanceof OptionToken given && given.option().name().equals(option.name())) {
                values.add(given.value());
            }
        }
        return values;
    }

    /** The last value of the option. */
    public Optional<String> value(OptionSpec option) {
        List<String> values = values(option);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    /** Whether a boolean is on. */
    public boolean has(OptionSpec flag) {
        List<String> values = values(flag);
        return !values.isEmpty() && values.getLast().equals("true");
    }

    /** The positional arguments. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        for (Token token : tokens) {
            if (token instanceof ArgumentToken argument) {
                arguments.add(argument.text());
            }
        }
        return arguments;
    }

    /** What followed {@code --}. */
    public List<String> passedOn() {
        List<String> words = new ArrayList<>();
        for (Token token : tokens) {
            if (token instanceof PassedOnToken passedOn) {
                words.addAll(passedOn.words());
            }
        }
        return words;
    }
}
