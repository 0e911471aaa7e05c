package io.dray.image.http;

import java.time.Duration;
import java.util.Map;

/**
 * How to reach servers.
 *
 * @param allowsPlainHttp whether {@code http://} may be asked at all
 * @param verifiesTls whether certificates are checked
 * @param environment where the proxies and {@code SSL_CERT_FILE} are named
 * @param patience how long a server may keep silent
 */
public record HttpSettings(
        boolean allowsPlainHttp, boolean verifiesTls, Map<String, String> environment, Duration patience) {
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

    public HttpSettings {
        environment = Map.copyOf(environment);
    }

    /** Only TLS, every certificate checked. */
    public static HttpSettings strict(Map<String, String> environment) {
        return new HttpSettings(false, true, environment, USUAL_PATIENCE);
    }

    /** The same, or not, as to plain HTTP. */
    public HttpSettings allowingPlainHttp(boolean allowed) {
        return new HttpSettings(allowed, verifiesTls, environment, patience);
    }

    /** The same, or not, as to certificates. */
    public HttpSettings verifyingTls(boolean verified) {
        return new HttpSettings(allowsPlainHttp, verified, environment, patience);
    }

    /** The same with another patience. */
    public HttpSettings withPatience(Duration other) {
        return new HttpSettings(allowsPlainHttp, verifiesTls, environment, other);
    }
}
