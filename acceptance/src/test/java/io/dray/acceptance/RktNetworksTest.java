package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What network plugins meet under rkt's name. */
class RktNetworksTest {
    private static final String IMAGE = "example.com/rkt/networks";

    /** Of this process alone, so that others may test beside it. */
    private static final String SUBNET = "10.218." + ProcessHandle.current().pid() % 200 + ".";

    @TempDir
    private Path directory;

    @BeforeEach
    void makeNetwork() throws IOException {
        Path network = Files.createDirectories(directory.resolve("local/net.d"));
        Files.writeString(network.resolve("old.conf"), """
                {"Name":"old","Type":"noting","args":["a=b"],
                 "Ipam":{"type":"host-local","dataDir":"%s/leases","subnet":"%s0/28"}}
                """.formatted(directory, SUBNET));
        Path plugin = Files.writeString(network.resolve("noting"), """
                #!/bin/sh
                [ "$CNI_COMMAND" = ADD ] || { echo "it is lost" >&2; exit 1; }
                echo "$CNI_VERSION $CNI_NETNS $CNI_PATH" >"%s/noted"
                exec "${CNI_PATH##*:}/ptp"
                """.formatted(directory));
        assertThat(plugin.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void aPluginFindsOthersWhereRktHadThemAndHindersNobodyWhenItFailsLater() throws IOException {
        Rkt rkt = Rkt.in(directory);
        rkt.fetch(TinyImage.named(IMAGE, directory.resolve("image")));

        Rkt.assertEnds(rkt.line("run --net=none,old " + IMAGE + " --exec=/bin/sh --", "-c", "ip -4 addr"), 0, SUBNET);

        assertThat(Files.readString(directory.resolve("noted")))
                .matches("0\\.1\\.0 /var/run/netns/cni-[0-9a-f-]{36} " + directory
                        + "/local/net\\.d:/usr/lib/rkt/plugins/net:stage1/rootfs/usr/lib/rkt/plugins/net\n");
        Dray.Result collected = rkt.line("gc --grace-period=0s");
        assertThat(collected.code()).as(collected.err()).isZero();
        assertThat(collected.err()).contains("it is lost", "noting cannot give back");
        assertThat(rkt.line("list --no-legend").out()).isBlank();
    }
}
