package io.dray.image.fetch;

import io.dray.core.DrayException;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.core.PlainFile;
import io.dray.image.http.Authorizer;
import io.dray.image.http.HttpCall;
import io.dray.image.http.HttpFailure;
import io.dray.image.http.HttpReply;
import io.dray.image.http.HttpTransport;
import io.dray.image.trust.PublicKey;
import io.dray.image.trust.TrustStore;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gets public keys from files, from URLs, and from where discovery finds them for a name. */
public final class KeyFetch {
    private final HttpTransport transport;
    private final Authorizer authorizer;
    private final Consumer<String> explanations;

    /** Gets keys through this transport. */
    public KeyFetch(HttpTransport transport, Authorizer authorizer, Consumer<String> explanations) {
        this.transport = transport;
        this.authorizer = authorizer;
        this.explanations = explanations;
    }

    /** Where the keys for images are whose names begin with this prefix. */
    public List<String> locate(String prefix) {
        List<String> locations = new ArrayList<>();
        for (URI key : new Discovery(transport, authorizer, explanations).keys(prefix)) {
            locations.add(key.toString());
        }
        return locations;
    }

    /**
     * The bytes of a key.
     *
     * @param location a path, or an https URL, or an http URL if the transport allows that
     */
    public byte[] read(String location) {
        boolean remote = location.startsWith("https://") || location.startsWith("http://");
        if (!remote && location.contains("://")) {
            throw new InvalidInputException(
                    "cannot read the key " + location + ": only local files and http or https URLs supported");
        }
        return remote ? download(location) : file(Path.of(location));
    }

    private byte[] download(String location) {
        if (location.startsWith("http://") && !transport.settings().allowsPlainHttp()) {
            throw new InvalidInputException(
                    "cannot read the key " + location + ": --insecure-allow-http required for http URLs",
                    "use https; over plain http anybody may give you another key");
        }
        try {
            URI uri = new URI(location);
            try (HttpReply reply =
                    transport.ask(HttpCall.get(uri, authorizer)).requireOk(String.valueOf(uri.getAuthority()))) {
                return reply.read(PublicKey.MAX_BYTES);
            }
        } catch (URISyntaxException e) {
            throw new InvalidInputException("cannot read the key '" + location + "': it is not a URL", null, e);
        } catch (HttpFailure e) {
            throw e.during("cannot read the key " + location);
        } catch (IOException e) {
            throw IoFailures.during("cannot read the key " + location, e);
        }
    }

    private static byte[] file(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new MissingException("cannot read the key " + file + ": " + PlainFile.whyNot(file));
            }
            if (Files.size(file) > PublicKey.MAX_BYTES) {
                throw new InvalidInputException("cannot read the key " + file + ": it is too long for a key");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw IoFailures.with("cannot read the key", file, e);
        }
    }

    /** Trusts the keys that discovery finds by https for this name, without a review; only by {@code --trust-keys-from-https}. */
    void trustDiscovered(String name, TrustStore trust, FetchListener listener) {
        try {
            for (String location : locate(name)) {
                byte[] content = location.startsWith("https://") ? read(location) : new byte[0];
                if (content.length > 0) {
                    PublicKey key = PublicKey.parse(location, content);
                    if (!trust.isTrusted(key, name)) {
                        Path file = trust.trust(key, content, name);
                        listener.said("Trusting \"" + location + "\" for prefix \"" + name
                                + "\" without fingerprint review.");
                        listener.said("Added key for prefix \"" + name + "\" at \"" + file + "\"");
                    }
                }
            }
        } catch (DrayException e) {
            listener.warned(String.valueOf(e.getMessage()));
        }
    }
}
