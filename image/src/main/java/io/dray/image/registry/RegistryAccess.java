package io.dray.image.registry;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue.JsonObject;
import io.dray.image.config.HostCredentials.Basic;
import io.dray.image.http.Authorizer;
import io.dray.image.http.HttpCall;
import io.dray.image.http.HttpFailure;
import io.dray.image.http.HttpReply;
import io.dray.image.http.HttpTransport;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Being let in by one registry, for one repository. Credentials go to the registry itself and to a token server of the same
 * domain, always over TLS; tokens go to the registry only.
 */
final class RegistryAccess implements Authorizer {
    private static final int MAX_ANSWER = 1024 * 1024;
    private static final String WHO = "the token server of the registry";

    private final HttpTransport transport;
    private final String registry;
    private final String repository;
    private final Optional<Basic> credentials;
    private volatile String authorization = "";

    RegistryAccess(HttpTransport transport, String registry, String repository, Optional<Basic> credentials) {
        this.transport = transport;
        this.registry = registry;
        this.repository = repository;
        this.credentials = credentials;
    }

    @Override
    public Map<String, String> headers(String method, URI uri) {
        return authorization.isEmpty() || !registry.equals(uri.getAuthority())
                ? Map.of()
                : Map.of("Authorization", authorization);
    }

    /**
     * Does what the registry wants.
     *
     * @param refusal its answer of status 401
     * @throws HttpFailure if it does not let us in
     */
    void answer(HttpReply refusal) throws IOException {
        if (!registry.equals(refusal.uri().getAuthority())) {
            // another host may not say where the registry's credentials go
            throw HttpFailure.status(refusal.uri().getAuthority(), refusal.status());
        }
        Challenge challenge = Challenge.parse(refusal.header("WWW-Authenticate").orElse(""));
        authorization = switch (challenge.scheme()) {
            case "basic" -> basic(refusal);
            case "bearer" -> "Bearer " + token(challenge);
            default -> throw HttpFailure.status("registry", refusal.status());
        };
    }

    private String basic(HttpReply refusal) throws HttpFailure {
        boolean protectedTransfer = refusal.uri().getScheme().equalsIgnoreCase("https");
        if (credentials.isPresent() && !protectedTransfer) {
            throw HttpFailure.lasting(
                    "registry wants a password, which is never sent over plain http", "give the registry TLS");
        }
        if (credentials.isEmpty() || !authorization.isEmpty()) {
            throw HttpFailure.status("registry", refusal.status());
        }
        return header(refusal.uri());
    }

    private String header(URI uri) {
        return credentials
                .map(known -> known.headers("GET", uri, Instant.EPOCH).get("Authorization"))
                .orElse("");
    }

    private String token(Challenge challenge) throws IOException {
        URI realm = realm(challenge);
        Authorizer toRealm =
                (method, uri) -> credentials.isPresent() && uri.getAuthority().equals(realm.getAuthority())
                        ? Map.of("Authorization", header(uri))
                        : Map.of();
        try (HttpReply reply = transport
                .send(HttpCall.get(realm, toRealm).with("Accept", "application/json"))
                .requireOk(WHO)) {
            JsonObject answer = Json.parse("answer", reply.read(MAX_ANSWER)).asObject("answer");
            for (String name : List.of("token", "access_token")) {
                String token =
                        answer.field(name).map(value -> value.asString(name)).orElse("");
                if (isToken(token)) {
                    return token;
                }
            }
            throw HttpFailure.lasting(WHO + " gives no token", null);
        } catch (InvalidInputException e) {
            throw HttpFailure.lasting(WHO + " answers nonsense: " + e.getMessage(), null, e);
        }
    }

    private static boolean isToken(String token) {
        return !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private URI realm(Challenge challenge) throws HttpFailure {
        String text = challenge.parameter("realm");
        try {
            String separator = text.indexOf('?') < 0 ? "?" : "&";
            String scope = "repository:" + repository + ":pull";
            String service = challenge.parameter("service");
            URI realm = new URI(text + separator + "scope=" + encoded(scope)
                    + (service.isEmpty() ? "" : "&service=" + encoded(service)));
            requireTrusted(realm, text);
            return realm;
        } catch (URISyntaxException e) {
            throw HttpFailure.lasting("registry names a token server that is none: '" + text + "'", null, e);
        }
    }

    private void requireTrusted(URI realm, String text) throws HttpFailure {
        boolean https = "https".equalsIgnoreCase(realm.getScheme());
        boolean http = "http".equalsIgnoreCase(realm.getScheme());
        if (realm.getHost() == null || realm.getUserInfo() != null || !(https || http)) {
            throw HttpFailure.lasting("registry names a token server that is none: '" + text + "'", null);
        }
        if (credentials.isPresent() && !https) {
            throw HttpFailure.lasting(
                    "registry wants the password to be sent to '" + text + "', over plain http",
                    "a password is never sent so; remove the credentials from auth.d to ask without");
        }
        if (credentials.isPresent()
                && !isRelated(realm.getHost(), URI.create("https://" + registry).getHost())) {
            throw HttpFailure.lasting(
                    "registry wants the password to be sent to " + realm.getAuthority()
                            + ", which is not of its own domain",
                    "if that is right, ask the registry's operator for a token server in its domain");
        }
    }

    /** {@code auth.docker.io} and {@code registry-1.docker.io}; {@code gitlab.com} and {@code registry.gitlab.com}. */
    private static boolean isRelated(String realm, String registry) {
        int dot = registry.indexOf('.');
        boolean hasParent = dot > 0 && registry.indexOf('.', dot + 1) > 0 && !Character.isDigit(registry.charAt(0));
        String domain = hasParent ? registry.substring(dot + 1) : registry;
        return realm.equals(registry) || realm.equals(domain) || realm.endsWith("." + domain);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
