package io.dray.image.fetch;

import io.dray.core.MissingException;
import io.dray.image.fetch.Gatekeeper.Evidence;
import io.dray.image.http.HttpCall;
import io.dray.image.http.HttpFailure;
import io.dray.image.http.HttpReply;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Gets the signatures of archives: the file that was named, the one beside the archive, the one that a server has. */
final class SignatureFetch {
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_DEFERRALS = 10;
    private static final Duration DEFERRAL = Duration.ofSeconds(1);

    private final FetchTools tools;
    private final FetchPolicy policy;
    private final FetchListener listener;

    SignatureFetch(FetchTools tools, FetchPolicy policy, FetchListener listener) {
        this.tools = tools;
        this.policy = policy;
        this.listener = listener;
    }

    /** What a server said about a signature. */
    sealed interface Answer {
        /**
         * It has it.
         *
         * @param signature its bytes
         */
        @SuppressWarnings("ArrayRecordComponent")
        record Found(byte[] signature) implements Answer {}

        /**
         * It has none.
         *
         * @param reason how it said so
         */
        record Absent(String reason) implements Answer {}

        /** It makes one when it is asked for the image; to be asked again. */
        record Deferred() implements Answer {}
    }

    /**
     * The signature of an archive on this machine.
     *
     * @throws MissingException if it was named and is not there: whoever names one wants it to be looked at, whatever else vouches
     *     for the image
     */
    Evidence ofFile(Path archive) {
        Path file = policy.signature().orElse(archive.resolveSibling(archive.getFileName() + ".asc"));
        try {
            if (Files.size(file) > MAX_BYTES) {
                return new Evidence.Unsigned(
                        "error opening signature file " + file + ": it is too long for a signature");
            }
            return new Evidence.Signed(archive, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            if (policy.signature().isPresent()) {
                throw new MissingException(
                        "error opening signature file " + file + ": there is none", "give the path of a signature", e);
            }
            return new Evidence.Unsigned("error opening signature file " + file + ": there is none");
        } catch (IOException e) {
            throw IoFailures.with("error opening signature file", file, e);
        }
    }

    /** Asks the server; the signature that was named on the command line spares the question. */
    Answer ask(URI address) throws IOException {
        if (policy.signature().isPresent()) {
            Evidence named = ofFile(policy.signature().get());
            return switch (named) {
                case Evidence.Signed signed -> new Answer.Found(signed.signature());
                case Evidence.Unsigned unsigned -> new Answer.Absent(unsigned.reason());
            };
        }
        try (HttpReply reply = tools.transport().ask(HttpCall.get(address, tools.authorizer()))) {
            return switch (reply.status()) {
                case 200 -> new Answer.Found(reply.read(MAX_BYTES));
                case 202 -> new Answer.Deferred();
                case 404, 410 ->
                    new Answer.Absent("error downloading the signature file " + address + ": bad HTTP status code: "
                            + reply.status());
                default -> throw HttpFailure.status(address.getAuthority(), reply.status());
            };
        }
    }

    /** Asks again, now that the image was asked for, until the server has the signature. */
    Answer askAgain(URI address) throws IOException {
        Answer answer = ask(address);
        for (int i = 0; i < MAX_DEFERRALS && answer instanceof Answer.Deferred; i++) {
            pause();
            answer = ask(address);
        }
        return answer instanceof Answer.Deferred
                ? new Answer.Absent("error downloading the signature file " + address + ": the server still defers it")
                : answer;
    }

    /** Says that the server defers the signature. */
    void noteDeferral() {
        listener.said("server requested deferring the signature download");
    }

    private static void pause() throws HttpFailure {
        try {
            Thread.sleep(DEFERRAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HttpFailure.lasting("it was interrupted", null, e);
        }
    }

    /** What the answer says about this archive. */
    static Evidence evidence(Optional<Answer> answer, Path archive) {
        if (answer.isPresent() && answer.get() instanceof Answer.Found found) {
            return new Evidence.Signed(archive, found.signature);
        }
        return new Evidence.Unsigned(
                answer.isPresent() && answer.get() instanceof Answer.Absent absent
                        ? absent.reason
                        : "it has no signature");
    }
}
