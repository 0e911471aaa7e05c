package io.dray.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.ProcessOwner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerDraftTest {
    @TempDir
    private Path directory;

    @Test
    void liesUnderTheTemporariesOfThisProcessUntilItIsClosed() throws IOException {
        DataDirectory data = new DataDirectory(directory);
        Path work;
        try (LayerDraft draft = LayerDraft.begin(data, "import")) {
            work = draft.work();
            Files.writeString(draft.tree().resolve("file"), "content");
            draft.sync();

            assertThat(work).hasParent(data.temporary());
            assertThat(DataDirectory.ownerOf(work)).contains(ProcessOwner.current());
            assertThat(draft.tree()).startsWith(work);
        }

        assertThat(work).doesNotExist();
    }

    @Test
    void hasANameOfItsOwnByWhichTheFileSystemFindsAPlaceForIt() throws IOException {
        DataDirectory data = new DataDirectory(directory);
        try (LayerDraft one = LayerDraft.begin(data, "layer");
                LayerDraft other = LayerDraft.begin(data, "layer")) {
            assertThat(List.of(one.directory().getFileName(), other.directory().getFileName()))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void isReadOnceItIsDescribed() throws IOException {
        LayerRecord record = new LayerRecord(Digest.of(Digest.Algorithm.SHA256, new byte[1]), 5, 6, 7, true);
        try (LayerDraft draft = LayerDraft.begin(new DataDirectory(directory), "layer")) {
            assertThat(LayerRecord.read(draft.directory())).isEmpty();

            draft.describe(record);

            assertThat(LayerRecord.read(draft.directory())).contains(record);
        }
    }
}
