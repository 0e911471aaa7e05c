package io.dray.image.fetch;

import io.dray.core.Digest;
import io.dray.core.DrayException;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.StoredImage;
import io.dray.image.fetch.Gatekeeper.Evidence;
import io.dray.image.fetch.RemoteRecords.Remote;
import io.dray.image.fetch.SignatureFetch.Answer;
import io.dray.image.http.Download;
import io.dray.image.http.DownloadRequest;
import io.dray.image.http.Downloader;
import io.dray.image.http.HttpCall;
import io.dray.image.http.HttpFailure;
import io.dray.image.manifest.ImageReference;
import io.dray.image.unpack.UnpackLimits;
import io.dray.linux.FileLock;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Fetches an ACI from a web server: not again while it is fresh, only what changed, from where it was broken off. */
final class UrlFetch {
    private final FetchTools tools;
    private final FetchPolicy policy;
    private final FetchListener listener;
    private final SignatureFetch signatures;
    private final Gatekeeper gatekeeper;

    UrlFetch(FetchTools tools, FetchPolicy policy, FetchListener listener, Gatekeeper gatekeeper) {
        this.tools = tools;
        this.policy = policy;
        this.listener = listener;
        this.signatures = new SignatureFetch(tools, policy, listener);
        this.gatekeeper = gatekeeper;
    }

    StoredImage fetch(URI image, URI signature, Expectation expectation) {
        Optional<StoredImage> kept = fromStore(image);
        if (kept.isPresent()) {
            return asked(kept.get(), expectation);
        }
        if (policy.pull() == PullPolicy.NEVER) {
            throw new MissingException(
                    "unable to fetch image from URL \"" + image + "\": it is not in the store",
                    "--pull-policy=never forbids to ask the network; leave it out");
        }
        Instant begun = tools.clock().instant();
        String key = RemoteRecords.key(image.toString());
        try (FileLock lock = tools.downloads().lock("image", key)) {
            assert lock != null;
            Optional<StoredImage> meanwhile = fetchedSince(begun, image);
            return meanwhile.isPresent()
                    ? asked(meanwhile.get(), expectation)
                    : fetchLocked(new Work(image, signature, key, expectation));
        }
    }

    /** What the address gave when it was asked for something else need not be what is meant now. */
    private StoredImage asked(StoredImage image, Expectation expectation) {
        expectation.require(image.id(), image.manifest(), policy);
        return image;
    }

    private Optional<StoredImage> fromStore(URI image) {
        Optional<Remote> remote = known(image);
        if (remote.isEmpty()) {
            return Optional.empty();
        }
        if (policy.pull().prefersStore()) {
            listener.explained("using image from local store for url " + image);
            return stored(remote.get().id());
        }
        if (remote.get().isFresh(tools.clock().instant())) {
            listener.explained("image for " + image + " isn't expired, not fetching.");
            return stored(remote.get().id());
        }
        return Optional.empty();
    }

    /** What is known of the address, if the image is still in the store. */
    private Optional<Remote> known(URI image) {
        if (policy.pull() == PullPolicy.AGAIN) {
            return Optional.empty();
        }
        return tools.remotes()
                .find(image.toString())
                .filter(remote -> stored(remote.id()).isPresent());
    }

    private Optional<StoredImage> stored(Digest id) {
        return tools.images().find(new ImageReference.ById(id.toString()));
    }

    /** Who waited for another process need not do its work again. */
    private Optional<StoredImage> fetchedSince(Instant begun, URI image) {
        Optional<Remote> remote = known(image);
        return remote.isPresent() && !remote.get().fetched().isBefore(begun)
                ? stored(remote.get().id())
                : Optional.empty();
    }

    private record Work(URI image, URI signature, String key, Expectation expectation) {}

