package io.dray.pod.isolator;

import java.util.Optional;

/**
 * What the kernel's security modules hold an app to.
 *
 * @param selinuxLabel {@code USER:ROLE:TYPE:LEVEL}
 * @param apparmorProfile the name of a profile that the kernel has loaded
 */
public record Confinement(Optional<String> selinuxLabel, Optional<String> apparmorProfile) {
    /** Nothing but what holds for every program. */
    public static final Confinement NONE = new Confinement(Optional.empty(), Optional.empty());

    Confinement withLabel(String label) {
        return new Confinement(Optional.of(label), apparmorProfile);
    }

    Confinement withProfile(String profile) {
        return new Confinement(selinuxLabel, Optional.of(profile));
    }
}
