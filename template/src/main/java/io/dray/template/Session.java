package io.dray.template;

import io.dray.template.value.Limits;
import java.util.Map;

/** What all calls of one rendering share. */
final class Session {
    private final Map<String, Body> bodies;
    private final AttributeReader attributes;
    private final Output output;
    private int depth;
    private int iterations;
    private long work;

    Session(Map<String, Body> bodies, AttributeReader attributes, Output output) {
        this.bodies = bodies;
        this.attributes = attributes;
        this.output = output;
    }

    Map<String, Body> bodies() {
        return bodies;
    }

    AttributeReader attributes() {
        return attributes;
    }

    Output output() {
        return output;
    }

    void enter(Frame frame) {
        depth++;
        if (depth > Limits.MAX_CALL_DEPTH) {
            throw frame.error(
                    "exceeded maximum template depth (" + Limits.MAX_CALL_DEPTH
                            + "): template calls and actions are nested too deep",
                    "does a template call itself without an end?");
        }
    }

    void leave() {
        depth--;
    }

    int countIteration() {
        iterations++;
        return iterations;
    }

    /** Adds to the characters and items that functions worked on, and gives their sum. */
    long addWork(long done) {
        work += done;
        return work;
    }
}
