package io.dray.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void interpolatesBetweenSamples() {
        Statistics statistics = Statistics.of(List.of(4_000_000L, 1_000_000L, 3_000_000L, 2_000_000L));

        assertThat(statistics.median()).isEqualTo(2.5);
        assertThat(statistics.p10()).isCloseTo(1.3, Offset.offset(1e-9));
        assertThat(statistics.min()).isEqualTo(1.0);
    }

    @Test
    void aSingleSampleIsAllOfThem() {
        assertThat(Statistics.of(List.of(7_000_000L))).isEqualTo(new Statistics(7, 7, 7));
    }
}
