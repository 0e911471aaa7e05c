package io.dray.cli;

import io.dray.attributes.AttributeLayer;
import io.dray.attributes.Lint;
import io.dray.attributes.LintBackground;
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
import io.dray.core.InvalidInputException;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.MissingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code lint}: finds mistakes in the attributes and templates of an image source without building or rendering it. */
final class LintCommand implements Command {
    private static final int FOUND = 1;
    private static final String ATTRIBUTES = "attributes";
    private static final String TEMPLATES = "templates";
    private static final String POD_MANIFEST = "pod-manifest.yml";
    private static final String RUNLEVELS = "runlevels";
    /** The directory of a source's tests, a source of its own whose image stands on the source's. */
    private static final String TESTS = "tests";
    /** The templates of images below the builder are rendered there, with the source's attributes. */
    private static final String BUILDER = "builder";

    private static final OptionSpec TEMPLATES_OPTION =
            OptionSpec.value("templates", "DIR", "Look at the templates of this directory instead of DIR/templates");

    private static final OptionSpec STRICT = OptionSpec.flag("strict", "Exit 1 for a warning, too");

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("lint", "Find mistakes in attributes and templates")
                .describedAs(
                        "Finds, in the attributes/ and templates/ of an image source: templates that cannot be read,"
                                + " attributes that no template uses, keys that a template uses and nothing sets, values"
                                + " that are set twice in one layer, and words that YAML reads otherwise than they look."
                                + " What its dependencies in the image store set and use counts; --attributes adds what"
                                + " its environment sets. Exits 1 if there is a finding that is no mere warning.")
                .taking(ArgumentSpec.optional("DIR"))
                .offering(
                        AttributeOptions.ATTRIBUTES,
                        AttributeOptions.OVERRIDE,
                        AttributeOptions.FUNCTIONS,
                        TEMPLATES_OPTION,
                        STRICT,
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
        if (own && !isSource(source)) {
            throw nothing(named ? source.toString() : "this directory", source);
        }
        SourceFoundation foundation = own ? SourceFoundation.of(source, arguments, context) : SourceFoundation.NONE;
        List<AttributeLayer> layers = own ? TemplateSource.attributeLayers(source, foundation) : List.of();
        Path directory = chosen ? Path.of(arguments.value(TEMPLATES_OPTION).orElseThrow()) : source.resolve(TEMPLATES);
        List<LintFinding> findings = Lint.run(
                        AttributeRequest.of(foundation.dialect(), arguments, context)
                                .sources(layers),
                        templates(directory, chosen),
                        own ? background(source, foundation) : LintBackground.NONE)
                .stream()
                .map(finding -> located(finding, directory))
                .toList();
        if (Listing.isJson(arguments)) {
            Listing.print(arguments, context, json(findings));
        } else {
            for (LintFinding finding : findings) {
                context.out().println(finding);
            }
        }
        return isClean(findings, arguments.has(STRICT)) ? ExitCode.OK.number() : FOUND;
    }

    private static boolean isClean(List<LintFinding> findings, boolean strict) {
        return findings.stream().allMatch(finding -> finding.severity() == LintFinding.Severity.WARNING && !strict);
    }

    /** What uses and sets attributes of the source, and is not of its own. */
    private static LintBackground background(Path source, SourceFoundation foundation) {
        List<SourceFile> templates = new ArrayList<>(foundation.templates());
        addAll(templates, BUILDER, foundation.builderTemplates());
        addAll(templates, TESTS, templates(source.resolve(TESTS).resolve(TEMPLATES), false));
        List<String> scripts = new ArrayList<>();
        List<SourceFile> files = new ArrayList<>(foundation.scripts());
        files.addAll(templates(source.resolve(RUNLEVELS), false));
        for (SourceFile script : files) {
            scripts.add(new String(script.content(), StandardCharsets.UTF_8));
        }
        return new LintBackground(templates, scripts, foundation.absent());
    }

    /** Templates that make files elsewhere: in a directory of their own they cover none of the source. */
    private static void addAll(List<SourceFile> all, String directory, List<SourceFile> templates) {
        for (SourceFile template : templates) {
            all.add(new SourceFile(directory + "/" + template.path(), template.content(), template.mode()));
        }
    }

    private static boolean isSource(Path directory) {
        if (Files.isRegularFile(directory.resolve(POD_MANIFEST)) && !SourceFoundation.isSource(directory)) {
            throw new InvalidInputException(
                    "cannot look at " + directory + ": it is the source of a pod",
                    "look at the source of each image, with --attributes=pod:" + directory.resolve(ATTRIBUTES));
        }
        return SourceFoundation.isSource(directory)
                || Files.isDirectory(directory.resolve(TEMPLATES))
                || Files.isDirectory(directory.resolve(ATTRIBUTES));
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
                ? finding.in(templates
                        .resolve(finding.file().substring(prefix.length()))
                        .toString())
                : finding;
    }

    private static JsonArray json(List<LintFinding> findings) {
        List<JsonValue> list = new ArrayList<>();
        for (LintFinding finding : findings) {
            list.add(JsonValue.object()
                    .put("file", finding.file())
                    .put("line", finding.line())
                    .put("kind", finding.kind().written())
                    .put("severity", finding.severity().written())
                    .put("text", finding.text())
                    .build());
        }
        return new JsonArray(list);
    }
}
