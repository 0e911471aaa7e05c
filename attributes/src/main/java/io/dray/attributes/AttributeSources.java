package io.dray.attributes;

import io.dray.template.Dialect;
import io.dray.template.function.FunctionContext;
import java.util.List;

/**
 * What the attributes of an app are made of.
 *
 * @param layers weakest first: dependencies in their order, the image, the pod, the levels of the environment
 * @param overrides stronger than all layers, weakest first
 * @param dialect whose rules hold for numbers, double keys, and attributes that are templates
 * @param context what functions in such attributes may ask
 */
public record AttributeSources(
        List<AttributeLayer> layers, List<AttributeOverride> overrides, Dialect dialect, FunctionContext context) {
    public AttributeSources {
        layers = List.copyOf(layers);
        overrides = List.copyOf(overrides);
    }

    /** Sources by Dray's own rules. */
    public static AttributeSources of(List<AttributeLayer> layers, List<AttributeOverride> overrides) {
        return new AttributeSources(layers, overrides, Dialect.DRAY, FunctionContext.withoutEnvironment());
    }

    /** The same sources read by the rules of another dialect. */
    public AttributeSources in(Dialect other, FunctionContext asked) {
        return new AttributeSources(layers, overrides, other, asked);
    }
}
