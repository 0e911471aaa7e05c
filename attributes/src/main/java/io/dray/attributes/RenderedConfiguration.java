package io.dray.attributes;

import java.util.List;

/**
 * All configuration files of one app.
 *
 * @param files sorted by target
 */
public record RenderedConfiguration(List<RenderedFile> files) {
    public RenderedConfiguration {
        files = List.copyOf(files);
    }
}
