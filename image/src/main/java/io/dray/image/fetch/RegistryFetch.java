package io.dray.image.fetch;

import io.dray.core.Digest;
import io.dray.core.MissingException;
import io.dray.image.Admission;
import io.dray.image.ImageOrigin;
import io.dray.image.StoredImage;
import io.dray.image.fetch.Gatekeeper.Evidence;
import io.dray.image.fetch.ImageAddress.RegistryAddress;
import io.dray.image.fetch.RemoteRecords.Remote;
import io.dray.image.http.HttpFailure;
import io.dray.image.manifest.ImageReference;
import io.dray.image.oci.OciImport;
import io.dray.image.oci.OciReference;
import io.dray.image.registry.RegistryImage;
import io.dray.image.registry.RegistryPull;
import io.dray.image.unpack.UnpackLimits;
import io.dray.linux.FileLock;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Fetches images of registries. They have no signature that a trust store of OpenPGP keys could check, so they come in only if
 * the operator accepts that.
 */
final class RegistryFetch {
    private static final String UNSIGNED = "signature verification for docker images is not supported";

    private final FetchTools tools;
    private final FetchPolicy policy;
    private final FetchListener listener;
    private final Gatekeeper gatekeeper;

    RegistryFetch(FetchTools tools, FetchPolicy policy, FetchListener listener, Gatekeeper gatekeeper) {
        this.tools = tools;
        this.policy = policy;
        this.listener = listener;
        this.gatekeeper = gatekeeper;
    }

    StoredImage fetch(RegistryAddress address) {
        Optional<Remote> known = known(address);
        if (known.isPresent() && policy.pull().prefersStore()) {
            listener.explained("using image from local store for url " + address);
            return stored(known.get()).orElseThrow();
        }
        if (policy.pull() == PullPolicy.NEVER) {
            throw new MissingException(
                    "unable to fetch docker image from URL \"" + address + "\": it is not in the store",
                    "--pull-policy=never forbids to ask the network; leave it out");
        }
        gatekeeper.requireAccepted(address.reference().imageName(), address.toString(), UNSIGNED);
        Instant begun = tools.clock().instant();
        try (FileLock lock = tools.downloads().lock("image", RemoteRecords.key(address.canonical()))) {
            assert lock != null;
            Optional<StoredImage> meanwhile =
                    known(address).filter(it -> !it.fetched().isBefore(begun)).flatMap(this::stored);
            return meanwhile.isPresent() ? meanwhile.get() : pull(address, address.reference());
        }
    }

    /** Fetches the very image that this manifest describes, whatever the tag means by now. */
    StoredImage fetch(RegistryAddress address, Digest manifest) {
        OciReference named = address.reference();
        return pull(
                address, new OciReference(named.registry(), named.repository(), named.tag(), Optional.of(manifest)));
    }

    private Optional<Remote> known(RegistryAddress address) {
        if (policy.pull() == PullPolicy.AGAIN) {
            return Optional.empty();
        }
        return tools.remotes()
                .find(address.canonical())
                .filter(remote -> stored(remote).isPresent());
    }

    private Optional<StoredImage> stored(Remote remote) {
        return tools.images().find(new ImageReference.ById(remote.id().toString()));
    }

    private StoredImage pull(RegistryAddress address, OciReference exact) {
        listener.explained("remote fetching from URL \"" + address + "\"");
        RegistryPull registry = new RegistryPull(
                tools.transport(), tools.configuration(), tools.downloads(), listener, UnpackLimits.DEFAULT.bytes());
        try (RegistryImage found = registry.open(exact)) {
            String digest = found.manifest().digest().toOci();
            Optional<Remote> known = known(address).filter(it -> it.etag().equals(digest));
            StoredImage image = known.flatMap(this::stored).orElseGet(() -> take(address, found));
            keep(address, image.id(), digest);
            return image;
        } catch (HttpFailure e) {
            throw e.during("cannot fetch " + address);
        } catch (IOException e) {
            throw IoFailures.during("cannot fetch " + address, e);
        }
    }

    private StoredImage take(RegistryAddress address, RegistryImage found) {
        Expectation expectation = Expectation.anyAt(address.toString());
        boolean latest = address.reference().tag().orElse("").equals(OciReference.LATEST);
        Admission admission = (id, manifest) -> {
            ImageOrigin origin = gatekeeper.admit(id, manifest, expectation, new Evidence.Unsigned(UNSIGNED));
            return latest ? origin.asLatest() : origin;
        };
        OciImport.Request request = new OciImport.Request(found.blobs(), found.manifest(), address.reference());
        StoredImage image =
                new OciImport(tools.images()).run(request, admission, new ImportReport(listener, address.toString()));
        found.discard();
        return image;
    }

    private void keep(RegistryAddress address, Digest id, String manifest) {
        tools.remotes()
                .keep(new Remote(
                        address.canonical(),
                        id,
                        manifest,
                        "",
                        Duration.ZERO,
                        tools.clock().instant()));
    }
}
