package io.dray.pod.change;

import io.dray.core.OperationFailedException;
import io.dray.core.ProcessOwner;
import io.dray.linux.Command;
import io.dray.pod.PodDirectory;
import io.dray.pod.state.PodMoment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The namespaces of a running pod, in which its apps have their roots: they are those of the process that became it. */
final class PodNamespaces {
    private final long process;

    private PodNamespaces(long process) {
        this.process = process;
    }

    /**
     * Those of a pod.
     *
     * @throws OperationFailedException if the process that became the pod was killed
     */
    static PodNamespaces of(PodDirectory pod) {
        Optional<ProcessOwner> owner = PodMoment.launcher(pod);
        if (owner.isEmpty() || !owner.get().isAlive()) {
            throw new OperationFailedException(
                    "the supervisor of pod \"" + pod.uuid() + "\" was killed",
                    "'dray stop " + pod.uuid() + "' ends what is left of it");
        }
        return new PodNamespaces(owner.get().pid());
    }

    /** The command, run there. */
    Command inside(String... words) {
        List<String> arguments =
                new ArrayList<>(List.of("--target=" + process, "--mount", "--net", "--ipc", "--uts", "--wd=/"));
        arguments.addAll(List.of(words));
        return Command.of("nsenter", arguments);
    }
}
