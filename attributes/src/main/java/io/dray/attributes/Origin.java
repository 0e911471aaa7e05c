package io.dray.attributes;

import java.util.ArrayList;
import java.util.List;

/**
 * Where an attribute's value was written.
 *
 * @param file the file, or {@code TEMPLATER_OVERRIDE}
 * @param line counted from 1
 * @param layer the name of the layer the file belongs to
 * @param overrode the values that lost against this one, nearest first
 */
public record Origin(String file, int line, String layer, List<Origin> overrode) {
    public Origin {
        overrode = List.copyOf(overrode);
    }

    static Origin of(Attribute attribute) {
        List<Origin> overrode = new ArrayList<>(attribute.lost().size());
        for (Attribute lost : attribute.lost()) {
            overrode.add(of(lost));
        }
        Place place = attribute.place();
        return new Origin(place.file(), place.line(), place.layer(), overrode);
    }

    /** {@code file:line}. */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
