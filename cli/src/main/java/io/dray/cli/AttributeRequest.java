package io.dray.cli;

import io.dray.attributes.AttributeLayer;
import io.dray.attributes.AttributeOverride;
import io.dray.attributes.AttributeSources;
import io.dray.attributes.AttributeTree;
import io.dray.attributes.RenderSettings;
import io.dray.clikit.CommandContext;
import io.dray.clikit.ParsedArguments;
import io.dray.template.Dialect;
import io.dray.template.RenderOptions.MissingKeys;
import io.dray.template.function.FunctionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which attributes a command reads, and by whose rules.
 *
 * @param dialect whose rules hold
 * @param arguments what the options say
 * @param context where warnings go, and what the environment overrides
 */
record AttributeRequest(Dialect dialect, ParsedArguments arguments, CommandContext context) {
    /** What the options ask for; without {@code --functions} Dray's rules hold. */
    static AttributeRequest of(ParsedArguments arguments, CommandContext context) {
        return of(Optional.empty(), arguments, context);
    }

    /** The same, where the manifest of an image source may have a wish that only {@code --functions} wins over. */
    static AttributeRequest of(Optional<Dialect> wish, ParsedArguments arguments, CommandContext context) {
        Optional<String> functions = arguments.value(AttributeOptions.FUNCTIONS);
        Optional<Dialect> asked = functions.isPresent() ? Dialect.of(functions.get()) : wish;
        return new AttributeRequest(asked.orElse(Dialect.DRAY), arguments, context);
    }

    /** How templates are rendered; a missing key is an error unless {@code --missing} says otherwise. */
    RenderSettings settings() {
        Optional<String> missing = arguments.value(AttributeOptions.MISSING);
        if (missing.isEmpty() && dialect == Dialect.DGR) {
            // dgr looks for <no value> in the result, and some of its templates rely on what that does not see
            return RenderSettings.of(dialect, asked());
        }
        return new RenderSettings(dialect, Optional.of(missing(missing.orElse("error"))), asked());
    }

    private FunctionContext asked() {
        return FunctionContext.withEnvironment(context.environment());
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
    AttributeTree tree(List<AttributeLayer> below) {
        AttributeTree tree = AttributeTree.of(sources(below));
        for (String warning : tree.warnings()) {
            context.err().println("dray: warning: " + warning);
        }
        return tree;
    }

    /** What {@link #tree} is made of. */
    AttributeSources sources(List<AttributeLayer> below) {
        List<AttributeLayer> layers = new ArrayList<>(below);
        for (String name : arguments.values(AttributeOptions.ATTRIBUTES)) {
            layers.add(SourceReader.layer(name));
        }
        List<AttributeOverride> overrides = new ArrayList<>();
        Optional<AttributeOverride> given = AttributeOverride.of(context.environment());
        if (given.isPresent()) {
            overrides.add(given.get());
        }
        Optional<String> option = arguments.value(AttributeOptions.OVERRIDE);
        if (option.isPresent()) {
            overrides.add(new AttributeOverride("--override", option.get()));
        }
        return AttributeSources.of(layers, overrides).in(dialect, asked());
    }
}
