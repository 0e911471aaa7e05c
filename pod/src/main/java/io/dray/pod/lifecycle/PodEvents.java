package io.dray.pod.lifecycle;

import io.dray.pod.state.Pod;
import io.dray.pod.state.PodState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The past of pods, as their directories tell it: nothing is recorded for this alone. So a pod that was removed has no past, and
 * nobody knows when a pod was killed; who watches sees both.
 */
public final class PodEvents {
    private PodEvents() {}

    /** What happened to these pods, in the order of time. */
    public static List<PodEvent> of(List<Pod> pods) {
        List<PodEvent> events = new ArrayList<>();
        for (Pod pod : pods) {
            add(pod, events);
        }
        events.sort(PodEvent.BY_TIME);
        return events;
    }

    private static void add(Pod pod, List<PodEvent> events) {
        events.add(ofPod(pod, PodEvent.Kind.CREATED, pod.created()));
        if (pod.started().isPresent()) {
            events.add(ofPod(pod, PodEvent.Kind.STARTED, pod.started().get()));
        }
        for (Pod.App app : pod.apps()) {
            if (pod.mutable()) {
                events.add(ofApp(pod, app, PodEvent.Kind.CREATED, app.created(), OptionalInt.empty()));
                if (app.started().isPresent()) {
                    events.add(
                            ofApp(pod, app, PodEvent.Kind.STARTED, app.started().get(), OptionalInt.empty()));
                }
            }
            for (Pod.Restart restart : app.restarts()) {
                if (restart.outOfMemory()) {
                    events.add(ofApp(pod, app, PodEvent.Kind.OOM, restart.ended(), OptionalInt.empty()));
                }
                events.add(
                        ofApp(pod, app, PodEvent.Kind.RESTARTED, restart.ended(), OptionalInt.of(restart.exitCode())));
            }
            if (app.finished().isPresent()) {
                if (app.outOfMemory()) {
                    events.add(ofApp(pod, app, PodEvent.Kind.OOM, app.finished().get(), OptionalInt.empty()));
                }
                events.add(ofApp(pod, app, PodEvent.Kind.EXITED, app.finished().get(), app.exitCode()));
            }
        }
    }

    /** Whether its apps were started, and all that supervised them is gone without a word. */
    static boolean wasKilled(Pod pod) {
        boolean ended = pod.state().hasExited() || pod.state() == PodState.ORPHANED;
        for (Pod.App app : pod.apps()) {
            if (ended && app.started().isPresent() && app.finished().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    static PodEvent ofPod(Pod pod, PodEvent.Kind kind, Instant time) {
        return new PodEvent(time, kind, pod.uuid(), pod.identity().name(), Optional.empty(), OptionalInt.empty());
    }

    static PodEvent ofApp(Pod pod, Pod.App app, PodEvent.Kind kind, Instant time, OptionalInt code) {
        return new PodEvent(time, kind, pod.uuid(), pod.identity().name(), Optional.of(app.name()), code);
    }
}
