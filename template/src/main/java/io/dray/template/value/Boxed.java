package io.dray.template.value;

import org.jspecify.annotations.Nullable;

/**
 * An item of a list or map whose items have no fixed type, handed to a function as it came out of there: Go's {@code slice}
 * refuses such a number as an index.
 */
public record Boxed(@Nullable Object value) {}
