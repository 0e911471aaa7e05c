package io.dray.cli;

import io.dray.attributes.AttributeLayer;
import io.dray.attributes.AttributeTree;
import io.dray.attributes.Explanation;
import io.dray.attributes.Explanation.Setting;
import io.dray.attributes.ValueText;
import io.dray.clikit.CommandContext;
import io.dray.clikit.Listing;
import io.dray.clikit.ParsedArguments;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.MissingException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Explains why a key has its value. */
final class KeyExplanation {
    private final AttributeTree attributes;
    private final ParsedArguments arguments;
    private final CommandContext context;

    KeyExplanation(List<AttributeLayer> layers, AttributeRequest request) {
        this.attributes = request.tree(layers);
        this.arguments = request.arguments();
        this.context = request.context();
    }

    void print(String key) {
        Explanation explanation = Explanation.of(attributes, key).orElseThrow(() -> unset(attributes, key));
        if (Listing.isJson(arguments)) {
            Listing.print(arguments, context, json(explanation));
        } else {
            print(context.out(), explanation, "");
        }
    }

    /** Nobody sets the key. */
    static MissingException unset(AttributeTree attributes, String key) {
        List<String> near = Explanation.near(attributes, key);
        String shown = key.startsWith(".") ? key.substring(1) : key;
        return new MissingException(
                shown + " is not set",
                near.isEmpty()
                        ? "name files with --attributes, or list all keys with 'dray explain .'"
                        : "did you mean " + String.join(" or ", near) + "?");
    }

    /** The value and its history; of a map each value below it. */
    static void print(PrintStream out, Explanation explanation, String indentation) {
        if (!explanation.parts().isEmpty()) {
            for (Explanation part : explanation.parts()) {
                print(out, part, indentation);
            }
        } else {
            out.println(indentation + explanation.key() + " = " + oneLine(ValueText.of(explanation.value())));
            out.println(indentation + "    set in " + where(explanation.set()) + written(explanation));
        }
        for (Setting lost : explanation.overrode()) {
            out.println(indentation + "    over " + oneLine(ValueText.of(lost.value())) + " in " + where(lost));
        }
    }

    /** The text of a templated attribute, which is not what it becomes. */
    private static String written(Explanation explanation) {
        String text = ValueText.of(explanation.set().value());
        boolean template = text.contains("{{") && !text.equals(ValueText.of(explanation.value()));
        return template ? " as " + oneLine(text) : "";
    }

    private static String where(Setting setting) {
        // a layer that a person named is the path of its files
        boolean named = setting.layer().isEmpty() || setting.file().startsWith(setting.layer());
        return setting.where() + (named ? "" : " (" + setting.layer() + ")");
    }

    private static String oneLine(String text) {
        return text.replace("\n", "\\n").replace("\r", "\\r");
    }

    /** The same for programs. */
    static JsonObject json(Explanation explanation) {
        List<JsonValue> overrode = new ArrayList<>();
        for (Setting lost : explanation.overrode()) {
            overrode.add(json(lost));
        }
        List<JsonValue> parts = new ArrayList<>();
        for (Explanation part : explanation.parts()) {
            parts.add(json(part));
        }
        JsonValue.ObjectBuilder json = JsonValue.object()
                .put("key", explanation.key())
                .put("value", ValueText.json(explanation.value()))
                .put("file", explanation.set().file())
                .put("line", explanation.set().line())
                .put("column", explanation.set().column())
                .put("layer", explanation.set().layer())
                .put("written", ValueText.json(explanation.set().value()))
                .put("overrode", new JsonArray(overrode));
        return parts.isEmpty()
                ? json.build()
                : json.put("parts", new JsonArray(parts)).build();
    }

    private static JsonObject json(Setting setting) {
        return JsonValue.object()
                .put("value", ValueText.json(setting.value()))
                .put("file", setting.file())
                .put("line", setting.line())
                .put("column", setting.column())
                .put("layer", setting.layer())
                .build();
    }
}
