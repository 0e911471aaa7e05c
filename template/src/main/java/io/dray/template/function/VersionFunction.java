package io.dray.template.function;

import io.dray.template.value.SemanticVersion;
import org.jspecify.annotations.Nullable;

/** Semantic versions. */
public enum VersionFunction implements Function {
    SEMVER(Origin.SPRIG, "semver(version string) *semver.Version"),
    SEMVER_COMPARE(Origin.SPRIG, "semverCompare(constraint string, version string) bool");

    private final Definition definition;

    VersionFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case SEMVER -> SemanticVersion.parse(arguments.text(0));
            case SEMVER_COMPARE -> VersionConstraint.holds(arguments.text(0), SemanticVersion.parse(arguments.text(1)));
        };
    }
}
