package io.dray.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MountTableTest {
    private static final String TEXT = """
            22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
            30 22 0:26 / /sys/fs/cgroup/memory rw shared:9 master:1 - cgroup cgroup rw,memory
            40 22 0:50 / /srv/with\\040blank rw - overlay overlay rw,lowerdir=l/a:l/b
            41 40 0:51 /part /srv/with\\040blank/in ro - tmpfs shm rw
            """;

    @Test
    void readsTargetsWithBlanksAndOptionalFields() {
        MountTable table = MountTable.parse(TEXT);

        assertThat(table.mounts()).hasSize(4);
        assertThat(table.at(Path.of("/srv/with blank")).orElseThrow().type()).isEqualTo("overlay");
        assertThat(table.at(Path.of("/sys/fs/cgroup/memory")).orElseThrow().hasOption("memory"))
                .isTrue();
        assertThat(table.at(Path.of("/srv"))).isEmpty();
    }

    @Test
    void listsTheInnermostMountFirst() {
        assertThat(MountTable.parse(TEXT).below(Path.of("/srv")))
                .extracting(Mount::target)
                .containsExactly(Path.of("/srv/with blank/in"), Path.of("/srv/with blank"));
    }

    @Test
    void readsTheTableOfThisProcess() {
        assertThat(MountTable.read().at(Path.of("/proc"))).isPresent();
    }
}
