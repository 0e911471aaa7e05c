package io.dray.pod.prepare;

import io.dray.attributes.RenderedConfiguration;
import io.dray.core.DataDirectory;
import io.dray.core.OperationFailedException;
import io.dray.pod.FileTrees;
import io.dray.pod.PodDirectory;
import io.dray.pod.configuration.GivenAttributes;
import io.dray.pod.metadata.MetadataRegistry;
import io.dray.pod.plan.PlannedPod;
import io.dray.pod.plan.PodChoices;
import io.dray.pod.plan.RunRequest;
import io.dray.pod.start.HostTools;
import io.dray.pod.start.PodWriter;
import io.dray.pod.state.PodNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Writes a planned pod aside and brings it to its place by one rename: its directory is complete, or it is not there, and neither is
 * anything that leads to it.
 *
 * @param data where pods lie
 * @param request what was asked for
 * @param pod what was decided
 * @param tools the programs that start it
 * @param configurations what was rendered for each of its apps
 */
record PodPublication(
        DataDirectory data,
        RunRequest request,
        PlannedPod pod,
        HostTools tools,
        List<Optional<RenderedConfiguration>> configurations) {
    PodPublication {
        configurations = List.copyOf(configurations);
    }

    /** A pod that starts at once. */
    void publish() throws IOException {
        publish(Optional.empty());
    }

    /**
     * A pod that waits to be started.
     *
     * @param unshareFlags which namespaces of its own it has, as options of {@code unshare}
     */
    void publishPrepared(List<String> unshareFlags) throws IOException {
        publish(Optional.of(String.join(" ", unshareFlags) + "\n"));
    }

    private void publish(Optional<String> prepared) throws IOException {
        Path aside = data.newTemporary("pod");
        Path link = pod.runtime().pod(pod.manifest().uuid());
        try {
            write(new PodDirectory(aside));
            if (prepared.isPresent() || request.policy().isMutable()) {
                Files.writeString(
                        new PodDirectory(aside).choices(),
                        PodChoices.of(request, pod).toText());
            }
            if (prepared.isPresent()) {
                Files.writeString(new PodDirectory(aside).prepared(), prepared.get());
            }
            DataDirectory.create(data.pods());
            DataDirectory.create(pod.runtime().pods());
            Files.createSymbolicLink(link, pod.directory().root());
            register();
            Optional<String> name = pod.manifest().identity().name();
            if (name.isPresent()) {
                new PodNames(data).claim(name.get(), pod.manifest().uuid(), () -> move(aside));
            } else {
                move(aside);
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(link);
            giveUp(aside);
            throw e;
        }
    }

    /**
     * The place of a pod that was prepared. From the claim on, the pod is what becomes of this process: if that is killed, it never
     * started.
     *
     * @throws OperationFailedException if another process has claimed it
     */
    void replacePrepared() throws IOException {
        Path aside = data.newTemporary("pod");
        try {
            write(new PodDirectory(aside));
            register();
            PreparedClaim.take(pod.directory(), request.launcher().process());
            Path former = data.newTemporary("prepared");
            Files.move(
                    pod.directory().root(),
                    former,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            move(aside);
            FileTrees.delete(former);
        } catch (IOException | RuntimeException e) {
            giveUp(aside);
            throw e;
        }
    }

    private void write(PodDirectory aside) throws IOException {
        new PodWriter(pod, tools, aside).write(configurations);
        GivenAttributes.write(aside, request.attributes());
    }

    private void register() throws IOException {
        if (pod.metadata().isPresent()) {
            registry().register(pod.metadata().get(), pod.directory().root());
        }
    }

    private void move(Path aside) throws IOException {
        if (request.uuidFile().isPresent()) {
            // without the end of a line: programs take the whole file for the UUID
            Files.writeString(request.uuidFile().get(), pod.manifest().uuid());
        }
        Files.move(aside, pod.directory().root(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void giveUp(Path aside) throws IOException {
        if (pod.metadata().isPresent()) {
            registry().withdraw(pod.metadata().get());
        }
        FileTrees.delete(aside);
    }

    private MetadataRegistry registry() {
        return new MetadataRegistry(pod.runtime().root());
    }
}
