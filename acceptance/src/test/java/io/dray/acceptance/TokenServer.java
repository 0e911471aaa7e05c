package io.dray.acceptance;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;

/**
 * Gives out the tokens that docker-registry believes (distribution, "Token Authentication Specification"): to everybody for
 * reading, to who has the password for writing too.
 */
final class TokenServer implements AutoCloseable {
    static final String SERVICE = "the registry";
    static final String ISSUER = "the issuer";

    private static final int LIFE_SECONDS = 60;

    private final ImageServer server;
    private final TlsCertificate certificate;

    private TokenServer(ImageServer server, TlsCertificate certificate) {
        this.server = server;
        this.certificate = certificate;
    }

    static TokenServer start(TlsCertificate certificate) throws IOException {
        TokenServer tokens = new TokenServer(ImageServer.start(certificate), certificate);
        tokens.server.answering("/token", tokens::answer);
        return tokens;
    }

    String realm() {
        return server.url("/token");
    }

    ImageServer log() {
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String scope = parameter(exchange, "scope");
        String[] parts = scope.split(":", -1);
        String password = Registry.USER + ":" + Registry.PASSWORD;
        boolean knows = ("Basic " + Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8)))
                .equals(exchange.getRequestHeaders().getFirst("Authorization"));
        String access = parts.length != 3
                ? ""
                : "{\"type\":\"%s\",\"name\":\"%s\",\"actions\":[\"pull\"%s]}"
                        .formatted(parts[0], parts[1], knows ? ",\"push\"" : "");
        byte[] body = ("{\"token\":\"" + token(access) + "\"}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static String parameter(HttpExchange exchange, String name) {
        for (String pair : exchange.getRequestURI().getRawQuery().split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private String token(String access) throws IOException {
        long now = Instant.now().getEpochSecond();
        try {
            KeyStore keys = certificate.keys();
            String alias = keys.aliases().nextElement();
            String chain = Base64.getEncoder()
                    .encodeToString(keys.getCertificate(alias).getEncoded());
            String head = base64("{\"typ\":\"JWT\",\"alg\":\"RS256\",\"x5c\":[\"" + chain + "\"]}");
            String claims = base64("""
                {"iss":"%s","sub":"","aud":"%s","exp":%d,"nbf":%d,"iat":%d,"jti":"1","access":[%s]}
                """.formatted(ISSUER, SERVICE, now + LIFE_SECONDS, now - 1, now, access));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign((PrivateKey) keys.getKey(alias, certificate.password()));
            signature.update((head + "." + claims).getBytes(StandardCharsets.US_ASCII));
            return head + "." + claims + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
