package io.dray.pod.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.pod.RuntimeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptPlansTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final String UUID = "6ad15d8d-c254-425a-bf9d-a8cc46e373e1";

    @TempDir
    Path directory;

    @Test
    void aPlanThatWasUsedTodayStays() throws IOException {
        Path plan = plan("key", UUID, Duration.ofDays(9));
        Path used = age(Files.createFile(copy(UUID).resolve("used")), Duration.ofHours(23));

        plans().collect(NOW);

        assertThat(plan).exists();
        assertThat(used).exists();
        assertThat(plans().size()).isOne();
    }

    @Test
    void aPlanThatNobodyUsedForADayGoes() throws IOException {
        Path plan = plan("key", UUID, Duration.ofHours(25));

        plans().collect(NOW);

        assertThat(plan).doesNotExist();
        assertThat(copy(UUID)).doesNotExist();
    }

    @Test
    void aCopyThatNoPlanNamesGoesOnceItsMakerHasHadTheTime() throws IOException {
        String other = UUID.replace('6', '7');
        age(Files.createDirectories(copy(UUID)), Duration.ofSeconds(59));
        age(Files.createDirectories(copy(other)), Duration.ofSeconds(61));

        plans().collect(NOW);

        assertThat(copy(UUID)).exists();
        assertThat(copy(other)).doesNotExist();
    }

    @Test
    void whereNoneWasEverKeptThereIsNothingToDo() throws IOException {
        plans().collect(NOW);

        assertThat(plans().size()).isZero();
    }

    private KeptPlans plans() {
        return new KeptPlans(new RuntimeDirectory(directory));
    }

    private Path copy(String uuid) {
        return directory.resolve("plans").resolve(uuid);
    }

    private Path plan(String key, String uuid, Duration age) throws IOException {
        Files.createDirectories(copy(uuid));
        Path plan = directory.resolve("plans").resolve(key);
        Files.writeString(plan, "copy=" + copy(uuid) + "\nstand_in=" + uuid + "\n");
        age(copy(uuid), age);
        return age(plan, age);
    }

    private static Path age(Path path, Duration age) throws IOException {
        return Files.setLastModifiedTime(path, FileTime.from(NOW.minus(age)));
    }
}
