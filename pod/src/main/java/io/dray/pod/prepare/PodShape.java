package io.dray.pod.prepare;

import io.dray.core.InvalidInputException;
import io.dray.pod.plan.AppRequest;
import io.dray.pod.plan.RunRequest;
import io.dray.pod.stream.AppStreams;

/**
 * What a request says about the pod as a whole, before anything is looked up.
 *
 * @param supervised whether s6 supervises the apps
 * @param attachable whether one can attach to any of them
 */
record PodShape(boolean supervised, boolean attachable) {
    /**
     * The shape of a request.
     *
     * @throws InvalidInputException if its parts do not go together
     */
    static PodShape of(RunRequest request) {
        if (request.apps().isEmpty() && !request.policy().isMutable()) {
            throw new InvalidInputException("pod must contain at least one application", "name an image");
        }
        boolean attachable = false;
        for (AppRequest app : request.apps()) {
            AppStreams streams = app.streams();
            checkInteractive(request, app, streams);
            attachable |= streams.areAttachable();
        }
        boolean several = request.apps().size() > 1;
        if (request.interactive() && several) {
            throw new InvalidInputException(
                    "only a pod of one app can be interactive", "leave out --interactive, or run one image");
        }
        if (request.interactive() && request.policy().needsSupervisor()) {
            throw new InvalidInputException(
                    "an interactive pod cannot be detached or start its app again", "leave out --interactive");
        }
        return new PodShape(several || attachable || request.policy().needsSupervisor(), attachable);
    }

    private static void checkInteractive(RunRequest request, AppRequest app, AppStreams streams) {
        if (request.interactive() && AppStreams.areSaid(app.annotations()) && !streams.areInteractive()) {
            throw new InvalidInputException(
                    "the streams of an interactive app are the caller's",
                    "leave out --interactive, or --stdin, --stdout and --stderr");
        }
    }
}
