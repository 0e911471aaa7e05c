package io.dray.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.dray.core.DrayException;
import io.dray.core.Json;
import io.dray.image.manifest.ImageManifest;
import java.nio.charset.StandardCharsets;

/** A manifest is read, and written so that it reads the same, or refused in one line. */
class ManifestFuzzTest {
    @FuzzTest
    void readsOrRefuses(byte[] content) {
        ImageManifest manifest;
        try {
            manifest = ImageManifest.parse("manifest", content);
        } catch (DrayException e) {
            OneLine.require(e);
            return;
        }
        byte[] written = Json.write(manifest.toJson()).getBytes(StandardCharsets.UTF_8);
        if (!ImageManifest.parse("manifest", written).equals(manifest)) {
            throw new AssertionError(
                    "it reads differently after it was written: " + new String(written, StandardCharsets.UTF_8));
        }
    }
}
