package io.dray.attributes;

import io.dray.attributes.Attribute.Branch;
import io.dray.attributes.Attribute.Items;
import io.dray.core.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the values of all attributes of an app together, so that no number of files or templates fills the memory. */
final class ValueBudget {
    /** A few hundred are usual. */
    static final int MAX_VALUES = 250_000;

    private int values;

    /** Counts what a file brings. */
    void take(Attribute attribute) {
        count(attribute.place());
        if (attribute instanceof Branch branch) {
            for (Attribute entry : branch.entries().values()) {
                take(entry);
            }
        } else if (attribute instanceof Items items) {
            for (Attribute item : items.items()) {
                take(item);
            }
        }
    }

    /** Counts what a template made; what it only hands on was counted before. */
    void take(@Nullable Object made, Place place) {
        count(place);
        if (made instanceof AttributeMapView || made instanceof AttributeListView) {
            return;
        }
        if (made instanceof Map<?, ?> map) {
            for (Object value : map.values()) {
                take(value, place);
            }
        } else if (made instanceof List<?> list) {
            for (Object item : list) {
                take(item, place);
            }
        }
    }

    private void count(Place place) {
        if (++values > MAX_VALUES) {
            throw new InvalidInputException(
                    place + ": more than " + MAX_VALUES + " values in all attributes together",
                    "name fewer files, or make smaller lists");
        }
    }
}