    private StoredImage fetchLocked(Work work) {
        listener.explained("remote fetching from URL \"" + work.image + "\"");
        try {
            Optional<Answer> answer = policy.requiresSignatures() ? Optional.of(signature(work)) : Optional.empty();
            refuseEarly(work, answer);
            Optional<Remote> known = known(work.image);
            Download download = download(work, known);
            if (download.status() == 304 && known.isPresent()) {
                return unchanged(work, known.get(), download);
            }
            if (!download.isComplete()) {
                throw HttpFailure.status(work.image.getAuthority(), download.status());
            }
            if (answer.isPresent() && answer.get() instanceof Answer.Deferred) {
                answer = Optional.of(signatures.askAgain(work.signature));
            }
            return take(work, download, SignatureFetch.evidence(answer, download.file()));
        } catch (HttpFailure e) {
            throw e.during("cannot fetch " + work.expectation.address());
        } catch (IOException e) {
            throw IoFailures.during("cannot fetch " + work.expectation.address(), e);
        }
    }

    private Answer signature(Work work) throws IOException {
        try {
            return signatures.ask(work.signature);
        } catch (HttpFailure e) {
            throw e.during("cannot fetch " + work.expectation.address() + ": error downloading the signature file "
                    + work.signature);
        }
    }

    /** An image that will be refused anyway is not downloaded, if that is known by now. */
    private void refuseEarly(Work work, Optional<Answer> answer) {
        if (answer.isEmpty()) {
            return;
        }
        if (answer.get() instanceof Answer.Deferred) {
            signatures.noteDeferral();
        }
        if (answer.get() instanceof Answer.Absent absent
                && work.expectation.name().isPresent()) {
            gatekeeper.requireAccepted(
                    work.expectation.name().get().name(), work.expectation.address(), absent.reason());
        }
    }

    private Download download(Work work, Optional<Remote> known) throws IOException {
        listener.explained("fetching image from " + work.image);
        HttpCall call = HttpCall.get(work.image, tools.authorizer());
        if (known.isPresent() && !known.get().etag().isEmpty()) {
            call = call.with("If-None-Match", known.get().etag());
        } else if (known.isPresent() && !known.get().lastModified().isEmpty()) {
            call = call.with("If-Modified-Since", known.get().lastModified());
        }
        DownloadRequest request = new DownloadRequest(
                call,
                work.expectation.address(),
                work.key,
                UnpackLimits.DEFAULT.bytes(),
                work.expectation.size(),
                Optional.empty());
        return new Downloader(tools.transport(), tools.downloads()).fetch(request, listener);
    }

    private StoredImage unchanged(Work work, Remote known, Download download) {
        keep(work, known.id(), download, known);
        StoredImage image = stored(known.id())
                .orElseThrow(() -> new MissingException(
                        "cannot fetch " + work.expectation.address() + ": its image was removed meanwhile",
                        "fetch it again"));
        return asked(image, work.expectation);
    }

    private StoredImage take(Work work, Download download, Evidence evidence) throws IOException {
        StoredImage image = imported(work.expectation, download.file(), evidence);
        keep(work, image.id(), download, new Remote("", image.id(), "", "", Duration.ZERO, Instant.EPOCH));
        tools.downloads().discard(work.key);
        return image;
    }

    private StoredImage imported(Expectation expectation, Path file, Evidence evidence) throws IOException {
        try {
            return tools.images()
                    .importArchive(
                            file,
                            (id, manifest) -> gatekeeper.admit(id, manifest, expectation, evidence),
                            new ImportReport(listener, expectation.address()));
        } catch (InvalidInputException e) {
            // what is broken stays broken: nothing to go on with
            tools.downloads().discard(RemoteRecords.key(expectation.address()));
            String reason = String.valueOf(e.getMessage()).replace("cannot import " + file + ": ", "");
            throw new InvalidInputException(
                    "cannot fetch " + expectation.address() + ": " + reason,
                    e.hint().orElse(null),
                    e);
        } catch (DrayException e) {
            throw e;
        }
    }

    private void keep(Work work, Digest id, Download download, Remote before) {
        tools.remotes()
                .keep(new Remote(
                        work.image.toString(),
                        id,
                        download.etag().orElse(before.etag()),
                        download.lastModified().orElse(before.lastModified()),
                        RemoteRecords.maxAge(download.cacheControl().orElse("")),
                        tools.clock().instant()));
    }
}
