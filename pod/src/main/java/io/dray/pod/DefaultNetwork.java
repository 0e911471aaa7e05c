package io.dray.pod;

import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.ShellScript;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The machine's own network for pods: a bridge with addresses given out by the CNI plugins {@code bridge} and
 * {@code host-local}.
 *
 * <p>The plugin's own masquerading costs 12 ms at each start and 40 ms at each end, so it is off; one static rule in the nft
 * table {@code dray} does it for all pods. The bridge plugin turns forwarding on, because the bridge has the gateway's address.
 */
final class DefaultNetwork {
    /** The bridge's name. */
    static final String BRIDGE = "dray0";

    /** rkt's default network. */
    static final String SUBNET = "172.16.28.0/24";

    /** Where pods reach the machine: host-local gives the bridge the first address. */
    static final String GATEWAY = "172.16.28.1";

    /** The name under which host-local keeps the addresses, a directory of {@link RuntimeDirectory#networks}. */
    static final String NAME = "default";

    /** The pod's interface. */
    static final String INTERFACE = "eth0";

    /** The part of {@code start} that connects the pod. */
    static final String START = """

        # network: the plugin runs in the host's network namespace and reaches into this one
        "$nsenter" --net=/proc/self/fd/8 /bin/sh "$pod/network/masquerade" &
        masquerade=$!
        CNI_COMMAND=ADD CNI_CONTAINERID="$uuid" CNI_NETNS="/proc/$$/ns/net" CNI_IFNAME=eth0 CNI_PATH="$cni" \\
            "$nsenter" --net=/proc/self/fd/8 "$cni/bridge" <"$pod/network/default.conf" >"$pod/network/default.result" ||
            give_up 254 "network default: $("$busybox" sed -n 's/.*"msg": *"\\(.*\\)".*/\\1/p' "$pod/network/default.result")"
        wait "$masquerade" || give_up 254 "network default: the host's masquerading cannot be set up"
        """;

    private static final String RELEASE = """
        CNI_COMMAND=DEL CNI_CONTAINERID="$uuid" CNI_NETNS= CNI_IFNAME=eth0 CNI_PATH="$cni" \\
            "$nsenter" --net=/proc/self/fd/8 "$cni/bridge" <"$pod/network/default.conf" >/dev/null
        """;

    /** Before the address is given back: it says whose the ports are. */
    private static final String UNFORWARD = """
        address=$("$busybox" sed -n 's/.*"address": *"\\([0-9.]*\\).*/\\1/p' "$pod/network/default.result" | "$busybox" head -n 1)
        [ -z "$address" ] || "$nsenter" --net=/proc/self/fd/8 /bin/sh "$pod/network/unforward" "$address"
        """;

    private static final String MASQUERADE = """
        "$nft" list chain ip dray postrouting >/dev/null 2>&1 && exit
        "$nft" -f - <<END
        add table ip dray
        add chain ip dray postrouting { type nat hook postrouting priority srcnat; policy accept; }
        flush chain ip dray postrouting
        add rule ip dray postrouting ip saddr $subnet ip daddr != $subnet masquerade
        END
        """;

    private DefaultNetwork() {}

    static void addValues(Map<String, String> values, HostTools tools) {
        values.put("nsenter", tools.path("nsenter"));
        values.put("cni", tools.cniDirectory().toString());
    }

    /** The script that gives the pod's address back; it may run any number of times. */
    static String releaseScript(PodDirectory pod, HostTools tools, boolean forwardsPorts) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("uuid", pod.uuid());
        values.put("pod", pod.root().toString());
        values.put("busybox", tools.path("busybox"));
        addValues(values, tools);
        return ShellScript.of(
                "Gives back the pod's address. The interface goes with the pod's network namespace.",
                values,
                forwardsPorts ? UNFORWARD + RELEASE : RELEASE);
    }

    /** The script that makes the host's rule, in the host's network namespace. */
    static String masqueradeScript(HostTools tools) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("nft", tools.path("nft"));
        values.put("subnet", SUBNET);
        return ShellScript.of(
                "Lets pods reach other networks under the host's address: one rule for all pods, made when it is"
                        + " missing.",
                values,
                MASQUERADE);
    }

    /** The configuration of the plugins (CNI specification 0.4.0). */
    static String configuration(RuntimeDirectory runtime) {
        JsonObject range = JsonValue.object().put("subnet", SUBNET).build();
        JsonObject route = JsonValue.object().put("dst", "0.0.0.0/0").build();
        JsonObject addresses = JsonValue.object()
                .put("type", "host-local")
                .put("dataDir", runtime.networks().toString())
                .put("ranges", new JsonArray(List.of(new JsonArray(List.of(range)))))
                .put("routes", new JsonArray(List.of(route)))
                .build();
        return Json.write(JsonValue.object()
                .put("cniVersion", "0.4.0")
                .put("name", NAME)
                .put("type", "bridge")
                .put("bridge", BRIDGE)
                .put("isGateway", true)
                .put("ipMasq", false)
                .put("hairpinMode", true)
                .put("ipam", addresses)
                .build());
    }
}
