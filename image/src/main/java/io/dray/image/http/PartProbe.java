package io.dray.image.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/**
 * Continues parts of files of which the server did not name the version when it sent them. Some name it in answers to HEAD only;
 * then what has not changed since the part was written can be continued. Such servers may also send the rest as if it were a
 * whole file.
 */
final class PartProbe {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss", Locale.ROOT);
    private static final int DATE_LENGTH = "Mon, 02 Jan 2006 15:04:05".length();

    /** Nobody is further behind; dates of HTTP are of GMT, but not every server knows. */
    private static final Duration FURTHEST_ZONE = Duration.ofHours(12);

    /** Two files, or a file and the end of it, that begin alike in so many bytes are the same. */
    private static final int COMPARED = 4096;

    private final Path part;

    PartProbe(Path part) {
        this.part = part;
    }

    /** Whether the server gives parts, and has had the file unchanged since the part was written. */
    boolean isCurrent(HttpTransport transport, HttpCall call) throws IOException {
        try (HttpReply reply = transport.send(call.head())) {
            return reply.status() == 200
                    && reply.header("Accept-Ranges").filter("bytes"::equals).isPresent()
                    && reply.header("Last-Modified").filter(this::isOlder).isPresent();
        } catch (HttpFailure _) {
            // the whole file may be had all the same
            return false;
        }
    }

    private boolean isOlder(String date) {
        if (date.length() < DATE_LENGTH) {
            return false;
        }
        try {
            Instant modified =
                    LocalDateTime.parse(date.substring(0, DATE_LENGTH), DATE).toInstant(ZoneOffset.UTC);
            Duration doubt = date.endsWith(" GMT") ? Duration.ZERO : FURTHEST_ZONE;
            return modified.plus(doubt).isBefore(Files.getLastModifiedTime(part).toInstant());
        } catch (DateTimeException | IOException _) {
            return false;
        }
    }

    /**
     * What a body is that was asked for as the rest and is not marked as such.
     *
     * @param content the body from its beginning
     * @param isWhole whether it begins as the part does
     */
    record Body(InputStream content, boolean isWhole) {}

    /** Looks at how the body begins. */
    Body look(InputStream body) throws IOException {
        byte[] start = body.readNBytes(COMPARED);
        try (InputStream file = Files.newInputStream(part)) {
            boolean whole = start.length > 0 && Arrays.equals(start, file.readNBytes(start.length));
            return new Body(new SequenceInputStream(new ByteArrayInputStream(start), body), whole);
        }
    }
}
