package io.dray.image;

import java.util.List;

/**
 * What was removed from a store because nothing needs it.
 *
 * @param layers names of layers that belonged to no image
 * @param temporaries names of half-made things of processes that are gone
 */
public record GarbageReport(List<String> layers, List<String> temporaries) {
    public GarbageReport {
        layers = List.copyOf(layers);
        temporaries = List.copyOf(temporaries);
    }
}
