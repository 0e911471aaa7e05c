package io.dray.image.fetch;

import io.dray.core.Digest;
import io.dray.core.DrayException;
import io.dray.core.OperationFailedException;
import io.dray.core.ShellQuote;
import io.dray.image.ImageOrigin;
import io.dray.image.ImageStore;
import io.dray.image.StoredImage;
import io.dray.image.manifest.ImageManifest;
import io.dray.image.manifest.ImageReference;
import io.dray.image.trust.Signer;
import io.dray.image.trust.TrustStore;
import io.dray.image.trust.UntrustedException;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Decides whether an image may come in: it is what was asked for, and somebody vouches for it. That is a good signature by a key
 * that is trusted for its name, or this machine itself, which built it, or the operator, who accepts its name unsigned.
 */
final class Gatekeeper {
    private final ImageStore images;
    private final TrustStore trust;
    private final FetchPolicy policy;
    private final FetchListener listener;
    private final Optional<StoredImage> damaged;

    Gatekeeper(ImageStore images, TrustStore trust, FetchPolicy policy, FetchListener listener) {
        this(images, trust, policy, listener, Optional.empty());
    }

    private Gatekeeper(
            ImageStore images,
            TrustStore trust,
            FetchPolicy policy,
            FetchListener listener,
            Optional<StoredImage> damaged) {
        this.images = images;
        this.trust = trust;
        this.policy = policy;
        this.listener = listener;
        this.damaged = damaged;
    }

    /** Lets in nothing but this image, which was let in before and is to be repaired. */
    static Gatekeeper repairing(StoredImage image, FetchTools tools, FetchPolicy policy, FetchListener listener) {
        return new Gatekeeper(tools.images(), tools.trust(), policy, listener, Optional.of(image));
    }

    /** What is known of the signature of an archive. */
    sealed interface Evidence {
        /**
         * There is one.
         *
         * @param file what is signed
         * @param signature the signature's bytes
         */
        @SuppressWarnings("ArrayRecordComponent")
        record Signed(Path file, byte[] signature) implements Evidence {}

        /**
         * There is none.
         *
         * @param reason how that showed
         */
        record Unsigned(String reason) implements Evidence {}
    }

    ImageOrigin admit(Digest id, ImageManifest manifest, Expectation expectation, Evidence evidence) {
        if (damaged.isPresent()) {
            expectation.pinnedTo(damaged.get().id()).requireId(id);
            return damaged.get().origin();
        }
        expectation.require(id, manifest, policy);
        expectation
                .otherName(manifest)
                .ifPresent(difference -> listener.warned(expectation.address() + ": " + difference));
        Optional<StoredImage> known = images.find(new ImageReference.ById(id.toString()));
        boolean builtHere = known.isPresent() && known.get().origin().builtHere();
        ImageOrigin origin =
                new ImageOrigin(expectation.address(), expectation.isLatest(), Optional.empty(), builtHere);
        if (!policy.requiresSignatures()) {
            return origin;
        }
        return switch (evidence) {
            case Evidence.Signed signed ->
                builtHere
                        ? origin
                        : origin.signedBy(
                                verify(manifest.name(), expectation, signed).fingerprint());
            case Evidence.Unsigned unsigned -> {
                if (!builtHere) {
                    requireAccepted(manifest.name(), expectation.address(), unsigned.reason);
                }
                yield origin;
            }
        };
    }

    private Signer verify(String name, Expectation expectation, Evidence.Signed signed) {
        try {
            Signer signer = trust.verify(name, signed.file, signed.signature);
            listener.said("signature verified:");
            for (String user : signer.users()) {
                listener.said("  " + user);
            }
            return signer;
        } catch (UntrustedException e) {
            String hint = e.unknownKey().isEmpty()
                    ? "do not use it; " + once(expectation.address())
                    : "if the key " + e.unknownKey() + " may sign images of " + name + ", trust it: " + policy.program()
                            + " trust --prefix=" + name + " KEYFILE; " + once(expectation.address());
            throw new OperationFailedException(
                    "cannot fetch " + expectation.address() + ": " + e.getMessage(), hint, e);
        } catch (IOException e) {
            throw IoFailures.with("cannot read", signed.file, e);
        } catch (DrayException e) {
            throw new OperationFailedException(
                    "cannot fetch " + expectation.address() + ": " + e.getMessage(),
                    e.hint().orElse(null),
                    e);
        }
    }

    /** Refuses an unsigned image, saying the commands that would accept it. */
    void requireAccepted(String name, String address, String reason) {
        if (policy.requiresSignatures() && !trust.acceptsUnsigned(name)) {
            throw new OperationFailedException(
                    "cannot fetch " + address + ": " + reason,
                    once(address) + "; accept all images of " + name + " without a signature: " + policy.program()
                            + " trust --unsigned --prefix=" + name);
        }
    }

    private String once(String address) {
        return "accept it this once: " + policy.command() + " --insecure-options=image " + ShellQuote.quote(address);
    }
}
