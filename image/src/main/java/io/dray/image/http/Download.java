package io.dray.image.http;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a download ended.
 *
 * @param status 200 if the file is there, 304 if it did not change, 202 if the server wants to be asked again later
 * @param file the file, complete; only of status 200
 * @param etag the server's name for this version of it
 * @param lastModified the server's time of this version of it
 * @param cacheControl how long the server says that it stays as it is
 */
public record Download(
        int status, Path file, Optional<String> etag, Optional<String> lastModified, Optional<String> cacheControl) {
    /** Whether the file is there. */
    public boolean isComplete() {
        return status == 200;
    }
}
