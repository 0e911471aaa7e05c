package io.dray.image;

import io.dray.core.Digest;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code layers/<digest>/layer.json} says.
 *
 * @param diffId digest of the uncompressed archive
 * @param size bytes of its plain files
 * @param archive bytes of the uncompressed archive; 0 if the layer came with a version of Dray that did not note it
 * @param tree what a listing of its tree adds up to, directories and links included; 0 likewise
 * @param standsAlone whether the files are the same whatever layers lie beneath
 */
record LayerRecord(Digest diffId, long size, long archive, long tree, boolean standsAlone) {
    static final String FILE = "layer.json";

    private static final String DIFF_ID = "diffId";
    private static final String SIZE = "size";
    private static final String ARCHIVE = "archiveSize";
    private static final String TREE = "treeSize";
    private static final String STANDS_ALONE = "standsAlone";

    /** Empty for a layer that is not there, or of an earlier format. */
    static Optional<LayerRecord> read(Path directory) {
        Path file = directory.resolve(FILE);
        String source = file.toString();
        try {
            JsonObject json = Json.parse(source, Files.readAllBytes(file)).asObject(source);
            return Optional.of(new LayerRecord(
                    Digest.parse(json.field(DIFF_ID).orElseThrow().asString(source)),
                    json.field(SIZE).orElseThrow().asLong(source),
                    optional(json, ARCHIVE, source),
                    optional(json, TREE, source),
                    json.field(STANDS_ALONE).orElseThrow().asBoolean(source)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw IoFailures.with("cannot read", file, e);
        }
    }

    private static long optional(JsonObject json, String name, String source) {
        Optional<JsonValue> value = json.field(name);
        return value.isPresent() ? value.get().asLong(source) : 0;
    }

    String text() {
        return Json.writePretty(JsonValue.object()
                .put(DIFF_ID, diffId.toString())
                .put(SIZE, size)
                .put(ARCHIVE, archive)
                .put(TREE, tree)
                .put(STANDS_ALONE, standsAlone)
                .build());
    }
}
