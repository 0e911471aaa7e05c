package io.dray.attributes;

import java.util.ArrayList;
import java.util.List;

/**
 * Where an attribute's value was written.
 *
 * @param file the file, or {@code TEMPLATER_OVERRIDE}
 * @param line counted from 1
 * @param column counted from 1
 * @param layer the name of the layer the file belongs to
 * @param overrode the values that lost against this one, nearest first
 */
public record Origin(String file, int line, int column, String layer, List<Origin> overrode) {
    public Origin {
        overrode = List.copyOf(overrode);
    }

    static Origin of(Attribute attribute) {
        List<Origin> overrode = new ArrayList<>(attribute.lost().size());
        for (Attribute lost : attribute.lost()) {
            overrode.add(of(lost));
        }
        Place place = attribute.place();
        return new Origin(place.file(), place.line(), place.column(), place.layer(), overrode);
    }

    /** {@code file:line}; of what overrides one run {@code name:line:column}. */
    @Override
    public String toString() {
        return Place.shown(file, line, column, layer);
    }
}
