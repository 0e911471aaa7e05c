package io.dray.pod.lifecycle;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * How the plugins of a pod's networks are dealt with when what the pod held is given back.
 *
 * @param again whether they give back also what they have given back already, so that they can be watched
 * @param complaints who hears of one that cannot, which then keeps the pod no longer, as with rkt; if empty, it keeps the pod
 */
public record PluginRules(boolean again, Optional<Consumer<String>> complaints) {
    /** Each once, and nothing goes before it could. */
    public static final PluginRules USUAL = new PluginRules(false, Optional.empty());

    /** The same, but once more for what has been given back. */
    public PluginRules askedAgain() {
        return new PluginRules(true, complaints);
    }
}
