package io.dray.image.http;

import io.dray.core.Digest;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file to bring.
 *
 * @param call how to ask for it
 * @param label what it is called in progress and messages
 * @param key names its place among the downloads: a safe file name, the same whenever the same thing is wanted
 * @param limit bytes that are too many
 * @param size bytes that it must have, if that is known
 * @param digest what its bytes must hash to, if that is known
 */
public record DownloadRequest(
        HttpCall call, String label, String key, long limit, OptionalLong size, Optional<Digest> digest) {}
