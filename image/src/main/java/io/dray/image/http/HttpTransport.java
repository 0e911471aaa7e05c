package io.dray.image.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests. Plain HTTP only if the settings allow it; redirects are followed here, by rules: at most
 * {@value #MAX_REDIRECTS}, only to http and https, never from https to http, and with credentials looked up for the new host.
 * Thread-safe.
 */
public final class HttpTransport implements AutoCloseable {
    private static final int MAX_REDIRECTS = 10;
    private static final int RETRIES = 2;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration PROBE = Duration.ofSeconds(5);
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final String AGENT = "dray";

    private static final String TUNNEL_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

    private final HttpSettings settings;
    private final EnvironmentProxies proxies;
    private @Nullable HttpClient client;

    /** A transport with these settings; it connects when it is first used. */
    public HttpTransport(HttpSettings settings) {
        this.settings = settings;
        this.proxies = new EnvironmentProxies(settings.environment());
    }

    /** What it was made with. */
    public HttpSettings settings() {
        return settings;
    }

    /**
     * Sends the request and follows redirects.
     *
     * @return the first answer that is no redirect, whatever its status
     */
    public HttpReply send(HttpCall call) throws HttpFailure {
        return send(call, settings.patience());
    }

    private HttpReply send(HttpCall call, Duration patience) throws HttpFailure {
        HttpCall current = call;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            requireReachable(current.uri());
            HttpReply reply = exchange(current, patience);
            if (!isRedirect(reply.status())) {
                return reply;
            }
            reply.close();
            current = current.to(target(current.uri(), reply));
        }
        throw HttpFailure.lasting(call.uri().getAuthority() + " redirects more than " + MAX_REDIRECTS + " times", null);
    }

    /** Sends the request and follows redirects; what fails in a way that may pass is tried again a little later, twice. */
    public HttpReply ask(HttpCall call) throws HttpFailure {
        for (int attempt = 1; ; attempt++) {
            Duration pause = PAUSE.multipliedBy(attempt);
            try {
                HttpReply reply = send(call);
                HttpFailure failure = HttpFailure.status("", reply);
                if (reply.status() < 300 || !failure.isTransient() || attempt > RETRIES) {
                    return reply;
                }
                reply.close();
                pause = failure.pause().compareTo(pause) > 0 ? failure.pause() : pause;
            } catch (HttpFailure e) {
                if (!e.isTransient() || attempt > RETRIES) {
                    throw e;
                }
            }
            pause(pause);
        }
    }

    /** Sends the request once and waits for the answer a little only, because something else is tried if none comes. */
    public HttpReply probe(HttpCall call) throws HttpFailure {
        return send(call, settings.patience().compareTo(PROBE) < 0 ? settings.patience() : PROBE);
    }

    static void pause(Duration time) throws HttpFailure {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HttpFailure.lasting("it was interrupted", null, e);
        }
    }

    private void requireReachable(URI uri) throws HttpFailure {
        if (!uri.getScheme().equalsIgnoreCase("https") && !settings.allowsPlainHttpTo(uri.getAuthority())) {
            throw HttpFailure.lasting(
                    "plain http to " + uri.getAuthority() + " is not allowed",
                    "use https, or accept an unprotected transfer with --insecure-options=http");
        }
    }

    private static boolean isRedirect(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private static URI target(URI from, HttpReply reply) throws HttpFailure {
        String location = reply.header("Location").orElse("");
        URI target;
        try {
            target = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw HttpFailure.lasting(from.getAuthority() + " redirects to '" + location + "'", null, e);
        }
        String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
        boolean known = scheme.equals("http") || scheme.equals("https");
        if (location.isEmpty() || !known || target.getHost() == null || target.getUserInfo() != null) {
            throw HttpFailure.lasting(
                    from.getAuthority() + " redirects to '" + location + "', which is neither http nor https", null);
        }
        if (scheme.equals("http") && from.getScheme().equalsIgnoreCase("https")) {
            throw HttpFailure.lasting(
                    from.getAuthority() + " redirects from https to plain http, '" + location + "'", null);
        }
        return target;
    }

    private HttpReply exchange(HttpCall call, Duration patience) throws HttpFailure {
        URI uri = call.uri();
        try {
            HttpResponse<InputStream> response =
                    client().send(request(call, patience), HttpResponse.BodyHandlers.ofInputStream());
            return new HttpReply(
                    response.statusCode(),
                    uri,
                    response.headers(),
                    new StallGuard(response.body(), settings.patience()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HttpFailure.lasting("it was interrupted", null, e);
        } catch (IllegalArgumentException e) {
            // the name of a host that no name server can be asked for
            throw HttpFailure.lasting("'" + uri + "' cannot be asked: " + e.getMessage(), null, e);
        } catch (IOException e) {
            throw failure(uri.getAuthority(), e);
        }
    }

    private HttpRequest request(HttpCall call, Duration patience) throws HttpFailure {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(call.uri())
                    .method(call.method(), HttpRequest.BodyPublishers.noBody())
                    .timeout(patience)
                    .header("User-Agent", AGENT);
            call.headers().forEach(request::setHeader);
            if (call.uri().getScheme().equalsIgnoreCase("https")) {
                for (Map.Entry<String, String> header :
                        call.authorizer().headers(call.method(), call.uri()).entrySet()) {
                    request.setHeader(header.getKey(), header.getValue());
                }
            }
            // no authenticator of the platform's: it would answer for servers too, or make errors of their refusals
            proxies.authorization(call.uri()).ifPresent(value -> request.setHeader("Proxy-Authorization", value));
            return request.build();
        } catch (IllegalArgumentException e) {
            throw HttpFailure.lasting("'" + call.uri() + "' cannot be asked: " + e.getMessage(), null, e);
        }
    }

    private static HttpFailure failure(String authority, IOException e) {
        if (e instanceof HttpConnectTimeoutException) {
            return HttpFailure.passing("no connection to " + authority + " within " + CONNECT.toSeconds() + " s", e);
        }
        if (e instanceof HttpTimeoutException) {
            return HttpFailure.passing(authority + " does not answer", e);
        }
        if (e instanceof SSLException) {
            return tlsFailure(authority, e);
        }
        if (e instanceof ConnectException
                && e.getCause() instanceof ConnectException inner
                && inner.getCause() instanceof UnresolvedAddressException) {
            return HttpFailure.lasting(
                    "there is no host " + authority, "check the name, the name server, and https_proxy", e);
        }
        if (e instanceof ConnectException) {
            return HttpFailure.passing("cannot connect to " + authority, e);
        }
        return HttpFailure.passing("the connection to " + authority + " failed: " + e.getMessage(), e);
    }

    /** Certificates do not mend themselves; a connection that ends in the middle of the handshake may. */
    private static HttpFailure tlsFailure(String authority, IOException e) {
        String reason = String.valueOf(e.getMessage());
        String why = reason.contains("path building failed")
                ? "no known authority signed it"
                : reason.contains("subject alternative") || reason.contains("No name matching")
                        ? "it is for another host"
                        : reason.contains("validity check failed") ? "it is not valid now" : "";
        if (!why.isEmpty() || reason.contains("PKIX") || reason.contains("certificate")) {
            return HttpFailure.lasting(
                    "the certificate of " + authority + " is not trusted: " + (why.isEmpty() ? reason : why),
                    "install its authority, name it in SSL_CERT_FILE, or accept any with --insecure-options=tls",
                    e);
        }
        return HttpFailure.lasting(authority + " does not speak TLS as it should: " + reason, null, e);
    }

    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = newClient();
            client = made;
        }
        return made;
    }

    private HttpClient newClient() {
        // the platform keeps passwords from proxies that only tunnel, unless told otherwise before it is first used
        if (System.getProperty(TUNNEL_SCHEMES) == null) {
            System.setProperty(TUNNEL_SCHEMES, "");
        }
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .proxy(proxies)
                .sslContext(TlsContexts.of(settings))
                .build();
    }

    @Override
    public synchronized void close() {
        HttpClient made = client;
        if (made != null) {
            made.shutdownNow();
        }
    }
}
