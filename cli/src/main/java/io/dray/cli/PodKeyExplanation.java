package io.dray.cli;

import io.dray.attributes.AttributeTree;
import io.dray.attributes.Explanation;
import io.dray.clikit.CommandContext;
import io.dray.clikit.Listing;
import io.dray.clikit.ParsedArguments;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.MissingException;
import io.dray.pod.configuration.PodRenderer;
import io.dray.pod.state.Pod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Explains why a key has its value in a pod: in each app of it that has the key. */
final class PodKeyExplanation {
    private PodKeyExplanation() {}

    static void print(String uuid, String key, ParsedArguments arguments, CommandContext context) {
        Pod pod = Wiring.of(arguments, context).pods().require(uuid);
        Map<String, AttributeTree> apps = attributes(pod, arguments, context);
        Map<String, Explanation> found = new LinkedHashMap<>();
        apps.forEach((app, tree) -> Explanation.of(tree, key).ifPresent(explanation -> found.put(app, explanation)));
        if (found.isEmpty()) {
            throw unset(pod, apps.values().iterator().next(), key);
        }
        if (Listing.isJson(arguments)) {
            Listing.print(arguments, context, json(pod, found));
            return;
        }
        found.forEach((app, explanation) -> {
            if (pod.apps().size() > 1) {
                context.out().println("# " + app);
            }
            KeyExplanation.print(context.out(), explanation, "");
        });
    }

    private static Map<String, AttributeTree> attributes(Pod pod, ParsedArguments arguments, CommandContext context) {
        PodRenderer renderer = Wiring.of(arguments, context).renderer();
        Optional<String> chosen = arguments.value(ExplainCommand.APP);
        Map<String, AttributeTree> apps = new LinkedHashMap<>();
        for (Pod.App app : pod.apps()) {
            if (chosen.orElse(app.name()).equals(app.name())) {
                apps.put(app.name(), renderer.attributes(pod.directory(), app.name()));
            }
        }
        if (apps.isEmpty()) {
            List<String> names = pod.apps().stream().map(Pod.App::name).toList();
            throw new MissingException(
                    "pod " + pod.uuid() + " has no app " + chosen.orElse(""),
                    "its apps are " + String.join(", ", names));
        }
        return apps;
    }

    private static MissingException unset(Pod pod, AttributeTree attributes, String key) {
        MissingException reason = KeyExplanation.unset(attributes, key);
        String hint = Explanation.near(attributes, key).isEmpty()
                ? "'dray explain " + pod.uuid() + " .' lists all keys"
                : reason.hint().orElse("");
        return new MissingException("in pod " + pod.uuid() + ", " + reason.getMessage(), hint);
    }

    private static JsonValue json(Pod pod, Map<String, Explanation> found) {
        List<JsonValue> apps = new ArrayList<>();
        found.forEach((app, explanation) -> apps.add(JsonValue.object()
                .put("app", app)
                .put("explanation", KeyExplanation.json(explanation))
                .build()));
        return JsonValue.object()
                .put("pod", pod.uuid())
                .put("apps", new JsonArray(apps))
                .build();
    }
}
