package io.dray.attributes;

import io.dray.core.InvalidInputException;
import io.dray.template.Dialect;
import io.dray.template.function.FunctionContext;
import java.util.ArrayList;
import java.util.List;

/**
 * What the attributes of an app are made of.
 *
 * @param layers weakest first: by their levels, and within a level as they were given
 * @param overrides stronger than all layers, weakest first
 * @param dialect whose rules hold for numbers, double keys, and attributes that are templates
 * @param context what functions in such attributes may ask
 */
public record AttributeSources(
        List<AttributeLayer> layers, List<AttributeOverride> overrides, Dialect dialect, FunctionContext context) {
    public AttributeSources {
        layers = byLevel(layers);
        overrides = List.copyOf(overrides);
    }

    private static List<AttributeLayer> byLevel(List<AttributeLayer> layers) {
        List<AttributeLayer> sorted = new ArrayList<>(layers.size());
        for (AttributeLevel level : AttributeLevel.values()) {
            for (AttributeLayer layer : layers) {
                if (layer.level() == level) {
                    sorted.add(layer);
                }
            }
        }
        return List.copyOf(sorted);
    }

    /**
     * Reads all files, to know early whether they can be read.
     *
     * @throws InvalidInputException for the first that cannot
     */
    public void check() {
        AttributeMerge.weakestFirst(this, new ArrayList<>());
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
