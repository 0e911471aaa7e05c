package io.dray.image;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.core.ProcessOwner;
import io.dray.linux.FileTrees;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps layers in the store that no image has yet, or not any more, for as long as this process needs them: a directory under
 * {@code tmp} with one empty file per layer, or with lists of layers. When the process dies, the lease dies with it.
 */
final class LayerLease implements AutoCloseable {
    static final String KIND = "lease";

    /** How the names of files begin that list layers, one a line. */
    static final String LIST = "list-";

    private final Path directory;

    LayerLease(DataDirectory data) {
        this.directory = data.newTemporary(KIND);
    }

    /** Keeps one more layer. Under the store's lock, or before the layer is there. */
    void hold(Digest layer) {
        Path file = directory.resolve(layer.toString());
        try {
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
        } catch (IOException e) {
            throw IoFailures.with("cannot write", file, e);
        }
    }

    /** All layers that living processes keep. */
    static Set<Digest> held(DataDirectory data) throws IOException {
        Set<Digest> held = new HashSet<>();
        try (DirectoryStream<Path> leases = Files.newDirectoryStream(data.temporary(), KIND + "-*")) {
            for (Path lease : leases) {
                if (DataDirectory.ownerOf(lease).filter(ProcessOwner::isAlive).isPresent()) {
                    addLayers(lease, held);
                }
            }
        } catch (NoSuchFileException _) {
            return Set.of();
        }
        return held;
    }

    private static void addLayers(Path lease, Set<Digest> held) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(lease)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(LIST)) {
                    for (String line : Files.readAllLines(file)) {
                        digestOf(line).ifPresent(held::add);
                    }
                } else {
                    digestOf(name).ifPresent(held::add);
                }
            }
        } catch (NoSuchFileException _) {
            // given up meanwhile
        }
    }

    private static Optional<Digest> digestOf(String name) {
        try {
            return Optional.of(Digest.parse(name));
        } catch (InvalidInputException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        FileTrees.remove(directory);
    }
}
