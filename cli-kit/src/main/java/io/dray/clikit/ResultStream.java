package io.dray.clikit;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Standard output in UTF-8 that remembers why writing failed, of which a {@link PrintStream} keeps a flag only. */
public final class ResultStream extends PrintStream {
    private final Witness witness;

    private ResultStream(Witness witness) {
        super(witness, false, StandardCharsets.UTF_8);
        this.witness = witness;
    }

    /** Prints to this stream. */
    public static ResultStream to(OutputStream target) {
        return new ResultStream(new Witness(target));
    }

    /** The first failure, if there was one. */
    Optional<IOException> failure() {
        return Optional.ofNullable(witness.failure);
    }

    /** Whether the reader of a pipe went away, as {@code head} does when it has enough; that is no failure of the command. */
    static boolean readerLeft(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("Broken pipe");
    }

    private static final class Witness extends FilterOutputStream {
        private @Nullable IOException failure;

        Witness(OutputStream target) {
            super(target);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            try {
                out.write(bytes, start, length);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }
    }
}
