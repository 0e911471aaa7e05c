package io.dray.template.function;

import io.dray.template.function.Function.Origin;

/**
 * What is fixed about a function.
 *
 * @param origin where it comes from
 * @param signature how it is called
 * @param narrow how dgr lets it be called, where that is narrower
 */
public record Definition(Origin origin, Signature signature, Signature narrow) {
    /** A function that all sets call alike. */
    public static Definition of(Origin origin, String signature) {
        Signature only = new Signature(signature);
        return new Definition(origin, only, only);
    }

    /** A function that dgr lets be called in fewer ways. */
    public static Definition of(Origin origin, String signature, String narrow) {
        return new Definition(origin, new Signature(signature), new Signature(narrow));
    }
}
