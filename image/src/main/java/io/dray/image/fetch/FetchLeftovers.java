package io.dray.image.fetch;

import io.dray.core.DataDirectory;
import io.dray.image.http.DownloadPlace;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What fetches keep beside the store, and when it may go. */
public final class FetchLeftovers {
    private final DataDirectory data;

    /** Those in a data directory. */
    public FetchLeftovers(DataDirectory data) {
        this.data = data;
    }

    /**
     * Removes parts of downloads that nobody continued for so long, at most {@link DownloadPlace#KEPT}, and what is known of
     * addresses whose images are gone. What a running command transfers stays.
     *
     * @return the names of the parts
     */
    public List<String> collect(Duration age, Instant now) {
        Duration kept = age.compareTo(DownloadPlace.KEPT) < 0 ? age : DownloadPlace.KEPT;
        try {
            new RemoteRecords(data).collect(data.images());
            return new DownloadPlace(data).collect(kept, now);
        } catch (IOException e) {
            throw IoFailures.during("cannot clear old downloads away", e);
        }
    }
}
