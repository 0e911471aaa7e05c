package io.dray.cli;

import io.dray.clikit.OptionSpec;

/** The options that say which attributes a command reads, and by whose rules; {@link AttributeRequest} obeys them. */
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
}
