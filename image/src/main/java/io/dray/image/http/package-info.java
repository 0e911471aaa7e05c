/**
 * HTTP as fetching needs it: TLS, proxies, redirects, bounded and resumable downloads. The only package that knows
 * {@code java.net.http}. Start at {@link io.dray.image.http.HttpTransport} and {@link io.dray.image.http.Downloader}.
 */
@NullMarked
package io.dray.image.http;

import org.jspecify.annotations.NullMarked;
