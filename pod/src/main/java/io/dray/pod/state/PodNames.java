package io.dray.pod.state;

import io.dray.core.DataDirectory;
import io.dray.core.InvalidInputException;
import io.dray.linux.IoFailures;
import io.dray.pod.PodDirectory;
import io.dray.pod.PodIdentity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The names of pods: {@code names/<name>} is a link to the directory of the pod that was given the name last. A pod keeps its
 * name when it has ended, until another takes it.
 */
public final class PodNames {
    private final DataDirectory data;

    public PodNames(DataDirectory data) {
        this.data = data;
    }

    /** What is done while no other process gives names away. */
    public interface Publication {
        void publish() throws IOException;
    }

    /** The directory of the pod of this name. */
    Optional<Path> find(String name) {
        if (!PodIdentity.isName(name)) {
            return Optional.empty();
        }
        Path link = data.names().resolve(name);
        try {
            Path directory = data.pods().resolve(Files.readSymbolicLink(link).getFileName());
            return Files.isDirectory(directory) ? Optional.of(directory) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /**
     * Gives the name to a pod and publishes that: no other process can do the same between the two.
     *
     * @throws InvalidInputException if a pod that has not ended has it
     */
    public void claim(String name, String uuid, Publication publication) throws IOException {
        try (FileChannel lock = lock()) {
            lock.lock();
            requireFree(name);
            Path link = DataDirectory.create(data.names()).resolve(name);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, Path.of("../pods").resolve(uuid));
            publication.publish();
        }
    }

    private void requireFree(String name) {
        Optional<Path> holder = find(name);
        if (holder.isPresent()) {
            PodDirectory pod = new PodDirectory(holder.get());
            PodState state = PodMoment.now().stateOf(pod);
            if (!state.hasExited() && state != PodState.ABANDONED) {
                throw new InvalidInputException(
                        "the name " + name + " is taken by pod \"" + pod.uuid() + "\", which is " + state.label(),
                        "choose another name, or 'dray stop " + name + "'");
            }
        }
    }

    /** Removes the names of pods that are gone. */
    public void collect() {
        if (!Files.isDirectory(data.names())) {
            return;
        }
        try (FileChannel lock = lock();
                DirectoryStream<Path> links = Files.newDirectoryStream(data.names())) {
            lock.lock();
            for (Path link : links) {
                if (!Files.exists(link)) {
                    Files.deleteIfExists(link);
                }
            }
        } catch (NoSuchFileException _) {
            // removed with the whole data directory
        } catch (IOException e) {
            throw IoFailures.with("cannot clean up", data.names(), e);
        }
    }

    private FileChannel lock() throws IOException {
        Path file = DataDirectory.create(data.root().resolve("cache/locks")).resolve("pod-names");
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
