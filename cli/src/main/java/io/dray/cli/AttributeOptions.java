package io.dray.cli;

import io.dray.attributes.AttributeLayer;
import io.dray.attributes.AttributeOverride;
import io.dray.attributes.AttributeSources;
import io.dray.attributes.AttributeTree;
import io.dray.attributes.RenderSettings;
import io.dray.clikit.CommandContext;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.template.Dialect;
import io.dray.template.RenderOptions.MissingKeys;
import io.dray.template.function.FunctionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options that say which attributes a command reads, and by whose rules. */
final class AttributeOptions {
    static final OptionSpec ATTRIBUTES = OptionSpec.value(
                    "attributes",
                    "[LEVEL:]FILE|DIR",
                    "Read attributes from this YAML or JSON file, or from all files of this directory; a later one"
                            + " wins over earlier ones of its LEVEL: dependencies, image, pod, environment, service"
                            + " (default) or node")
            .repeated();
    static final OptionSpec OVERRIDE = OptionSpec.value(
            "override", "JSON", "Attributes that win over all others, as a JSON object or base64,... of one");
    static final OptionSpec FUNCTIONS = OptionSpec.value(
            "functions", "dray|dgr|go", "Whose functions and rules hold: Dray's (default), dgr's, or plain Go's");
    static final OptionSpec MISSING = OptionSpec.value(
            "missing",
            "error|default|zero",
            "What a key that is not set does: fail (default), print <no value>, or be the zero value, as in Go");

    private AttributeOptions() {}

    /** The dialect that was chosen. */
    static Dialect dialect(ParsedArguments arguments) {
        return Dialect.of(arguments.value(FUNCTIONS).orElse("dray")).orElse(Dialect.DRAY);
    }

    /** How templates are rendered; a missing key is an error unless {@code --missing} says otherwise. */
    static RenderSettings settings(ParsedArguments arguments, CommandContext context) {
        Dialect dialect = dialect(arguments);
        FunctionContext asked = FunctionContext.withEnvironment(context.environment());
        Optional<String> missing = arguments.value(MISSING);
        if (missing.isEmpty() && dialect == Dialect.DGR) {
            // dgr looks for <no value> in the result, and some of its templates rely on what that does not see
            return RenderSettings.of(dialect, asked);
        }
        return new RenderSettings(dialect, Optional.of(missing(missing.orElse("error"))), asked);
    }

    private static MissingKeys missing(String word) {
        return switch (word) {
            case "default" -> MissingKeys.NO_VALUE;
            case "zero" -> MissingKeys.ZERO;
            default -> MissingKeys.REFUSED;
        };
    }

    /**
     * The attributes of these layers, of the files that the options name, of the environment and of {@code --override}, the
     * last the strongest. What looks like a mistake in them is printed.
     */
    static AttributeTree tree(List<AttributeLayer> below, ParsedArguments arguments, CommandContext context) {
        AttributeTree tree = AttributeTree.of(sources(below, arguments, context));
        for (String warning : tree.warnings()) {
            context.err().println("dray: warning: " + warning);
        }
        return tree;
    }

    /** What {@link #tree} is made of. */
    static AttributeSources sources(List<AttributeLayer> below, ParsedArguments arguments, CommandContext context) {
        List<AttributeLayer> layers = new ArrayList<>(below);
        for (String name : arguments.values(ATTRIBUTES)) {
            layers.add(SourceReader.layer(name));
        }
        List<AttributeOverride> overrides = new ArrayList<>();
        Optional<AttributeOverride> given = AttributeOverride.of(context.environment());
        if (given.isPresent()) {
            overrides.add(given.get());
        }
        Optional<String> option = arguments.value(OVERRIDE);
        if (option.isPresent()) {
            overrides.add(new AttributeOverride("--override", option.get()));
        }
        FunctionContext asked = FunctionContext.withEnvironment(context.environment());
        return AttributeSources.of(layers, overrides).in(dialect(arguments), asked);
    }
}
