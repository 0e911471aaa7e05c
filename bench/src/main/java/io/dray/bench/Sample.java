package io.dray.bench;

/**
 * What one run took.
 *
 * @param firstOutput from the start of the process to its first byte on stdout, in nanoseconds
 * @param lastOutput from its start to its last byte on stdout, in nanoseconds
 * @param exit from the start to the end of the process, in nanoseconds
 */
record Sample(long firstOutput, long lastOutput, long exit) {}
