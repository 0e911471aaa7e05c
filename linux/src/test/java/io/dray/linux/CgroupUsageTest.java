package io.dray.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupUsageTest {
    private static final String GROUP = "/dray/pod/app";

    @TempDir
    Path root;

    @Test
    void readsVersion1() throws IOException {
        file("cpuacct", "cpuacct.usage", "1500\n");
        file("memory", "memory.usage_in_bytes", "1000\n");
        file("memory", "memory.stat", "cache 1\ninactive_file 1\ntotal_inactive_file 300\n");
        file("memory", "memory.limit_in_bytes", "4096\n");
        file("pids", "pids.current", "3\n");
        file(
                "blkio",
                "blkio.throttle.io_service_bytes_recursive",
                "8:0 Read 10\n8:0 Write 20\n8:16 Read 1\n8:16 Write 2\nTotal 33\n");

        assertThat(CgroupUsage.of(table("cpuacct", "memory", "pids", "blkio"), GROUP))
                .contains(new CgroupUsage(1500, 700, OptionalLong.of(4096), 3, 11, 22));
    }

    @Test
    void aHugeLimitOfVersion1IsNone() throws IOException {
        file("memory", "memory.usage_in_bytes", "1000\n");
        file("memory", "memory.limit_in_bytes", "9223372036854771712\n");

        assertThat(CgroupUsage.of(table("memory"), GROUP))
                .contains(new CgroupUsage(0, 1000, OptionalLong.empty(), 0, 0, 0));
    }

    @Test
    void readsVersion2() throws IOException {
        file("unified", "cpu.stat", "usage_usec 7\nuser_usec 5\n");
        file("unified", "memory.current", "1000\n");
        file("unified", "memory.stat", "anon 1\ninactive_file 300\n");
        file("unified", "memory.max", "max\n");
        file("unified", "pids.current", "3\n");
        file("unified", "io.stat", "8:0 rbytes=10 wbytes=20 rios=1\n8:16 rbytes=1 wbytes=2\n");

        MountTable table =
                new MountTable(List.of(new Mount("/", root.resolve("unified"), "cgroup2", "cgroup2", "rw,relatime")));
        assertThat(CgroupUsage.of(table, GROUP)).contains(new CgroupUsage(7000, 700, OptionalLong.empty(), 3, 11, 22));
    }

    @Test
    void aGroupThatIsGoneHasNone() {
        assertThat(CgroupUsage.of(table("memory"), GROUP)).isEmpty();
    }

    private MountTable table(String... controllers) {
        return new MountTable(List.of(controllers).stream()
                .map(name -> new Mount("/", root.resolve(name), "cgroup", "cgroup", "rw,relatime," + name))
                .toList());
    }

    private void file(String hierarchy, String name, String content) throws IOException {
        Path directory = Files.createDirectories(Path.of(root.resolve(hierarchy) + GROUP));
        Files.writeString(directory.resolve(name), content);
    }
}
