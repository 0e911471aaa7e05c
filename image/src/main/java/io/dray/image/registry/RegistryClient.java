package io.dray.image.registry;

import io.dray.core.Digest;
import io.dray.image.config.HostCredentials.Basic;
import io.dray.image.http.DownloadRequest;
import io.dray.image.http.HttpCall;
import io.dray.image.http.HttpFailure;
import io.dray.image.http.HttpReply;
import io.dray.image.http.HttpTransport;
import io.dray.image.oci.Descriptor;
import io.dray.image.oci.MediaTypes;
import io.dray.image.oci.OciDocument;
import io.dray.image.oci.OciReference;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads one repository of a registry (distribution-spec, "Pull"). Plain HTTP is tried only where the transport allows it, and
 * only after TLS has failed. Thread-safe once {@link #connect} came back.
 */
final class RegistryClient {
    private static final String WHO = "registry";

    private final HttpTransport transport;
    private final OciReference reference;
    private final RegistryAccess access;
    private URI base;

    RegistryClient(HttpTransport transport, OciReference reference, Optional<Basic> credentials) {
        this.transport = transport;
        this.reference = reference;
        this.access = new RegistryAccess(transport, reference.registry(), reference.repository(), credentials);
        this.base = URI.create("https://" + reference.registry() + "/v2/");
    }

    /**
     * A document and what it is.
     *
     * @param descriptor its digest, size and media type
     * @param content its bytes
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Document(Descriptor descriptor, byte[] content) {}

    /** Finds out how the registry speaks, and is let in. */
    void connect() throws IOException {
        if (!transport.settings().allowsPlainHttp()) {
            renew();
            return;
        }
        try {
            enter(transport.probe(HttpCall.get(base, access)));
        } catch (HttpFailure e) {
            if (e.status() != 0) {
                throw e;
            }
            base = URI.create("http://" + reference.registry() + "/v2/");
            renew();
        }
    }

    private void enter(HttpReply answer) throws IOException {
        try (HttpReply reply = answer) {
            if (reply.status() == 401) {
                access.answer(reply);
            } else if (reply.status() == 404) {
                throw HttpFailure.lasting(reference.registry() + " is not a registry", "check the name of the host");
            } else {
                reply.requireOk(WHO);
            }
        }
    }

    /** The manifest or index that the reference means. */
    Document root() throws IOException {
        String name = reference
                .digest()
                .map(Digest::toOci)
                .orElseGet(() -> reference.tag().orElse(OciReference.LATEST));
        return document(name, reference.digest());
    }

    /** The manifest that an index chose. */
    Document document(Descriptor chosen) throws IOException {
        return document(chosen.digest().toOci(), Optional.of(chosen.digest()));
    }

    private Document document(String name, Optional<Digest> expected) throws IOException {
        HttpCall call = HttpCall.get(address("manifests/" + name), access)
                .with("Accept", String.join(", ", MediaTypes.ACCEPTED));
        try (HttpReply reply = allowed(call).requireOk(WHO)) {
            byte[] content = reply.read(OciDocument.MAX_LENGTH);
            Digest.Algorithm algorithm = expected.map(Digest::algorithm).orElse(Digest.Algorithm.SHA256);
            Digest digest = Digest.of(algorithm, content);
            requireSame(expected.map(Digest::toOci).or(() -> reply.header("Docker-Content-Digest")), digest, name);
            String type = reply.header("Content-Type").orElse("");
            int parameters = type.indexOf(';');
            String mediaType = parameters < 0 ? type : type.substring(0, parameters);
            return new Document(Descriptor.of(mediaType.strip(), digest, content.length), content);
        }
    }

    private static void requireSame(Optional<String> announced, Digest digest, String name) throws HttpFailure {
        boolean comparable = announced.isPresent()
                && announced.get().startsWith(digest.algorithm().label());
        if (comparable && !announced.get().equals(digest.toOci())) {
            throw HttpFailure.lasting(
                    "the manifest " + name + " has the digest " + digest.toOci() + " and not " + announced.get(),
                    "the registry or something on the way changed it; do not trust it");
        }
    }

    /** Sends the call; a token that has run out is renewed once. */
    private HttpReply allowed(HttpCall call) throws IOException {
        HttpReply reply = transport.ask(call);
        if (reply.status() != 401) {
            return reply;
        }
        try (reply) {
            access.answer(reply);
        }
        return transport.ask(call);
    }

    /** Renews what lets us in, for a download that takes longer than a token lives. */
    void renew() throws IOException {
        enter(transport.ask(HttpCall.get(base, access)));
    }

    /** How to bring a blob. */
    DownloadRequest download(Descriptor blob, String label, long limit) {
        return new DownloadRequest(
                HttpCall.get(address("blobs/" + blob.digest().toOci()), access),
                label,
                blob.digest().toString(),
                limit,
                blob.size() < 0 ? OptionalLong.empty() : OptionalLong.of(blob.size()),
                Optional.of(blob.digest()));
    }

    private URI address(String what) {
        return base.resolve(reference.repository() + "/" + what);
    }
}
