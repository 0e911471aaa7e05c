package io.dray.image.config;

import io.dray.core.Digest;
import io.dray.image.config.HostCredentials.Aws;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signature Version 4 of Amazon Web Services for a request to S3 without a body. */
final class AwsSignature {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String EMPTY_BODY = hash("");
    private static final String SIGNED = "host;x-amz-content-sha256;x-amz-date";
    private static final String USUAL_REGION = "us-east-1";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Aws key;
    private final URI uri;

    AwsSignature(Aws key, URI uri) {
        this.key = key;
        this.uri = uri;
    }

    Map<String, String> headers(String method, Instant now) {
        String time = TIME.format(now);
        String scope = time.substring(0, 8) + "/" + region() + "/s3/aws4_request";
        String request = String.join(
                "\n",
                method,
                uri.getRawPath().isEmpty() ? "/" : uri.getRawPath(),
                query(),
                "host:" + uri.getAuthority(),
                "x-amz-content-sha256:" + EMPTY_BODY,
                "x-amz-date:" + time,
                "",
                SIGNED,
                EMPTY_BODY);
        String toSign = String.join("\n", ALGORITHM, time, scope, hash(request));
        byte[] derived = utf8("AWS4" + key.secretKey());
        for (String part : scope.split("/", -1)) {
            derived = mac(derived, part);
        }
        String signature = HexFormat.of().formatHex(mac(derived, toSign));
        return Map.of(
                "x-amz-date", time,
                "x-amz-content-sha256", EMPTY_BODY,
                "Authorization",
                        ALGORITHM + " Credential=" + key.accessKey() + "/" + scope + ", SignedHeaders=" + SIGNED
                                + ", Signature=" + signature);
    }

    /** {@code s3-eu-west-1.amazonaws.com} and {@code bucket.s3.eu-west-1.amazonaws.com} name their region. */
    private String region() {
        if (!key.region().isEmpty()) {
            return key.region();
        }
        String host = uri.getHost();
        int start = Math.max(host.indexOf("s3-"), host.indexOf("s3."));
        int end = host.indexOf(".amazonaws.com");
        return start >= 0 && end > start + 3 ? host.substring(start + 3, end) : USUAL_REGION;
    }

    private String query() {
        if (uri.getRawQuery() == null) {
            return "";
        }
        TreeMap<String, String> sorted = new TreeMap<>();
        for (String pair : uri.getRawQuery().split("&", -1)) {
            int equals = pair.indexOf('=');
            sorted.put(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
        }
        StringBuilder query = new StringBuilder();
        sorted.forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(value));
        return query.toString();
    }

    private static String hash(String text) {
        return Digest.of(Digest.Algorithm.SHA256, utf8(text)).hex();
    }

    private static byte[] mac(byte[] secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
