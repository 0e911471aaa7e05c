package io.dray.image.http;

import java.net.URI;
import java.util.Map;

/** What the operator has to say to a host. Asked for every request anew, also for the target of a redirect. */
public interface Authorizer {
    /** Says nothing to anybody. */
    Authorizer NONE = (method, uri) -> Map.of();

    /**
     * The headers for this request; asked only if it goes over TLS.
     *
     * @param method the method of the request
     * @param uri where it goes; headers of another host or port must not be given
     */
    Map<String, String> headers(String method, URI uri);
}
