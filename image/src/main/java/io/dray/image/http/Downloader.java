package io.dray.image.http;

import io.dray.core.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;

/**
 * Brings files: bounded in size, resumed after a failure (within one run and by a later one), checked against a digest if one
 * is known. One file is brought by one caller at a time; who shares the directory locks.
 */
public final class Downloader {
    private static final int BUFFER = 128 * 1024;
    private static final int MAX_FAILURES = 5;
    private static final int MAX_ATTEMPTS = 50;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration REPORT = Duration.ofMillis(100);

    private final HttpTransport transport;
    private final DownloadPlace place;

    /** A downloader into this place. */
    public Downloader(HttpTransport transport, DownloadPlace place) {
        this.transport = transport;
        this.place = place;
    }

    /**
     * Brings the file.
     *
     * @throws HttpFailure for what the server or the network did
     * @throws IOException for what the disk did
     */
    public Download fetch(DownloadRequest request, TransferListener listener) throws IOException {
        Transfer transfer = new Transfer(request, listener);
        try {
            return transfer.run();
        } finally {
            listener.finished(request.label());
        }
    }

    /** One download with all its attempts. */
    private final class Transfer {
        private final DownloadRequest request;
        private final TransferListener listener;
        private final Path file;
        private long nextReport = System.nanoTime();
        private boolean startedOver;

        Transfer(DownloadRequest request, TransferListener listener) {
            this.request = request;
            this.listener = listener;
            this.file = place.partial(request.key());
        }

        Download run() throws IOException {
            int failures = 0;
            for (int attempt = 1; ; attempt++) {
                long before = place.size(file);
                try {
                    return attempt(before);
                } catch (HttpFailure e) {
                    // who makes progress is patient
                    failures = place.size(file) > before ? 1 : failures + 1;
                    if (!e.isTransient() || failures >= MAX_FAILURES || attempt >= MAX_ATTEMPTS) {
                        throw e;
                    }
                    listener.retrying(request.label(), String.valueOf(e.getMessage()));
                    HttpTransport.pause(longer(FIRST_PAUSE.multipliedBy(1L << (failures - 1)), e.pause()));
                }
            }
        }

        private static Duration longer(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? other : one;
        }

        private Download attempt(long before) throws IOException {
            if (before > 0
                    && request.size().isPresent()
                    && before >= request.size().getAsLong()) {
                return before == request.size().getAsLong() ? completed(Optional.empty()) : startOver();
            }
            HttpCall call = call(before);
            boolean asksForRest = !call.equals(request.call());
            try (HttpReply reply = transport.send(call)) {
                switch (reply.status()) {
                    case 200 -> receiveUnmarked(reply, call, before);
                    case 206 ->
                        receive(
                                reply,
                                reply.body(),
                                asksForRest ? startOf(reply, before) : refuse("a part nobody asked for"));
                    case 202, 304 -> {
                        return result(reply.status(), Optional.of(reply));
                    }
                    case 416 -> {
                        return startOver();
                    }
                    default -> throw HttpFailure.status(who(reply), reply);
                }
                return completed(Optional.of(reply));
            }
        }

        private HttpCall call(long before) throws IOException {
            if (before == 0) {
                return request.call();
            }
            Optional<HttpCall> resuming = place.resuming(request, before);
            if (resuming.isPresent()) {
                return resuming.get();
            }
            return new PartProbe(file).isCurrent(transport, request.call())
                    ? DownloadPlace.rest(request, before)
                    : request.call();
        }

        /** An answer that is not marked as a part is the whole, unless neither a version nor a digest was there to say so. */
        private void receiveUnmarked(HttpReply reply, HttpCall call, long before) throws IOException {
            boolean certain = request.digest().isPresent() || call.headers().containsKey("If-Range");
            if (certain || !call.headers().containsKey("Range")) {
                receive(reply, reply.body(), 0);
                return;
            }
            PartProbe.Body body = new PartProbe(file).look(reply.body());
            receive(reply, body.content(), body.isWhole() ? 0 : before);
        }

        private String who(HttpReply reply) {
            return reply.uri().getAuthority();
        }

        private long refuse(String what) throws HttpFailure {
            throw HttpFailure.lasting("the server sent " + what, null);
        }

        /** {@code Content-Range: bytes 5-9/10} must continue what is there. */
        private long startOf(HttpReply reply, long wanted) throws HttpFailure {
            String range = reply.header("Content-Range").orElse("");
            return range.startsWith("bytes " + wanted + "-") ? wanted : refuse("the wrong part, '" + range + "'");
        }

        private void receive(HttpReply reply, InputStream body, long start) throws IOException {
            long total = reply.length().isPresent() ? start + reply.length().getAsLong() : -1;
            requireWithin(total);
            if (start == 0) {
                place.remember(request.key(), reply);
            }
            long done = start;
            byte[] buffer = new byte[BUFFER];
            try (OutputStream out = open(start)) {
                for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                    done += read;
                    requireWithin(done);
                    out.write(buffer, 0, read);
                    report(done, total < 0 ? request.size().orElse(-1) : total);
                }
            }
            if (total >= 0 && done < total) {
                throw HttpFailure.passing(
                        "the connection broke after " + done + " of " + total + " bytes", new IOException());
            }
        }

        private OutputStream open(long start) throws IOException {
            return start == 0
                    ? Files.newOutputStream(file)
                    : Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        }

        private void requireWithin(long bytes) throws IOException {
            long most = request.size().isPresent()
                    ? Math.min(request.limit(), request.size().getAsLong())
                    : request.limit();
            if (bytes > most) {
                place.discard(request.key());
                throw HttpFailure.lasting(
                        request.size().isPresent() && most == request.size().getAsLong()
                                ? "it is longer than the " + most + " bytes that it should have"
                                : "it is longer than the limit of " + most + " bytes",
                        null);
            }
        }

        private void report(long done, long total) {
            long now = System.nanoTime();
            if (now - nextReport >= 0) {
                nextReport = now + REPORT.toNanos();
                listener.progressed(request.label(), done, total);
            }
        }

        private Download completed(Optional<HttpReply> reply) throws IOException {
            long size = place.size(file);
            if (request.size().isPresent() && size != request.size().getAsLong()) {
                place.discard(request.key());
                throw HttpFailure.lasting(
                        "it has " + size + " bytes instead of " + request.size().getAsLong(), null);
            }
            if (request.digest().isPresent() && !hasDigest(request.digest().get())) {
                return startOver();
            }
            listener.progressed(request.label(), size, size);
            return result(200, reply);
        }

        /** What came in several parts may be of different versions, so it has a second chance. */
        private Download startOver() throws IOException {
            place.discard(request.key());
            if (startedOver) {
                throw HttpFailure.lasting(
                        request.digest().isPresent()
                                ? "its bytes do not have the digest "
                                        + request.digest().get().toOci()
                                : "the server refuses to send it",
                        "the server or something on the way changed it; do not trust it");
            }
            startedOver = true;
            return attempt(0);
        }

        private boolean hasDigest(Digest wanted) throws IOException {
            MessageDigest digest = wanted.algorithm().newMessageDigest();
            byte[] buffer = new byte[BUFFER];
            try (InputStream in = Files.newInputStream(file)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
            }
            return Digest.ofBytes(wanted.algorithm(), digest.digest()).equals(wanted);
        }

        private Download result(int status, Optional<HttpReply> reply) {
            return new Download(
                    status,
                    file,
                    reply.flatMap(it -> it.header("ETag")),
                    reply.flatMap(it -> it.header("Last-Modified")),
                    reply.flatMap(it -> it.header("Cache-Control")));
        }
    }
}
