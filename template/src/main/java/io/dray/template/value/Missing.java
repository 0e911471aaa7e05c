package io.dray.template.value;

import io.dray.core.InvalidInputException;

/**
 * The value of an attribute that nobody defined. A condition takes it as false, a few functions ({@code default}, ...)
 * ask for it; whoever needs a value throws its failure.
 */
public interface Missing {
    /** The error that names the attribute, and the place in the template that asked for it. */
    InvalidInputException failure();
}
