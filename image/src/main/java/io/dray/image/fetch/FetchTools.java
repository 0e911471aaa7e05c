package io.dray.image.fetch;

import io.dray.image.ImageStore;
import io.dray.image.config.Configuration;
import io.dray.image.http.Authorizer;
import io.dray.image.http.DownloadPlace;
import io.dray.image.http.HttpTransport;
import io.dray.image.trust.TrustStore;
import java.time.InstantSource;

/**
 * What a fetch works with.
 *
 * @param images where the images go
 * @param transport the way to servers
 * @param configuration has credentials
 * @param trust knows whose signatures count
 * @param clock tells whether what is known of an address is still fresh
 */
public record FetchTools(
        ImageStore images,
        HttpTransport transport,
        Configuration configuration,
        TrustStore trust,
        InstantSource clock) {
    DownloadPlace downloads() {
        return new DownloadPlace(images.data());
    }

    RemoteRecords remotes() {
        return new RemoteRecords(images.data());
    }

    Authorizer authorizer() {
        return configuration.authorizer(clock);
    }
}
