package io.dray.template;

/** A piece of a parsed template that a message can point at. */
interface Place {
    /** Where it begins in its source. */
    int offset();

    /** How messages show it: as Go writes the parsed piece back. */
    String shown();
}
