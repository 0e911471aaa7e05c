package io.dray.cli;

import io.dray.clikit.CommandContext;
import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.image.ImageStore;
import io.dray.image.StoredImage;
import io.dray.pod.state.PodRegistry;

/**
 * What rkt called the tree store: beside each archive the tree that pods are made of, which its {@code image gc} removed unless a pod
 * that was still there had it, and which the next pod made again. Dray keeps one of the two only; what follows from the other is
 * counted.
 */
final class RktImageTrees {
    private RktImageTrees() {}

    /** Counts the trees as removed that no pod has, and names each. */
    static void collect(ImageStore images, PodRegistry pods, CommandContext context) {
        for (StoredImage image : images.list()) {
            if (!image.isPacked() && isUnreferenced(image, pods)) {
                images.markPacked(image);
                context.err().println(removed(image.id()));
            }
        }
    }

    static String removed(Digest layer) {
        return "gc: removed treestore \"deps-" + ImageIds.whole(layer) + "\"";
    }

    private static boolean isUnreferenced(StoredImage image, PodRegistry pods) {
        try {
            pods.requireUnreferenced(image);
            return true;
        } catch (InvalidInputException _) {
            return false;
        }
    }
}
