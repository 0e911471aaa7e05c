package io.dray.image.http;

import io.dray.core.InvalidInputException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that {@code http_proxy}, {@code https_proxy} and {@code no_proxy} name, in lower or upper case; the lower case wins.
 * This machine itself is never asked through a proxy.
 */
final class EnvironmentProxies extends ProxySelector {
    private static final int USUAL_PORT = 80;
    private static final int TLS_PORT = 443;

    private final Map<String, String> environment;
    private final List<String> direct;

    EnvironmentProxies(Map<String, String> environment) {
        this.environment = environment;
        this.direct = new ArrayList<>();
        for (String entry : variable("no_proxy").split(",", -1)) {
            if (!entry.isBlank()) {
                direct.add(entry.strip().toLowerCase(Locale.ROOT));
            }
        }
    }

    @Override
    public List<Proxy> select(URI uri) {
        return List.of(proxyFor(uri)
                .map(proxy -> new Proxy(Proxy.Type.HTTP, addressOf(proxy)))
                .orElse(Proxy.NO_PROXY));
    }

    /** The address of the proxy for this target, with user and password if the variable has them. */
    Optional<URI> proxyFor(URI target) {
        String host = target.getHost().toLowerCase(Locale.ROOT);
        if (isThisMachine(host) || isDirect(host, portOf(target))) {
            return Optional.empty();
        }
        String name = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT) + "_proxy";
        String value = variable(name);
        return value.isEmpty() ? Optional.empty() : Optional.of(parse(name, value));
    }

    /** The header for the proxy of this target, if the variable has a user and a password. */
    Optional<String> authorization(URI target) {
        return proxyFor(target)
                .map(URI::getUserInfo)
                .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    private String variable(String name) {
        String lower = environment.getOrDefault(name, "");
        return lower.isEmpty() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : lower;
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private static int portOf(URI target) {
        if (target.getPort() >= 0) {
            return target.getPort();
        }
        return "https".equalsIgnoreCase(target.getScheme()) ? TLS_PORT : USUAL_PORT;
    }

    private boolean isDirect(String host, int port) {
        for (String entry : direct) {
            int colon = entry.lastIndexOf(':');
            boolean named = colon > 0 && entry.indexOf(']', colon) < 0 && entry.indexOf(':') == colon;
            String name = named ? entry.substring(0, colon) : entry;
            String domain = name.startsWith(".") ? name : "." + name;
            boolean samePort = !named || entry.substring(colon + 1).equals(Integer.toString(port));
            if (entry.equals("*") || (samePort && ("." + host).endsWith(domain))) {
                return true;
            }
        }
        return false;
    }

    private static URI parse(String name, String value) {
        try {
            URI uri = new URI(value.contains("://") ? value : "http://" + value);
            if ("http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw unusable(name, e);
        }
        throw unusable(name, null);
    }

    /** The value may hold a password, so it is not shown. */
    private static InvalidInputException unusable(String name, @Nullable Throwable cause) {
        return new InvalidInputException(
                "the variable " + name + " does not name a proxy", "write it as http://host:port", cause);
    }

    private static InetSocketAddress addressOf(URI proxy) {
        return InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort() < 0 ? USUAL_PORT : proxy.getPort());
    }

    @Override
    public void connectFailed(URI uri, SocketAddress proxy, IOException failure) {
        // the request itself fails and says so
    }
}
