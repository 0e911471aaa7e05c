package io.dray.image.fetch;

import io.dray.core.DrayException;
import io.dray.core.MissingException;
import io.dray.core.OperationFailedException;
import io.dray.image.StoredImage;
import io.dray.image.fetch.ImageAddress.FileAddress;
import io.dray.image.fetch.ImageAddress.IdAddress;
import io.dray.image.fetch.ImageAddress.LocalOciAddress;
import io.dray.image.fetch.ImageAddress.NameAddress;
import io.dray.image.fetch.ImageAddress.RegistryAddress;
import io.dray.image.fetch.ImageAddress.UrlAddress;
import io.dray.image.manifest.Dependency;
import io.dray.image.manifest.ImageReference;
import io.dray.image.manifest.ImageReference.ByName;
import java.net.URI;

/** Fetches one image without what it depends on. */
final class SingleFetch {
    private final FetchTools tools;
    private final FetchPolicy terms;
    private final FetchListener listener;
    private final Gatekeeper gatekeeper;
    private final UrlFetch urls;
    private final FileFetch files;

    SingleFetch(FetchTools tools, FetchPolicy terms, FetchListener listener, Gatekeeper gatekeeper) {
        this.tools = tools;
        this.terms = terms;
        this.listener = listener;
        this.gatekeeper = gatekeeper;
        this.urls = new UrlFetch(tools, terms, listener, gatekeeper);
        this.files = new FileFetch(tools, terms, listener, gatekeeper);
    }

    StoredImage fetch(ImageAddress address) {
        return switch (address) {
            case FileAddress(var path) -> files.fetch(path);
            case UrlAddress(URI uri) -> urls.fetch(uri, signatureOf(uri), Expectation.anyAt(uri.toString()));
            case NameAddress(ByName reference) -> byName(Expectation.of(reference));
            case IdAddress(var reference) -> byId(reference);
            case RegistryAddress registry -> new RegistryFetch(tools, terms, listener, gatekeeper).fetch(registry);
            case LocalOciAddress(var file) -> files.fetch(file);
        };
    }

    private StoredImage byId(ImageReference.ById reference) {
        StoredImage image = tools.images()
                .find(reference)
                .orElseThrow(() -> new MissingException(
                        "no image IDs found: there is no image " + reference + " in "
                                + tools.images().data().root(),
                        "an ID finds only what is in the store, see '" + terms.program() + " image list'"));
        listener.explained("using image from the store with hash " + reference);
        return image;
    }

    private StoredImage byName(Expectation expectation) {
        return new NameFetch(tools, terms, listener, urls).fetch(expectation);
    }

    StoredImage fetch(Dependency dependency, StoredImage dependent) {
        ByName name = new ByName(dependency.imageName(), dependency.labels());
        try {
            return byName(Expectation.of(name, dependency));
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
        return URI.create(image.getScheme() + "://" + image.getRawAuthority() + image.getRawPath() + ".asc" + query);
    }
}
