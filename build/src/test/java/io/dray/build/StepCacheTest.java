package io.dray.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.core.DataDirectory;
import io.dray.linux.ProgramRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepCacheTest {
    private static final ImageName IMAGE = ImageName.parse("example.com/x");

    @TempDir
    Path directory = Path.of("unset");

    private final AtomicLong seconds = new AtomicLong(1_000_000);
    private DataDirectory data = new DataDirectory(Path.of("unset"));
    private StepCache cache = cacheIn(data);

    @BeforeEach
    void open() {
        data = new DataDirectory(directory);
        cache = cacheIn(data);
    }

    private StepCache cacheIn(DataDirectory place) {
        InstantSource clock = () -> Instant.ofEpochSecond(seconds.getAndIncrement());
        return new StepCache(place, new ProgramRunner(), clock);
    }

    private static String key(int number) {
        return StepKey.of("test").with("number", Integer.toString(number)).finish();
    }

    private Step publish(int number) throws IOException {
        StepCache.Draft draft = cache.begin();
        Files.writeString(draft.tree().resolve("file"), Integer.toString(number));
        return cache.publish(draft, key(number), IMAGE, "build");
    }

    @Test
    void findsWhatWasPublishedAndNothingElse() throws IOException {
        Step step = publish(1);
        assertThat(cache.find(key(1))).contains(step);
        assertThat(step.tree().resolve("file")).hasContent("1");
        assertThat(cache.find(key(2))).isEmpty();
        assertThat(SourceTree.entries(data.temporary())).isEmpty();
    }

    @Test
    void takesTheResultOfABuildThatWasFaster() throws IOException {
        Step first = publish(1);
        Files.writeString(first.tree().resolve("file"), "first");
        assertThat(publish(1).tree().resolve("file")).hasContent("first");
        assertThat(SourceTree.entries(data.temporary())).isEmpty();
    }

    @Test
    void seesNothingOfADraft() {
        StepCache.Draft draft = cache.begin();
        assertThat(draft.tree()).isDirectory();
        assertThat(SourceTree.entries(data.steps())).isEmpty();
        assertThat(DataDirectory.ownerOf(draft.directory())).isPresent();
    }

    @Test
    void keepsTheStepsThatWereUsedLast() throws IOException {
        for (int number = 1; number <= 4; number++) {
            publish(number);
        }
        cache.find(key(4));
        cache.find(key(3));
        cache.find(key(1));
        cache.prune(IMAGE);
        assertThat(cache.find(key(2))).isEmpty();
        assertThat(cache.find(key(1))).isPresent();
        assertThat(cache.find(key(3))).isPresent();
        assertThat(cache.find(key(4))).isPresent();
        assertThat(SourceTree.entries(data.temporary())).isEmpty();
    }

    @Test
    void prunesNothingOfAnotherImage() throws IOException {
        for (int number = 1; number <= 5; number++) {
            publish(number);
        }
        cache.prune(ImageName.parse("example.com/other"));
        assertThat(SourceTree.entries(data.steps())).hasSize(5);
    }
}
