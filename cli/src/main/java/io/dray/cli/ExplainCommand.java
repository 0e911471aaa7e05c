package io.dray.cli;

import io.dray.attributes.AttributeLayer;
import io.dray.attributes.AttributeOverride;
import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.Listing;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;
import io.dray.core.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code explain}: where configuration comes from, of a pod that was started, of an attribute before anything is started, and of
 * a template's line.
 */
final class ExplainCommand implements Command {
    static final OptionSpec FILE =
            OptionSpec.value("file", "PATH", "Of a pod: explain this file only, by its path in the app");
    static final OptionSpec APP = OptionSpec.value("app", "NAME", "Of a pod: explain the files of this app only");
    private static final OptionSpec TEMPLATE =
            OptionSpec.value("template", "FILE:LINE", "Explain the attributes that this line of a template uses");
    /** What the directory of an image source keeps its attributes in. */
    private static final String SOURCE_ATTRIBUTES = "attributes";

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("explain", "Tell where configuration comes from: of a pod, a key, or a template's line")
                .describedAs(
                        "For a KEY: its final value, the file and line that set it, and every value that lost against"
                                + " it. For a template's line: the same for each attribute that the line uses. Attributes"
                                + " are those of the options and of TEMPLATER_OVERRIDE, without options those of"
                                + " ./attributes. For a POD: every file that was rendered for it; below a line that"
                                + " depends on attributes stand the line of its template and, for each attribute, its"
                                + " value and where that was written. For a POD and a KEY: the value of the key in each of"
                                + " its apps, as for a KEY alone.")
                .taking(new ArgumentSpec("KEY|POD|POD KEY", 0, 2, false))
                .offering(
                        AttributeOptions.ATTRIBUTES,
                        AttributeOptions.OVERRIDE,
                        AttributeOptions.FUNCTIONS,
                        TEMPLATE,
                        FILE,
                        APP,
                        Listing.FORMAT)
                .example("dray explain --attributes=aci-redis/attributes redis.port", "Explain a value")
                .example("dray explain --template=templates/etc/redis.conf.tmpl:3", "Explain a line of a template")
                .example("dray explain 5bc80b1d", "Explain all files of a pod")
                .example("dray explain 5bc80b1d redis.port", "Explain a value in a pod")
                .example("dray explain --file=/etc/redis/redis.conf 5bc80b1d", "Explain one file");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Optional<String> line = arguments.value(TEMPLATE);
        List<String> words = arguments.arguments();
        if (line.isPresent() == !words.isEmpty() || words.contains("")) {
            throw new InvalidInputException(
                    line.isPresent() && !words.isEmpty()
                            ? "explain takes --template or a KEY, not both"
                            : "explain what?",
                    "name a key (redis.port), a pod, or --template=FILE:LINE");
        }
        if (words.size() == 2) {
            explainInPod(words, arguments, context);
        } else if (line.isPresent()) {
            SourceFoundation foundation = foundation(arguments, context);
            new LineExplanation(layers(arguments, foundation), request(foundation, arguments, context))
                    .print(line.get());
        } else if (isPod(words.getFirst(), arguments, context)) {
            PodExplanation.print(words.getFirst(), arguments, context);
        } else {
            SourceFoundation foundation = foundation(arguments, context);
            new KeyExplanation(layers(arguments, foundation), request(foundation, arguments, context))
                    .print(words.getFirst());
        }
        return ExitCode.OK.number();
    }

    private static void explainInPod(List<String> words, ParsedArguments arguments, CommandContext context) {
        for (OptionSpec option :
                List.of(AttributeOptions.ATTRIBUTES, AttributeOptions.OVERRIDE, AttributeOptions.FUNCTIONS, FILE)) {
            if (arguments.value(option).isPresent()) {
                throw new InvalidInputException(
                        "the attributes of a pod are what they were at its start: --" + option.name()
                                + " has no place here",
                        "leave it out, or leave out the pod");
            }
        }
        PodKeyExplanation.print(words.getFirst(), words.getLast(), arguments, context);
    }

    /** A word is a key where attributes are at hand, unless it can only be a pod. */
    private static boolean isPod(String word, ParsedArguments arguments, CommandContext context) {
        if (arguments.value(FILE).isPresent() || arguments.value(APP).isPresent()) {
            return true;
        }
        boolean named = arguments.value(AttributeOptions.ATTRIBUTES).isPresent()
                || arguments.value(AttributeOptions.OVERRIDE).isPresent();
        if (named) {
            return false;
        }
        boolean looksLikePod = looksLikeUuid(word);
        boolean attributesAtHand = Files.isDirectory(Path.of(SOURCE_ATTRIBUTES))
                || AttributeOverride.of(context.environment()).isPresent();
        return !attributesAtHand || (looksLikePod && word.length() >= 8);
    }

    private static boolean looksLikeUuid(String word) {
        for (int i = 0; i < word.length(); i++) {
            if ("0123456789abcdef-".indexOf(word.charAt(i)) < 0) {
                return false;
            }
        }
        return !word.isEmpty();
    }

    private static boolean isOwn(ParsedArguments arguments) {
        return arguments.value(AttributeOptions.ATTRIBUTES).isEmpty() && Files.isDirectory(Path.of(SOURCE_ATTRIBUTES));
    }

    /** What this directory stands on, if it is its attributes that count. */
    private static SourceFoundation foundation(ParsedArguments arguments, CommandContext context) {
        return isOwn(arguments) ? SourceFoundation.of(Path.of(""), arguments, context) : SourceFoundation.NONE;
    }

    private static List<AttributeLayer> layers(ParsedArguments arguments, SourceFoundation foundation) {
        return isOwn(arguments) ? TemplateSource.attributeLayers(Path.of(""), foundation) : List.of();
    }

    private static AttributeRequest request(
            SourceFoundation foundation, ParsedArguments arguments, CommandContext context) {
        return AttributeRequest.of(foundation.dialect(), arguments, context);
    }
}
