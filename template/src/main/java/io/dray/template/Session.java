package io.dray.template;

import io.dray.template.value.Limits;
import java.util.Map;

/** What all calls of one rendering share. */
final class Session {
    private static final long NANOSECONDS = 1_000_000_000L;

    private final Map<String, Body> bodies;
    private final AttributeReader attributes;
    private final Output output;
    private long start = System.nanoTime();
    private int slowCalls;
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
        checkTime(frame);
    }

    void leave() {
        depth--;
    }

    /** Refuses to go on when too much time has passed. */
    void checkTime(Frame frame) {
        if (System.nanoTime() - start > Limits.MAX_SECONDS * NANOSECONDS) {
            throw frame.error(
                    "rendering takes longer than " + Limits.MAX_SECONDS + " seconds",
                    "make shorter texts and lists, or call fewer functions in loops");
        }
    }

    /** Does not count what a function took that takes its time on purpose, unless it is called again and again. */
    void forgive(long nanoseconds) {
        slowCalls++;
        if (slowCalls <= Limits.MAX_SLOW_CALLS) {
            start += nanoseconds;
        }
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
