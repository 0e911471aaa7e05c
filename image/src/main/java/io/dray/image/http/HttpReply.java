package io.dray.image.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;

/** An answer whose body is still to be read; closing it ends the transfer. */
public final class HttpReply implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;

    private final int status;
    private final URI uri;
    private final HttpHeaders headers;
    private final InputStream body;

    HttpReply(int status, URI uri, HttpHeaders headers, InputStream body) {
        this.status = status;
        this.uri = uri;
        this.headers = headers;
        this.body = body;
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** Who answered, after all redirects. */
    public URI uri() {
        return uri;
    }

    /** The first header of this name. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The length of the body in bytes as the server says it. */
    public OptionalLong length() {
        try {
            return headers.firstValueAsLong("Content-Length");
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    /**
     * How long {@code Retry-After} asks to wait, in seconds or until a date of the server's clock (RFC 9110, 10.2.3); no time at all
     * if it says nothing that can be understood.
     */
    Duration retryAfter() {
        String text = headers.firstValue("Retry-After").orElse("").strip();
        try {
            return Duration.ofSeconds(Math.max(0, Long.parseLong(text)));
        } catch (NumberFormatException _) {
            return until(text);
        }
    }

    private Duration until(String date) {
        try {
            Instant now = instant(headers.firstValue("Date").orElse(""));
            Duration pause = Duration.between(now, instant(date));
            return pause.isNegative() ? Duration.ZERO : pause;
        } catch (DateTimeException _) {
            return Duration.ZERO;
        }
    }

    private static Instant instant(String date) {
        return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    }

    /** The body, which fails when the server stalls. */
    public InputStream body() {
        return body;
    }

    /**
     * The whole body.
     *
     * @param limit more bytes than this are refused
     */
    public byte[] read(int limit) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            if (content.size() + read > limit) {
                throw HttpFailure.lasting(
                        "the answer of " + uri.getAuthority() + " is longer than the limit of " + limit + " bytes",
                        null);
            }
            content.write(buffer, 0, read);
        }
        return content.toByteArray();
    }

    /** Fails unless the status is 200. */
    public HttpReply requireOk(String who) throws HttpFailure {
        if (status != 200) {
            close();
            throw HttpFailure.status(who, this);
        }
        return this;
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException _) {
            // what was wanted of it is read
        }
    }
}
