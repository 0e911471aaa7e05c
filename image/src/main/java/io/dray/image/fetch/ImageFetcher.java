package io.dray.image.fetch;

import io.dray.core.DrayException;
import io.dray.core.InvalidInputException;
import io.dray.image.ImageHold;
import io.dray.image.StoredImage;
import io.dray.image.http.DownloadPlace;
import io.dray.image.manifest.Dependency;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings images into the store, from wherever their addresses say, with everything they depend on. Any number of processes may
 * fetch the same: the work is done once. Not thread-safe.
 */
public final class ImageFetcher {
    /** More images than this no image stands on. */
    private static final int MAX_DEPENDENCIES = 1000;

    private final FetchTools tools;
    private final FetchPolicy policy;
    private final FetchListener listener;

    /** A fetcher that follows this policy. */
    public ImageFetcher(FetchTools tools, FetchPolicy policy, FetchListener listener) {
        this.tools = tools;
        this.policy = policy;
        this.listener = listener;
    }

    /**
     * Fetches the image and what it depends on.
     *
     * @throws DrayException if it cannot be had, is not what was asked for, or nobody trusted vouches for it; nothing of it stays
     *     but a part that a later attempt goes on with
     */
    public StoredImage fetch(ImageAddress address) {
        collectOldDownloads();
        try (ImageHold hold = tools.images().hold()) {
            StoredImage image = hold.keep(single(policy).fetch(address));
            fetchDependencies(image, hold);
            return image;
        }
    }

    private SingleFetch single(FetchPolicy terms) {
        return new SingleFetch(tools, terms, listener, new Gatekeeper(tools.images(), tools.trust(), terms, listener));
    }

    private void collectOldDownloads() {
        new FetchLeftovers(tools.images().data())
                .collect(DownloadPlace.KEPT, tools.clock().instant());
    }

    /** In the order of need; what was fetched or found once is not looked at again, so circles end. */
    private void fetchDependencies(StoredImage image, ImageHold hold) {
        SingleFetch fetcher = single(policy.forDependencies());
        Set<String> seen = new HashSet<>(Set.of(image.id().hex()));
        Deque<StoredImage> pending = new ArrayDeque<>(List.of(image));
        while (!pending.isEmpty()) {
            StoredImage next = pending.removeFirst();
            for (Dependency dependency : dependencies(next)) {
                StoredImage found = hold.keep(fetcher.fetch(dependency, next));
                if (seen.add(found.id().hex())) {
                    pending.addLast(found);
                }
            }
            if (seen.size() > MAX_DEPENDENCIES) {
                throw new InvalidInputException(
                        "image " + image.displayName() + " depends on more than " + MAX_DEPENDENCIES + " images");
            }
        }
    }

    /** An image with layers of its own, as from a registry, has all it needs, whatever its manifest tells of its past. */
    private static List<Dependency> dependencies(StoredImage image) {
        return image.layers().equals(List.of(image.id())) ? image.manifest().dependencies() : List.of();
    }
}
