package io.dray.image.fetch;

import io.dray.core.DrayException;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.core.OperationFailedException;
import io.dray.image.Dependency;
import io.dray.image.ImageReference.ByName;
import io.dray.image.StoredImage;
import io.dray.image.fetch.ImageAddress.FileAddress;
import io.dray.image.fetch.ImageAddress.IdAddress;
import io.dray.image.fetch.ImageAddress.LocalOciAddress;
import io.dray.image.fetch.ImageAddress.NameAddress;
import io.dray.image.fetch.ImageAddress.RegistryAddress;
import io.dray.image.fetch.ImageAddress.UrlAddress;
import io.dray.image.http.DownloadPlace;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
        StoredImage image = new Single(policy).fetch(address);
        fetchDependencies(image);
        return image;
    }

    private void collectOldDownloads() {
        try {
            tools.downloads().collect(DownloadPlace.KEPT, tools.clock().instant());
        } catch (IOException e) {
            throw IoFailures.during("cannot clear old downloads away", e);
        }
    }

    /** In the order of need; what was fetched or found once is not looked at again, so circles end. */
    private void fetchDependencies(StoredImage image) {
        Single fetcher = new Single(policy.forDependencies());
        Set<String> seen = new HashSet<>(Set.of(image.id().hex()));
        Deque<StoredImage> pending = new ArrayDeque<>(List.of(image));
        while (!pending.isEmpty()) {
            StoredImage next = pending.removeFirst();
            for (Dependency dependency : dependencies(next)) {
                StoredImage found = fetcher.fetch(dependency, next);
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

    /** Fetches one image without what it depends on. */
    private final class Single {
        private final FetchPolicy terms;
        private final Gatekeeper gatekeeper;
        private final UrlFetch urls;
        private final FileFetch files;

        Single(FetchPolicy terms) {
            this.terms = terms;
            this.gatekeeper = new Gatekeeper(tools.images(), tools.trust(), terms, listener);
            this.urls = new UrlFetch(tools, terms, listener, gatekeeper);
            this.files = new FileFetch(tools, terms, listener, gatekeeper);
        }

        StoredImage fetch(ImageAddress address) {
            return switch (address) {
                case FileAddress(var path) -> files.fetch(path);
                case UrlAddress(URI uri) -> urls.fetch(uri, signatureOf(uri), Expectation.anyAt(uri.toString()));
                case NameAddress(ByName reference) -> byName(Expectation.of(reference));
                case IdAddress(var reference) ->
                    tools.images()
                            .find(reference)
                            .orElseThrow(() -> new MissingException(
                                    "no image IDs found: there is no image " + reference + " in "
                                            + tools.images().data().root(),
                                    "an ID finds only what is in the store, see '" + terms.program() + " image list'"));
                case RegistryAddress registry -> new RegistryFetch(tools, terms, listener, gatekeeper).fetch(registry);
                case LocalOciAddress(var file) -> files.fetch(file);
            };
        }

        private StoredImage byName(Expectation expectation) {
            return new NameFetch(tools, terms, listener, urls).fetch(expectation);
        }

        StoredImage fetch(Dependency dependency, StoredImage dependent) {
            ByName name = new ByName(dependency.imageName(), dependency.labels());
            try {
                return byName(
                        new Expectation(name.toString(), Optional.of(name), dependency.imageId(), dependency.size()));
            } catch (DrayException e) {
                throw new OperationFailedException(
                        "image " + dependent.displayName() + " depends on " + name + ": " + e.getMessage(),
                        e.hint().orElse(null),
                        e);
            }
        }

        /** The signature lies beside the archive; what follows a {@code ?} stays where it is. */
        private static URI signatureOf(URI image) {
            String query = image.getRawQuery() == null ? "" : "?" + image.getRawQuery();
            return URI.create(
                    image.getScheme() + "://" + image.getRawAuthority() + image.getRawPath() + ".asc" + query);
        }
    }
}
