package io.dray.pod.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostToolsTest {
    private static final Path CATATONIT = Path.of("/usr/bin/catatonit");
    private static final Path TINI = Path.of("/usr/bin/tini-static");

    @Test
    void onlyProgramsOnTerminalsHaveTheInitThatLetsThemBeStopped() {
        HostTools tools = new HostTools(Map.of("catatonit", CATATONIT, "tini-static", TINI));

        assertThat(tools.init(true)).isEqualTo(TINI);
        assertThat(tools.initOptions(true)).containsExactly("-s");
        assertThat(tools.init(false)).isEqualTo(CATATONIT);
        assertThat(tools.initOptions(false)).isEmpty();
    }

    @Test
    void withoutItTheyHaveTheOneOfAllOthers() {
        HostTools tools = new HostTools(Map.of("catatonit", CATATONIT));

        assertThat(tools.init(true)).isEqualTo(CATATONIT);
        assertThat(tools.initOptions(true)).isEmpty();
    }
}
