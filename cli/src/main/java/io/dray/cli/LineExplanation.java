package io.dray.cli;

import io.dray.attributes.AttributeLayer;
import io.dray.attributes.AttributeTree;
import io.dray.attributes.Explanation;
import io.dray.attributes.RenderSettings;
import io.dray.attributes.SourceFile;
import io.dray.clikit.CommandContext;
import io.dray.clikit.Listing;
import io.dray.clikit.ParsedArguments;
import io.dray.core.DrayException;
import io.dray.core.InvalidInputException;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.template.Reference;
import io.dray.template.Template;
import io.dray.template.TemplateSet;
import io.dray.template.Use;
import io.dray.template.value.ByteText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Explains which attributes a line of a template uses: in a rendering, or if that does not come by, as it is written. */
final class LineExplanation {
    private final AttributeTree attributes;
    private final RenderSettings settings;
    private final ParsedArguments arguments;
    private final CommandContext context;

    LineExplanation(List<AttributeLayer> layers, AttributeRequest request) {
        this.attributes = request.tree(layers);
        this.settings = request.settings();
        this.arguments = request.arguments();
        this.context = request.context();
    }

    void print(String place) {
        int colon = place.lastIndexOf(':');
        int line = colon > 0 ? number(place.substring(colon + 1)) : 0;
        if (line == 0) {
            throw new InvalidInputException(
                    "--template takes FILE:LINE, not '" + place + "'", "count lines from 1: redis.conf.tmpl:3");
        }
        SourceFile file = SourceReader.file(place.substring(0, colon));
        String[] lines = ByteText.decode(file.content()).split("\n", -1);
        int count = lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
        if (line > count) {
            throw new InvalidInputException(file.path() + " has " + count + " lines, there is no line " + line);
        }
        String text = lines[line - 1];
        Set<String> keys = new LinkedHashSet<>();
        boolean rendered = collectUsed(file, line, keys);
        collectNamed(file, line, keys);
        removeContexts(keys);
        if (Listing.isJson(arguments)) {
            printJson(file.path(), line, text, keys, rendered);
        } else {
            printText(file.path() + ":" + line, text, keys);
        }
    }

    private static int number(String text) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /** What a rendering reads, with the keys of each item of a loop; a template that fails is explained as it is written. */
    private boolean collectUsed(SourceFile file, int line, Set<String> keys) {
        try {
            for (Use use : settings.render(file.path(), file.content(), partials(file), attributes)
                    .uses()) {
                if (use.templateLine() == line && use.template().equals(file.path())) {
                    keys.add(use.key());
                }
            }
            return true;
        } catch (DrayException e) {
            context.err().println("dray: warning: the template cannot be rendered: " + e.getMessage());
            return false;
        }
    }

    private void collectNamed(SourceFile file, int line, Set<String> keys) {
        Template template = settings.dialect().parse(file.path(), ByteText.decode(file.content()), partials(file));
        for (Reference reference : template.references()) {
            boolean here = reference.line() == line && reference.template().equals(file.path());
            // the items of a loop are known better from a rendering
            if (here && !reference.key().contains("[*]") && !reference.key().isEmpty()) {
                keys.add(reference.key());
            }
        }
    }

    /** Leaves out the maps that lead to other keys of the line. */
    private static void removeContexts(Set<String> keys) {
        for (String key : List.copyOf(keys)) {
            for (String other : keys) {
                if (other.length() > key.length()
                        && other.startsWith(key)
                        && ".[".indexOf(other.charAt(key.length())) >= 0) {
                    keys.remove(key);
                    break;
                }
            }
        }
    }

    /** The partials at the top of the directory {@code templates/} that the file is in. */
    private TemplateSet partials(SourceFile file) {
        TemplateSet partials = TemplateSet.empty();
        Path parent = Path.of(file.path()).toAbsolutePath().getParent();
        while (parent != null && !parent.endsWith("templates")) {
            parent = parent.getParent();
        }
        if (parent == null || !Files.isDirectory(parent)) {
            return partials;
        }
        for (SourceFile each : SourceReader.tree(parent)) {
            if (each.path().endsWith(".partial") && each.path().indexOf('/') < 0) {
                partials = settings.dialect()
                        .withPartial(partials, "templates/" + each.path(), ByteText.decode(each.content()));
            }
        }
        return partials;
    }

    private void printText(String place, String text, Set<String> keys) {
        context.out().println(place + ": " + text);
        if (keys.isEmpty()) {
            context.out().println("    uses no attribute");
        }
        for (String key : keys) {
            Optional<Explanation> explanation = Explanation.of(attributes, key);
            if (explanation.isPresent()) {
                KeyExplanation.print(context.out(), explanation.get(), "    ");
            } else {
                List<String> near = Explanation.near(attributes, key);
                String hint = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
                context.out().println("    " + key + " is not set" + hint);
            }
        }
    }

    private void printJson(String file, int line, String text, Set<String> keys, boolean rendered) {
        List<JsonValue> uses = new ArrayList<>();
        for (String key : keys) {
            Optional<Explanation> explanation = Explanation.of(attributes, key);
            uses.add(
                    explanation.isPresent()
                            ? KeyExplanation.json(explanation.get())
                            : JsonValue.object()
                                    .put("key", key)
                                    .put("set", false)
                                    .build());
        }
        Listing.print(
                arguments,
                context,
                JsonValue.object()
                        .put("template", file)
                        .put("line", line)
                        .put("text", text)
                        .put("rendered", rendered)
                        .put("uses", new JsonArray(uses))
                        .build());
    }
}
