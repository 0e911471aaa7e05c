package io.dray.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.dray.core.InvalidInputException;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/** An archive is read to its end, or refused in one line. */
class TarFuzzTest {
    /** More entries than this no seed can have that is not a bomb. */
    private static final int MOST_ENTRIES = 100_000;

    @FuzzTest
    void readsOrRefuses(byte[] archive) throws IOException {
        TarReader reader = new TarReader(new ByteArrayInputStream(archive));
        try {
            int entries = 0;
            for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                entries++;
                if (entries > MOST_ENTRIES) {
                    throw new AssertionError("an archive of " + archive.length + " bytes has too many entries");
                }
            }
            reader.readRest();
        } catch (InvalidInputException e) {
            OneLine.require(e);
        }
    }
}
