package io.dray.image.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request.
 *
 * @param method {@code GET} or {@code HEAD}
 * @param uri where to
 * @param headers sent to every host that redirects lead to, so never a credential
 * @param authorizer gives the headers that only one host may see
 */
public record HttpCall(String method, URI uri, Map<String, String> headers, Authorizer authorizer) {
    public HttpCall {
        headers = Map.copyOf(headers);
    }

    /** A GET that is authorised by this authorizer. */
    public static HttpCall get(URI uri, Authorizer authorizer) {
        return new HttpCall("GET", uri, Map.of(), authorizer);
    }

    /** The same without a body in the answer. */
    public HttpCall head() {
        return new HttpCall("HEAD", uri, headers, authorizer);
    }

    /** The same with one more header. */
    public HttpCall with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpCall(method, uri, more, authorizer);
    }

    HttpCall to(URI target) {
        return new HttpCall(method, target, headers, authorizer);
    }
}
