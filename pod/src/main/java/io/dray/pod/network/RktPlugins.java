package io.dray.pod.network;

import io.dray.core.JsonValue.JsonObject;
import io.dray.core.ShellQuote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What plugins found around them that rkt called: a {@code CNI_PATH} whose last part lies below the directory they were started
 * in, and beside them plugins that did not mind an {@code args} in a configuration that is a list. Those of today do, so they get
 * it without.
 */
final class RktPlugins {
    private static final Path OWN = Path.of("/usr/lib/rkt/plugins/net");
    private static final List<Path> MACHINE = List.of(Path.of("/usr/lib/cni"), Path.of("/opt/cni/bin"));

    /** Relative to the directory in which plugins are started. */
    private static final String PLACE = "stage1/rootfs/usr/lib/rkt/plugins/net";

    private static final String LINK = """

            # The plugins of this machine, where rkt had its own.
            "$busybox" mkdir -p "$network/${place%/*}" && "$busybox" ln -sfn "$machine" "$network/$place" ||
                give_up 254 "$network/$place cannot be made"
            """;

    private static final String WRAP = """

            # The plugins of this machine, where rkt had its own, each behind what takes a list named args for none.
            "$busybox" mkdir -p "$network/$place" && "$busybox" cat >"$network/$place/.without-list" <<END &&
            #!/bin/sh
            "$busybox" tr '\\n' ' ' | "$busybox" sed 's/"args" *: *\\[[^]]*\\]/"args":{}/' | "$machine/\\${0##*/}"
            END
                "$busybox" chmod 755 "$network/$place/.without-list" || give_up 254 "$network/$place cannot be made"
            for plugin in "$machine"/*; do
                "$busybox" ln -sfn .without-list "$network/$place/${plugin##*/}"
            done
            """;

    private RktPlugins() {}

    /** Plugins of the local configuration first, then rkt's own. */
    static String variable(Path local) {
        return local + ":" + OWN + ":" + PLACE;
    }

    /** Makes the last part of the variable; knows {@code network}, {@code busybox} and {@code give_up}. */
    static String script(NetworkPlan plan) {
        Path machine = MACHINE.getFirst();
        for (Path directory : MACHINE.reversed()) {
            machine = Files.isDirectory(directory) ? directory : machine;
        }
        boolean lists = false;
        for (JoinedNetwork network : plan.networks()) {
            lists |= hasList(network.configuration());
        }
        return "place=" + PLACE + "\nmachine=" + ShellQuote.quote(machine.toString()) + "\n" + (lists ? WRAP : LINK);
    }

    private static boolean hasList(NetworkConfiguration network) {
        for (NetworkConfiguration.Plugin plugin : network.plugins()) {
            if (!(plugin.json().fieldIgnoringCase("args").orElse(plugin.json()) instanceof JsonObject)) {
                return true;
            }
        }
        return false;
    }
}
