package io.dray.pod.plan;

import io.dray.core.ProcessOwner;

/**
 * Who waits for a plan.
 *
 * @param process the process that becomes the pod: the shell of {@code bin/dray}
 * @param program how to run Dray again from inside the pod's start, for templates that can only be rendered then
 */
public record Launcher(ProcessOwner process, String program) {}
