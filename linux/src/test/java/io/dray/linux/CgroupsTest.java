package io.dray.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dray.core.EnvironmentException;
import io.dray.linux.Cgroups.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupsTest {
    private static final String GROUP = "/dray/one";

    @TempDir
    private Path directory;

    @Test
    void tellsTheModesApart() {
        assertThat(imitation("cgroup").mode()).isEqualTo(Mode.V1);
        assertThat(imitation("cgroup", "cgroup2").mode()).isEqualTo(Mode.HYBRID);
        assertThat(imitation("cgroup2").mode()).isEqualTo(Mode.V2);
        assertThatThrownBy(() -> imitation().mode()).isInstanceOf(EnvironmentException.class);
    }

    @Test
    void findsTheUnifiedHierarchyThatIsInTheWay() throws IOException {
        Cgroups cgroups = imitation("cgroup", "cgroup2");
        assertThat(cgroups.unifiedInTheWay()).isEmpty();

        Files.writeString(directory.resolve("1/cgroup.controllers"), "hugetlb\n");
        assertThat(cgroups.unifiedInTheWay()).contains(directory.resolve("1"));
    }

    @Test
    void collectsProcessesOfAllHierarchiesAndDepths() throws IOException {
        Cgroups cgroups = imitation("cgroup", "cgroup2");
        Path deep = Files.createDirectories(directory.resolve("0/dray/one/app/deep"));
        Path other = Files.createDirectories(directory.resolve("1/dray/one"));
        Files.writeString(deep.resolve("cgroup.procs"), "200001\n200002\n");
        Files.writeString(other.resolve("cgroup.procs"), "200002\n200003\n");

        assertThat(cgroups.processes(GROUP)).containsExactly(200_001L, 200_002L, 200_003L);
        assertThat(cgroups.isPopulated(GROUP)).isTrue();
        assertThat(cgroups.exists(GROUP)).isTrue();
        assertThat(cgroups.exists("/dray/two")).isFalse();
        assertThat(cgroups.processes("/dray/two")).isEmpty();
    }

    @Test
    void removesGroupsDepthFirst() throws IOException {
        Cgroups cgroups = imitation("cgroup", "cgroup2");
        Files.createDirectories(directory.resolve("0/dray/one/app/deep"));
        Files.createDirectories(directory.resolve("1/dray/one"));

        cgroups.remove(GROUP);
        cgroups.remove(GROUP);

        assertThat(directory.resolve("0/dray")).isEmptyDirectory();
        assertThat(directory.resolve("1/dray")).isEmptyDirectory();
    }

    @Test
    void neverTouchesTheRootGroup() {
        Cgroups cgroups = imitation("cgroup");
        for (String path : List.of("", "/", "/..", "/a/../..", "//", "/.", "a", "/../x")) {
            assertThatThrownBy(() -> cgroups.exists(path)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void killsWhatForksInRealGroups() throws Exception {
        Cgroups cgroups = Cgroups.detect();
        String group = "/dray-test-" + UUID.randomUUID();
        List<Path> made = new ArrayList<>();
        for (Mount mount : MountTable.read().mounts()) {
            boolean known = mount.type().equals("cgroup2") || mount.hasOption("freezer") || mount.hasOption("pids");
            if (mount.type().startsWith("cgroup") && known && Files.isWritable(mount.target())) {
                made.add(Files.createDirectories(mount.target().resolve(group.substring(1) + "/app")));
            }
        }
        assumeTrue(!made.isEmpty(), "control groups that can be written");
        StringBuilder script = new StringBuilder();
        for (Path path : made) {
            script.append("echo $$ > ").append(path).append("/cgroup.procs; ");
        }
        Process process = new ProcessBuilder("sh", "-c", script + "echo in; sleep 600 & sleep 601 & wait").start();
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("in");
            assertThat(cgroups.isPopulated(group)).isTrue();

            cgroups.killAll(group);

            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(cgroups.isPopulated(group)).isFalse();
        } finally {
            process.destroyForcibly();
            cgroups.remove(group);
        }
        assertThat(cgroups.exists(group)).isFalse();
    }

    /** Plain directories that look like hierarchies of these types. */
    private Cgroups imitation(String... types) {
        List<Mount> mounts = new ArrayList<>();
        for (String type : types) {
            mounts.add(new Mount("/", directory.resolve(String.valueOf(mounts.size())), type, "cgroup", "rw"));
        }
        for (Mount mount : mounts) {
            assertThat(mount.target().toFile().isDirectory()
                            || mount.target().toFile().mkdirs())
                    .isTrue();
        }
        return Cgroups.of(new MountTable(mounts));
    }
}
