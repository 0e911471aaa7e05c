package io.dray.image.fetch;

import io.dray.core.DrayException;
import io.dray.core.MissingException;
import io.dray.image.StoredImage;
import io.dray.image.fetch.Discovery.Endpoint;
import io.dray.image.manifest.ImageReference;
import java.util.List;
import java.util.Optional;

/** Fetches an image by its name: from the store, or from where discovery finds it. */
final class NameFetch {
    private final FetchTools tools;
    private final FetchPolicy policy;
    private final FetchListener listener;
    private final UrlFetch urls;

    NameFetch(FetchTools tools, FetchPolicy policy, FetchListener listener, UrlFetch urls) {
        this.tools = tools;
        this.policy = policy;
        this.listener = listener;
        this.urls = urls;
    }

    StoredImage fetch(Expectation expectation) {
        String name = expectation.name().orElseThrow().toString();
        if (policy.pull().prefersStore()) {
            Optional<StoredImage> stored = stored(expectation);
            if (stored.isPresent()) {
                listener.explained("using image from local store for image name " + name);
                return stored.get();
            }
        }
        if (policy.pull() == PullPolicy.NEVER) {
            throw new MissingException(
                    "unable to fetch image from image name \"" + name + "\": it is not in the store",
                    "--pull-policy=never forbids to ask the network; leave it out");
        }
        listener.explained("searching for app image " + expectation.name().get().name());
        return fromAny(endpoints(expectation), expectation);
    }

    private Optional<StoredImage> stored(Expectation expectation) {
        return expectation.id().isPresent()
                ? tools.images()
                        .find(new ImageReference.ById(expectation.id().get().toString()))
                : tools.images().find(expectation.name().orElseThrow());
    }

    private List<Endpoint> endpoints(Expectation expectation) {
        try {
            return new Discovery(tools.transport(), tools.authorizer(), listener::explained)
                    .endpoints(expectation.name().orElseThrow());
        } catch (DrayException e) {
            if (stored(expectation).isEmpty()) {
                throw e;
            }
            throw new MissingException(
                    String.valueOf(e.getMessage()),
                    "the image is in the store: --pull-policy=new takes it from there",
                    e);
        }
    }

    private StoredImage fromAny(List<Endpoint> endpoints, Expectation expectation) {
        if (policy.trustsKeysFromHttps()) {
            new KeyFetch(tools.transport(), tools.authorizer(), listener::explained)
                    .trustDiscovered(expectation.name().orElseThrow().name(), tools.trust(), listener);
        }
        for (int i = 0; i < endpoints.size() - 1; i++) {
            Endpoint endpoint = endpoints.get(i);
            try {
                return urls.fetch(endpoint.image(), endpoint.signature(), expectation);
            } catch (DrayException e) {
                listener.warned(e.getMessage() + "; trying the next place that discovery found");
            }
        }
        Endpoint last = endpoints.getLast();
        return urls.fetch(last.image(), last.signature(), expectation);
    }
}
