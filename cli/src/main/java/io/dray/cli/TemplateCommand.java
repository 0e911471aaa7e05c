package io.dray.cli;

import io.dray.attributes.AttributeTree;
import io.dray.attributes.SourceFile;
import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;
import io.dray.core.InvalidInputException;
import io.dray.template.TemplateSet;
import java.nio.file.Path;
import java.util.List;

/** {@code template}: renders one template, or a tree of them as the start of a pod would. */
final class TemplateCommand implements Command {
    private static final OptionSpec IN =
            OptionSpec.value("in", "DIR", "Render all of DIR/templates with the attributes of DIR/attributes");
    private static final OptionSpec OUT =
            OptionSpec.value("out", "DIR", "With --in: write the files below this directory");
    private static final OptionSpec CHECK =
            OptionSpec.flag("check", "With --in: run the checkCmd of each file in the directory that was written");

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("template", "Render a template, or a tree of them")
                .describedAs("Prints TEMPLATE, or the standard input, rendered with the attributes. In a file with the"
                        + " roots default: and override: attributes stand under these; any other file is taken as"
                        + " it is. Later files win over earlier ones, TEMPLATER_OVERRIDE in the environment over"
                        + " files, --override over all. With --in and --out a tree is written as the start of a"
                        + " pod would: all files or none.")
                .taking(ArgumentSpec.optional("TEMPLATE|-"))
                .offering(
                        AttributeOptions.ATTRIBUTES,
                        AttributeOptions.OVERRIDE,
                        AttributeOptions.FUNCTIONS,
                        AttributeOptions.MISSING,
                        IN,
                        OUT,
                        CHECK)
                .example("dray template --attributes=redis.yml redis.conf.tmpl", "Render one file")
                .example("echo '{{.a}}' | dray template --override='{\"a\":1}'", "Try an expression")
                .example("dray template --in=aci-redis --out=/tmp/try", "Render an image source into a directory");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        boolean tree = arguments.value(IN).isPresent();
        if (tree != arguments.value(OUT).isPresent()) {
            throw new InvalidInputException(
                    "a tree needs both --in and --out", "dray template --in DIR --out DIR renders DIR/templates");
        }
        if (tree) {
            renderTree(arguments, context);
        } else {
            renderOne(arguments, context);
        }
        return ExitCode.OK.number();
    }

    private static void renderOne(ParsedArguments arguments, CommandContext context) {
        if (arguments.has(CHECK)) {
            throw new InvalidInputException("--check is for trees", "use it with --in and --out");
        }
        List<String> names = arguments.arguments();
        String name = names.isEmpty() ? SourceReader.INPUT : names.getFirst();
        requireOneReader(name, arguments);
        SourceFile template = SourceReader.file(name);
        AttributeRequest request = AttributeRequest.of(arguments, context);
        AttributeTree attributes = request.tree(List.of());
        byte[] bytes = request.settings()
                .render(template.path(), template.content(), TemplateSet.empty(), attributes)
                .bytes();
        context.out().write(bytes, 0, bytes.length);
    }

    /** The standard input can be read once. */
    private static void requireOneReader(String template, ParsedArguments arguments) {
        int readers = template.equals(SourceReader.INPUT) ? 1 : 0;
        for (String text : arguments.values(AttributeOptions.ATTRIBUTES)) {
            readers += SourceReader.isInput(text) ? 1 : 0;
        }
        if (readers > 1) {
            throw new InvalidInputException(
                    "the standard input can be read once only, as the template or as attributes", "name files");
        }
    }

    private static void renderTree(ParsedArguments arguments, CommandContext context) {
        if (!arguments.arguments().isEmpty()) {
            throw new InvalidInputException(
                    "a tree is rendered whole, not only "
                            + arguments.arguments().getFirst(),
                    "leave out --in and --out to render one template");
        }
        Path directory = Path.of(arguments.value(IN).orElseThrow());
        SourceFoundation foundation = SourceFoundation.of(directory, arguments, context);
        TemplateSource source = TemplateSource.read(directory, foundation);
        AttributeRequest request = AttributeRequest.of(foundation.dialect(), arguments, context);
        RenderedTree rendered;
        try {
            rendered = source.render(request.tree(source.layers()), request.settings());
        } catch (InvalidInputException e) {
            for (String image : foundation.absent()) {
                context.err()
                        .println("dray: note: " + image + " is not in the image store: what it brings is not known");
            }
            throw e;
        }
        rendered.write(Path.of(arguments.value(OUT).orElseThrow()), arguments.has(CHECK), context);
    }
}
