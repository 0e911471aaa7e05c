package io.dray.build;

/**
 * One build: what is built, on what, and who listens.
 *
 * @param request what was asked for
 * @param source the image source
 * @param dependencies the images it stands on
 * @param steps its steps, made one after the other
 * @param listener hears what happens
 */
record BuildJob(
        BuildRequest request,
        ImageSource source,
        Dependencies dependencies,
        StepSequence steps,
        BuildListener listener) {}
