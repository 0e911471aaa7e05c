package io.dray.pod.configuration;

import io.dray.attributes.AttributeLayer;
import io.dray.attributes.AttributeOverride;
import io.dray.attributes.AttributeSources;
import io.dray.attributes.RenderSettings;
import io.dray.core.InvalidInputException;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.template.Dialect;
import io.dray.template.function.FunctionContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the templates of an app are rendered, now or when its pod starts.
 *
 * @param dialect whose rules hold
 * @param environment the app's: functions may ask for it, and it can override attributes
 */
public record TemplateRules(Dialect dialect, Map<String, String> environment) {
    private static final String DIALECT = "dialect";
    private static final String ENVIRONMENT = "environment";

    public TemplateRules {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** What the attributes are made of, of these layers and of what the environment overrides. */
    AttributeSources sources(List<AttributeLayer> layers, FunctionContext context) {
        Optional<AttributeOverride> override = AttributeOverride.of(environment);
        List<AttributeOverride> overrides = override.isPresent() ? List.of(override.get()) : List.of();
        return AttributeSources.of(layers, overrides).in(dialect, context);
    }

    /** Refuses files that cannot be read, before anything is started. */
    public void check(List<AttributeLayer> layers) {
        if (!layers.isEmpty()) {
            AttributeSources.of(layers, List.of()).in(dialect, context()).check();
        }
    }

    /** How each file is rendered. */
    RenderSettings settings(FunctionContext context) {
        return RenderSettings.of(dialect, context);
    }

    /** What functions can ask for. */
    public FunctionContext context() {
        return FunctionContext.withEnvironment(environment);
    }

    JsonObject toJson() {
        JsonValue.ObjectBuilder variables = JsonValue.object();
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            variables.put(variable.getKey(), variable.getValue());
        }
        return JsonValue.object()
                .put(DIALECT, dialect.written())
                .put(ENVIRONMENT, variables.build())
                .build();
    }

    static TemplateRules from(JsonObject json, String source) {
        String word = json.field(DIALECT)
                .orElseThrow(() -> new InvalidInputException(source + ": " + DIALECT + " is missing"))
                .asString(source + ": " + DIALECT);
        Dialect dialect = Dialect.of(word)
                .orElseThrow(() -> new InvalidInputException(source + ": unknown dialect '" + word + "'"));
        Map<String, String> environment = new LinkedHashMap<>();
        Optional<JsonValue> variables = json.field(ENVIRONMENT);
        if (variables.isPresent()) {
            for (Map.Entry<String, JsonValue> variable : variables
                    .get()
                    .asObject(source + ": " + ENVIRONMENT)
                    .fields()
                    .entrySet()) {
                environment.put(variable.getKey(), variable.getValue().asString(source + ": " + ENVIRONMENT));
            }
        }
        return new TemplateRules(dialect, environment);
    }
}
