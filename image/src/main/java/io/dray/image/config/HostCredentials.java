package io.dray.image.config;

import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** What an operator says to a host to be let in; the three types of rkt's kind {@code auth}. Never printed by accident. */
public sealed interface HostCredentials {
    /** The headers for a request at this time. */
    Map<String, String> headers(String method, URI uri, Instant now);

    /** The type as the configuration calls it. */
    String type();

    /** As {@code dray config} prints them. */
    JsonObject toJson();

    /**
     * User and password.
     *
     * @param user the user's name
     * @param password in clear
     */
    record Basic(String user, String password) implements HostCredentials {
        @Override
        public Map<String, String> headers(String method, URI uri, Instant now) {
            byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }

        @Override
        public String type() {
            return "basic";
        }

        @Override
        public JsonObject toJson() {
            return JsonValue.object()
                    .put("user", user)
                    .put("password", password)
                    .build();
        }

        @Override
        public String toString() {
            return "basic credentials of " + user;
        }
    }

    /**
     * A token.
     *
     * @param token sent as {@code Authorization: Bearer}
     */
    record Bearer(String token) implements HostCredentials {
        @Override
        public Map<String, String> headers(String method, URI uri, Instant now) {
            return Map.of("Authorization", "Bearer " + token);
        }

        @Override
        public String type() {
            return "oauth";
        }

        @Override
        public JsonObject toJson() {
            return JsonValue.object().put("token", token).build();
        }

        @Override
        public String toString() {
            return "a bearer token";
        }
    }

    /**
     * A key of Amazon Web Services, with which requests to S3 are signed.
     *
     * @param accessKey the public part
     * @param secretKey the secret part
     * @param region the region, or empty to read it from the host's name
     */
    record Aws(String accessKey, String secretKey, String region) implements HostCredentials {
        @Override
        public Map<String, String> headers(String method, URI uri, Instant now) {
            return new AwsSignature(this, uri).headers(method, now);
        }

        @Override
        public String type() {
            return "aws";
        }

        @Override
        public JsonObject toJson() {
            return JsonValue.object()
                    .put("accessKeyID", accessKey)
                    .put("secretAccessKey", secretKey)
                    .put("awsRegion", region)
                    .build();
        }

        @Override
        public String toString() {
            return "the AWS key " + accessKey;
        }
    }
}
