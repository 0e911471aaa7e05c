package io.dray.image.http;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How to reach servers.
 *
 * @param allowsPlainHttp whether {@code http://} may be asked anywhere
 * @param plainServers hosts and ports that may be asked by {@code http://} in any case
 * @param verifiesTls whether certificates are checked
 * @param environment where the proxies and {@code SSL_CERT_FILE} are named
 * @param patience how long a server may keep silent
 */
public record HttpSettings(
        boolean allowsPlainHttp,
        Set<String> plainServers,
        boolean verifiesTls,
        Map<String, String> environment,
        Duration patience) {
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

    public HttpSettings {
        plainServers = Set.copyOf(plainServers);
        environment = Map.copyOf(environment);
    }

    /** Whether this host, with its port if that is not the usual one, may be asked by plain HTTP. */
    boolean allowsPlainHttpTo(String server) {
        return allowsPlainHttp || plainServers.contains(server);
    }

    /** Only TLS, every certificate checked. */
    public static HttpSettings strict(Map<String, String> environment) {
        return new HttpSettings(false, Set.of(), true, environment, USUAL_PATIENCE);
    }

    /** The same, or not, as to plain HTTP. */
    public HttpSettings allowingPlainHttp(boolean allowed) {
        return new HttpSettings(allowed, plainServers, verifiesTls, environment, patience);
    }

    /** The same, which may ask these servers by plain HTTP. */
    public HttpSettings allowingPlainHttpTo(Set<String> servers) {
        return new HttpSettings(allowsPlainHttp, servers, verifiesTls, environment, patience);
    }

    /** The same, or not, as to certificates. */
    public HttpSettings verifyingTls(boolean verified) {
        return new HttpSettings(allowsPlainHttp, plainServers, verified, environment, patience);
    }

    /** The same with another patience. */
    public HttpSettings withPatience(Duration other) {
        return new HttpSettings(allowsPlainHttp, plainServers, verifiesTls, environment, other);
    }
}
