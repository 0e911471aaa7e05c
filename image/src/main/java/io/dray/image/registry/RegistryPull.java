package io.dray.image.registry;

import io.dray.core.InvalidInputException;
import io.dray.image.config.Configuration;
import io.dray.image.config.HostCredentials.Basic;
import io.dray.image.http.DownloadPlace;
import io.dray.image.http.Downloader;
import io.dray.image.http.HttpFailure;
import io.dray.image.http.HttpTransport;
import io.dray.image.http.TransferListener;
import io.dray.image.oci.OciDocument;
import io.dray.image.oci.OciManifest;
import io.dray.image.oci.OciReference;
import io.dray.image.oci.Platform;
import io.dray.image.registry.RegistryBlobs.Transfers;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Finds images in registries: lets itself in, and of an index takes the image for this machine. */
public final class RegistryPull {
    /** An index may name another index; nobody nests them deeper. */
    private static final int MAX_NESTING = 3;

    private static final List<String> NAMES_OF_DOCKER_HUB =
            List.of(OciReference.DEFAULT_REGISTRY, "docker.io", "index.docker.io", "https://index.docker.io/v1/");

    private final HttpTransport transport;
    private final Configuration configuration;
    private final Transfers transfers;

    /**
     * Pulls through this transport.
     *
     * @param configuration has the credentials of registries
     * @param limit bytes that no layer may exceed as transferred
     */
    public RegistryPull(
            HttpTransport transport,
            Configuration configuration,
            DownloadPlace place,
            TransferListener listener,
            long limit) {
        this.transport = transport;
        this.configuration = configuration;
        this.transfers = new Transfers(new Downloader(transport, place), place, listener, limit);
    }

    /**
     * Finds the image.
     *
     * @throws HttpFailure for what the registry or the network did
     */
    public RegistryImage open(OciReference reference) throws IOException {
        RegistryClient client = new RegistryClient(transport, reference, credentials(reference.registry()));
        client.connect();
        RegistryClient.Document document = client.root();
        for (int depth = 0; depth < MAX_NESTING; depth++) {
            switch (OciDocument.parse(document.descriptor(), document.content())) {
                case OciDocument.Image(OciManifest manifest) -> {
                    return new RegistryImage(
                            document.descriptor(),
                            new RegistryBlobs(client, document, manifest, transfers, reference.toString()));
                }
                case OciDocument.Choice(var index) ->
                    document = client.document(index.select(Platform.host(), reference.toString()));
            }
        }
        throw new InvalidInputException(reference + " is an index of indexes without end");
    }

    private Optional<Basic> credentials(String registry) {
        List<String> names = NAMES_OF_DOCKER_HUB.contains(registry) ? NAMES_OF_DOCKER_HUB : List.of(registry);
        for (String name : names) {
            Basic known = configuration.registries().get(name);
            if (known != null) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }
}
