package io.dray.cli;

import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Token;
import io.dray.clikit.Token.ArgumentToken;
import io.dray.clikit.Token.OptionToken;
import io.dray.pod.PodIdentity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a pod is called: {@code --name} before the first image, where it is no app's, and {@code --label}. */
final class IdentityOptions {
    static final OptionSpec LABEL = OptionSpec.value(
                    "label", "NAME=VALUE", "Label the pod; 'dray list --label=NAME=VALUE' finds it")
            .repeated();

    private IdentityOptions() {}

    /**
     * The identity.
     *
     * @param others labels that the pod's manifest gives it
     */
    static PodIdentity of(ParsedArguments arguments, Map<String, String> others) {
        Optional<String> name = Optional.empty();
        for (Token token : arguments.tokens()) {
            if (token instanceof ArgumentToken) {
                break;
            } else if (isName(token) && token instanceof OptionToken option) {
                name = Optional.of(option.value());
            }
        }
        Map<String, String> labels = new LinkedHashMap<>(others);
        labels.putAll(Variables.of(LABEL, arguments));
        return new PodIdentity(name, labels);
    }

    /** Whether it is the option that is called {@code --name}. Rkt's pods had no names: under its name it is always an app's. */
    static boolean isName(Token token) {
        return ProgramName.current() != ProgramName.RKT
                && token instanceof OptionToken option
                && option.option().name().equals(AppOptions.NAME.name());
    }
}
