package io.dray.pod.configuration;

import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.pod.PodDirectory;
import io.dray.pod.StartStep;
import io.dray.pod.container.ContainerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the containers that run before an app: one configuration each, beside it one line that says what it is. */
public final class StartSteps {
    private static final int DIGITS = 4;

    private StartSteps() {}

    /**
     * Writes the steps, each in the directory of its phase, numbered in their order.
     *
     * @param container the configuration they share but for their arguments
     */
    public static void write(PodDirectory pod, String app, JsonObject container, List<StartStep> steps)
            throws IOException {
        int number = 0;
        for (StartStep step : steps) {
            Path directory = pod.steps(app, step.phase());
            Files.createDirectories(directory);
            String name = Integer.toString(++number);
            name = "0".repeat(DIGITS - Math.min(DIGITS, name.length())) + name;
            Files.writeString(
                    directory.resolve(name + ".json"), Json.write(withArguments(container, step.arguments())));
            Files.writeString(directory.resolve(name + ".what"), step.what().replace('\n', ' ') + "\n");
        }
    }

    private static JsonObject withArguments(JsonObject container, List<String> arguments) {
        JsonValue.ObjectBuilder changed = JsonValue.object();
        for (Map.Entry<String, JsonValue> field : container.fields().entrySet()) {
            boolean process = field.getKey().equals("process");
            changed.put(
                    field.getKey(),
                    process ? process(field.getValue().asObject("process"), arguments) : field.getValue());
        }
        return changed.build();
    }

    private static JsonObject process(JsonObject process, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(ContainerConfig.INIT, "--"));
        all.addAll(arguments);
        JsonValue.ObjectBuilder changed = JsonValue.object();
        for (Map.Entry<String, JsonValue> field : process.fields().entrySet()) {
            boolean args = field.getKey().equals("args");
            changed.put(field.getKey(), args ? JsonValue.ofStrings(all) : field.getValue());
        }
        return changed.build();
    }
}
