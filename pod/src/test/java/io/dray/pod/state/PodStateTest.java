package io.dray.pod.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodStateTest {
    @ParameterizedTest(name = "locked={0} started={1} launcher={2} populated={3}: {4}")
    @CsvSource({
        "false, false, true,  false, PREPARING",
        "true,  false, true,  false, PREPARING",
        "true,  false, true,  true,  PREPARING",
        "false, false, false, false, ABANDONED",
        "true,  false, false, true,  ABANDONED",
        "true,  true,  true,  true,  RUNNING",
        "true,  true,  false, true,  RUNNING",
        "true,  true,  true,  false, RUNNING",
        "false, true,  false, true,  ORPHANED",
        "false, true,  true,  true,  ORPHANED",
        "false, true,  false, false, EXITED",
        "false, true,  true,  false, EXITED"
    })
    void followsFromWhatIsSeen(
            boolean locked, boolean started, boolean launcherAlive, boolean populated, PodState expected) {
        assertThat(PodState.of(locked, started, launcherAlive, populated)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"PREPARING,false", "RUNNING,false", "ABANDONED,true", "ORPHANED,true", "EXITED,true"})
    void onlyWhatNobodyWorksOnIsCollected(PodState state, boolean collectable) {
        assertThat(state.isCollectable()).isEqualTo(collectable);
    }
}
