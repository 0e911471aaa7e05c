package io.dray.pod.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.core.DataDirectory;
import io.dray.core.ProcessOwner;
import io.dray.pod.PodDirectory;
import io.dray.pod.PodIdentity;
import io.dray.pod.PodManifest;
import io.dray.pod.lifecycle.PodEvent.Kind;
import io.dray.pod.state.PodRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PodWatchTest {
    private static final String UUID = "aaaa1111-0000-4000-8000-000000000001";
    private static final Instant NOW = Instant.parse("2100-01-01T00:00:00Z");

    @TempDir
    Path root;

    private PodWatch watch;

    @BeforeEach
    void begin() {
        DataDirectory data = new DataDirectory(root);
        watch = new PodWatch(data, new PodRegistry(data), pod -> !pod.hostname().equals("unwanted"), () -> NOW);
    }

    @AfterEach
    void end() {
        watch.close();
    }

    @Test
    void tellsThePastAtOnceAndOnlyOnce() throws IOException {
        PodDirectory pod = pod("host");
        Files.createFile(pod.started());

        assertThat(watch.news()).extracting(PodEvent::kind).containsExactly(Kind.CREATED, Kind.STARTED);
        assertThat(watch.news()).isEmpty();
    }

    @Test
    void wakesWhenAPodStartsAndWhenItsAppEnds() throws Exception {
        PodDirectory pod = pod("host");
        watch.news();

        Files.createFile(pod.started());
        assertThat(nextNews()).extracting(PodEvent::kind).contains(Kind.STARTED);
        Files.writeString(pod.exit("web"), "3\n");
        List<PodEvent> news = nextNews();

        assertThat(news).extracting(PodEvent::kind).contains(Kind.EXITED);
        assertThat(news.getLast().exitCode()).hasValue(3);
    }

    @Test
    void tellsOfAPodThatGoesAndForgetsIt() throws Exception {
        pod("host");
        watch.news();
        Path aside = root.resolve("aside");

        Files.move(root.resolve("pods").resolve(UUID), aside);
        PodEvent removed = nextNews().getFirst();
        assertThat(removed.kind()).isEqualTo(Kind.REMOVED);
        assertThat(removed.time()).isEqualTo(NOW);
        Files.move(aside, root.resolve("pods").resolve(UUID));
        assertThat(nextNews()).extracting(PodEvent::kind).containsExactly(Kind.CREATED);
    }

    @Test
    void tellsOnceThatASupervisorWasKilledUnderItsEyes() throws Exception {
        PodDirectory pod = pod("host");
        watch.news();

        // its launcher lives, but nobody holds the lock of the pod that it has started
        Files.createFile(pod.started());

        List<PodEvent> news = nextNews();
        assertThat(news).extracting(PodEvent::kind).containsExactly(Kind.STARTED, Kind.KILLED);
        assertThat(watch.news()).isEmpty();
    }

    @Test
    void saysNothingOfAPodThatWasKilledBeforeItLooked() throws IOException {
        Files.createFile(pod("host").started());

        assertThat(watch.news()).extracting(PodEvent::kind).doesNotContain(Kind.KILLED);
    }

    @Test
    void saysNothingOfPodsThatAreNotWanted() throws IOException {
        pod("unwanted");

        assertThat(watch.news()).isEmpty();
    }

    private List<PodEvent> nextNews() throws InterruptedException {
        List<PodEvent> news = new ArrayList<>();
        while (news.isEmpty()) {
            watch.await();
            news.addAll(watch.news());
        }
        return news;
    }

    private PodDirectory pod(String hostname) throws IOException {
        PodDirectory pod =
                new PodDirectory(Files.createDirectories(root.resolve("pods").resolve(UUID)));
        PodManifest.App app = new PodManifest.App("web", "example.com/web:1", "sha512-00", Optional.empty());
        Files.writeString(
                pod.manifest(),
                new PodManifest(
                                UUID,
                                PodIdentity.NONE,
                                Instant.parse("2026-01-01T00:00:00Z"),
                                hostname,
                                List.of(),
                                false,
                                false,
                                List.of(app))
                        .toText());
        Files.writeString(pod.owner(), ProcessOwner.current() + "\n");
        Files.createDirectories(pod.app("web"));
        Files.createFile(pod.lock());
        return pod;
    }
}
