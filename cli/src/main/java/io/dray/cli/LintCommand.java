package io.dray.cli;

import io.dray.attributes.AttributeLayer;
import io.dray.attributes.Lint;
import io.dray.attributes.LintFinding;
import io.dray.attributes.SourceFile;
import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.Command;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.Listing;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.ExitCode;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.MissingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code lint}: finds mistakes in the attributes and templates of an image source without building or rendering it. */
final class LintCommand implements Command {
    private static final int FOUND = 1;
    private static final String ATTRIBUTES = "attributes";
    private static final String TEMPLATES = "templates";

    private static final OptionSpec TEMPLATES_OPTION =
            OptionSpec.value("templates", "DIR", "Look at the templates of this directory instead of DIR/templates");

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("lint", "Find mistakes in attributes and templates")
                .describedAs(
                        "Finds, in the attributes/ and templates/ of an image source: templates that cannot be read,"
                                + " attributes that no template uses, keys that a template uses and nothing sets, values that are"
                                + " set twice in one layer, and words that YAML reads otherwise than they look. --attributes adds"
                                + " what the image's dependencies or environment set. Exits 1 if there is a finding.")
                .taking(ArgumentSpec.optional("DIR"))
                .offering(
                        AttributeOptions.ATTRIBUTES,
                        AttributeOptions.OVERRIDE,
                        AttributeOptions.FUNCTIONS,
                        TEMPLATES_OPTION,
                        Listing.FORMAT)
                .example("dray lint aci-redis", "Look at an image source")
                .example("dray lint --attributes=prod.yml --templates=aci-redis/templates", "Look at chosen files");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        boolean named = !arguments.arguments().isEmpty();
        boolean chosen = arguments.value(TEMPLATES_OPTION).isPresent();
        Path source = Path.of(named ? arguments.arguments().getFirst() : "");
        boolean own = named || !chosen;
        if (own && !Files.isDirectory(source.resolve(TEMPLATES)) && !Files.isDirectory(source.resolve(ATTRIBUTES))) {
            throw nothing(named ? source.toString() : "this directory", source);
        }
        List<AttributeLayer> layers = own ? TemplateSource.attributeLayers(source) : List.of();
        Path directory = chosen ? Path.of(arguments.value(TEMPLATES_OPTION).orElseThrow()) : source.resolve(TEMPLATES);
        List<LintFinding> findings =
                Lint.run(AttributeOptions.sources(layers, arguments, context), templates(directory, chosen)).stream()
                        .map(finding -> located(finding, directory))
                        .toList();
        if (Listing.isJson(arguments)) {
            Listing.print(arguments, context, json(findings));
        } else {
            for (LintFinding finding : findings) {
                context.out().println(finding);
            }
        }
        return findings.isEmpty() ? ExitCode.OK.number() : FOUND;
    }

    private static MissingException nothing(String shown, Path source) {
        boolean there = source.toString().isEmpty() || Files.isDirectory(source);
        return new MissingException(
                "cannot look at " + shown + ": "
                        + (there ? "there is neither attributes/ nor templates/ in it" : "it is not a directory"),
                "name the directory of an image source, or files with --attributes and --templates");
    }

    private static List<SourceFile> templates(Path directory, boolean chosen) {
        if (chosen && !Files.isDirectory(directory)) {
            throw new MissingException("cannot read the templates of " + directory + ": it is not a directory");
        }
        return Files.isDirectory(directory) ? SourceReader.tree(directory) : List.of();
    }

    /** A finding in a template, with the path at which the person finds it. */
    private static LintFinding located(LintFinding finding, Path templates) {
        String prefix = TEMPLATES + "/";
        return finding.file().startsWith(prefix)
                ? new LintFinding(
                        templates
                                .resolve(finding.file().substring(prefix.length()))
                                .toString(),
                        finding.line(),
                        finding.kind(),
                        finding.text())
                : finding;
    }

    private static JsonArray json(List<LintFinding> findings) {
        List<JsonValue> list = new ArrayList<>();
        for (LintFinding finding : findings) {
            list.add(JsonValue.object()
                    .put("file", finding.file())
                    .put("line", finding.line())
                    .put("kind", finding.kind().written())
                    .put("text", finding.text())
                    .build());
        }
        return new JsonArray(list);
    }
}
