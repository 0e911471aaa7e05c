package io.dray.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.dray.core.DrayException;
import io.dray.image.manifest.ImageReference;
import io.dray.image.oci.OciReference;
import java.nio.charset.StandardCharsets;

/** What names an image is read, and written so that it means the same, or refused in one line. */
class ReferenceFuzzTest {
    @FuzzTest
    void readsOrRefuses(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        try {
            ImageReference reference = ImageReference.parse(text);
            if (!ImageReference.parse(reference.toString()).equals(reference)) {
                throw new AssertionError("'" + text + "' means something else when it is written");
            }
        } catch (DrayException e) {
            OneLine.require(e);
        }
        try {
            OciReference reference = OciReference.parse(text);
            if (!OciReference.parse(reference.toString()).equals(reference)) {
                throw new AssertionError("'" + text + "' means something else when it is written");
            }
        } catch (DrayException e) {
            OneLine.require(e);
        }
    }
}
