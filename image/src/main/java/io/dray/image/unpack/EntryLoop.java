package io.dray.image.unpack;

import io.dray.core.InvalidInputException;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarReader;
import java.io.IOException;
import java.util.Optional;

/** Goes through an archive entry by entry and says in every refusal which entry it was. */
public final class EntryLoop {
    /** How a message that names its entry begins. */
    static final String ENTRY = "entry ";

    private EntryLoop() {}

    /** What to do with an entry. */
    public interface Handler {
        /** Takes the entry at whose data the archive stands. */
        void take(TarEntry entry) throws IOException;
    }

    /** Hands over all entries up to the end mark. */
    public static void run(TarReader archive, UnpackLimits limits, Handler handler) throws IOException {
        long entries = 0;
        Optional<TarEntry> entry = first(archive);
        while (entry.isPresent()) {
            limits.checkEntries(++entries);
            try {
                handler.take(entry.get());
            } catch (InvalidInputException e) {
                throw named(entry.get(), e);
            }
            entry = next(archive, entry.get());
        }
    }

    private static InvalidInputException named(TarEntry entry, InvalidInputException e) {
        String message = String.valueOf(e.getMessage());
        // an entry before this one, which another thread was busy with
        return message.startsWith(ENTRY)
                ? e
                : new InvalidInputException(
                        ENTRY + entry.name().brief() + ": " + message, e.hint().orElse(null), e);
    }

    /** What is no archive at all shows at its first header. */
    private static Optional<TarEntry> first(TarReader archive) throws IOException {
        try {
            return archive.next();
        } catch (InvalidInputException e) {
            String message = String.valueOf(e.getMessage());
            if (message.startsWith(ENTRY) || message.startsWith(ArchiveStream.DAMAGED)) {
                throw e;
            }
            throw new InvalidInputException(
                    "it is not a tar archive: " + message, e.hint().orElse(null), e);
        }
    }

    private static Optional<TarEntry> next(TarReader archive, TarEntry last) throws IOException {
        try {
            return archive.next();
        } catch (InvalidInputException e) {
            String message = String.valueOf(e.getMessage());
            if (message.startsWith(ENTRY)) {
                throw e;
            }
            throw new InvalidInputException(
                    "after entry " + last.name().brief() + ": " + message,
                    e.hint().orElse(null),
                    e);
        }
    }
}
