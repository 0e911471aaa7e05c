package io.dray.pod.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.pod.PodIdentity;
import io.dray.pod.lifecycle.PodEvent.Kind;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PodEventsTest {
    private static final Instant NINE = Instant.parse("2026-01-01T09:00:00Z");

    @Test
    void tellsALifeInTheOrderOfTime() {
        Pod pod = pod("a", PodState.EXITED, Optional.of(NINE.plusSeconds(1)), app(0, false, NINE.plusSeconds(9)));

        assertThat(PodEvents.of(List.of(pod)))
                .extracting(PodEvent::kind)
                .containsExactly(Kind.CREATED, Kind.STARTED, Kind.EXITED);
    }

    @Test
    void tellsOfWantOfMemoryBeforeTheEndThatItCaused() {
        Pod pod = pod("a", PodState.EXITED, Optional.of(NINE), app(137, true, NINE.plusSeconds(2)));

        List<PodEvent> events = PodEvents.of(List.of(pod));

        assertThat(events).extracting(PodEvent::kind).endsWith(Kind.OOM, Kind.EXITED);
        assertThat(events.getLast().exitCode()).isEqualTo(OptionalInt.of(137));
        assertThat(events.getLast().app()).contains("web");
    }

    @Test
    void tellsEachRunAfterWhichAnAppWasStartedAgain() {
        Pod.App app = new Pod.App(
                "web",
                "example.com/web:1",
                "sha512-0",
                NINE,
                Optional.of(NINE),
                OptionalInt.empty(),
                Optional.empty(),
                false,
                List.of(
                        new Pod.Restart(NINE.plusSeconds(3), 1, false),
                        new Pod.Restart(NINE.plusSeconds(5), 137, true)),
                Path.of("/rendered"));

        assertThat(PodEvents.of(List.of(pod("a", PodState.RUNNING, Optional.of(NINE.plusSeconds(1)), app))))
                .extracting(PodEvent::kind)
                .containsExactly(Kind.CREATED, Kind.STARTED, Kind.RESTARTED, Kind.OOM, Kind.RESTARTED);
    }

    @Test
    void tellsWhenAppsJoinedAMutablePodAndWereStarted() {
        Pod.App waiting = new Pod.App(
                "late",
                "example.com/web:1",
                "sha512-0",
                NINE.plusSeconds(4),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                false,
                List.of(),
                Path.of("/rendered"));
        Pod pod = new Pod(
                "a",
                PodIdentity.NONE,
                Path.of("/pods/a"),
                PodState.RUNNING,
                NINE,
                Optional.of(NINE),
                true,
                false,
                "host",
                List.of(running(), waiting),
                Map.of(),
                "/dray/a");

        assertThat(PodEvents.of(List.of(pod)).stream()
                        .filter(event -> event.app().isPresent()))
                .extracting(event -> event.kind() + " " + event.app().orElse(""))
                .containsExactly("CREATED web", "STARTED web", "CREATED late");
        assertThat(PodEvents.wasKilled(pod("a", PodState.EXITED, Optional.of(NINE), waiting)))
                .isFalse();
    }

    @Test
    void mixesPodsByTime() {
        Pod early = pod("a", PodState.RUNNING, Optional.of(NINE.plusSeconds(8)), running());
        Pod late = pod("b", PodState.RUNNING, Optional.of(NINE.plusSeconds(4)), running());

        assertThat(PodEvents.of(List.of(early, late)))
                .extracting(PodEvent::uuid)
                .containsExactly("a", "b", "b", "a");
    }

    @Test
    void aPodWasKilledIfNobodySawItsAppsEnd() {
        assertThat(PodEvents.wasKilled(pod("a", PodState.ORPHANED, Optional.of(NINE), running())))
                .isTrue();
        assertThat(PodEvents.wasKilled(pod("a", PodState.EXITED, Optional.of(NINE), running())))
                .isTrue();
        assertThat(PodEvents.wasKilled(pod("a", PodState.EXITED, Optional.of(NINE), app(137, false, NINE))))
                .isFalse();
        assertThat(PodEvents.wasKilled(pod("a", PodState.RUNNING, Optional.of(NINE), running())))
                .isFalse();
    }

    private static Pod pod(String uuid, PodState state, Optional<Instant> started, Pod.App app) {
        return new Pod(
                uuid,
                PodIdentity.NONE,
                Path.of("/pods", uuid),
                state,
                NINE,
                started,
                false,
                false,
                "host",
                List.of(app),
                Map.of(),
                "/dray/" + uuid);
    }

    private static Pod.App app(int code, boolean outOfMemory, Instant finished) {
        return new Pod.App(
                "web",
                "example.com/web:1",
                "sha512-0",
                NINE,
                Optional.of(NINE),
                OptionalInt.of(code),
                Optional.of(finished),
                outOfMemory,
                List.of(),
                Path.of("/rendered"));
    }

    private static Pod.App running() {
        return new Pod.App(
                "web",
                "example.com/web:1",
                "sha512-0",
                NINE,
                Optional.of(NINE),
                OptionalInt.empty(),
                Optional.empty(),
                false,
                List.of(),
                Path.of("/rendered"));
    }
}
