package io.dray.pod;

import io.dray.core.ShellScript;
import io.dray.linux.Command;
import io.dray.linux.ProgramRunner;
import io.dray.pod.network.ForwardedPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ports of the host that lead to pods: two maps in the nft table {@code dray}, made once, with an element per port and pod. Each
 * element names the pod's address, and so says for as long as the address is leased whose it is.
 */
final class PortRules {
    /** The part of {@code start} that comes after the pod has its address. */
    static final String START = """

            # ports of the host
            address=$("$busybox" sed -n 's/.*"address": *"\\([0-9.]*\\).*/\\1/p' "$pod/network/default.result" | "$busybox" head -n 1)
            "$nsenter" --net=/proc/self/fd/8 /bin/sh "$pod/network/forward" "$address" >"$pod/network/forward.result" 2>&1 ||
                give_up 254 "$("$busybox" head -n 1 "$pod/network/forward.result")"
            """;

    /** Needs {@code nft} and {@code address}; who calls it holds the lock. */
    private static final String REMOVE = """
            # Removes all elements that lead to an address.
            remove_elements() { # ADDRESS
                for map in ports ports_at; do
                    "$nft" list map ip dray $map 2>/dev/null | tr '{},' '\\n\\n\\n' |
                        sed -n "s/^[[:space:]]*\\(.*\\) : $1 \\. [0-9]*[[:space:]]*\\$/delete element ip dray $map { \\1 }/p"
                done | "$nft" -f -
            }
            """;

    private static final String RULES = """
            make_rules() {
                "$nft" -f - <<END
            add table ip dray
            add map ip dray ports { type inet_proto . inet_service : ipv4_addr . inet_service; }
            add map ip dray ports_at { type ipv4_addr . inet_proto . inet_service : ipv4_addr . inet_service; }
            add chain ip dray forwarded
            flush chain ip dray forwarded
            add rule ip dray forwarded dnat ip to ip daddr . meta l4proto . th dport map @ports_at
            add rule ip dray forwarded fib daddr type local dnat ip to meta l4proto . th dport map @ports
            add chain ip dray prerouting { type nat hook prerouting priority dstnat; policy accept; }
            flush chain ip dray prerouting
            add rule ip dray prerouting meta l4proto { tcp, udp } jump forwarded
            add chain ip dray output { type nat hook output priority -100; policy accept; }
            flush chain ip dray output
            add rule ip dray output meta l4proto { tcp, udp } jump forwarded
            add chain ip dray returning { type nat hook postrouting priority srcnat; policy accept; }
            flush chain ip dray returning
            add rule ip dray returning ip saddr 127.0.0.0/8 oifname "$bridge" masquerade
            add rule ip dray returning ip saddr $subnet ip daddr $subnet ct status dnat masquerade
            add chain ip dray loopback { type filter hook prerouting priority raw; policy accept; }
            flush chain ip dray loopback
            add rule ip dray loopback iifname "$bridge" ip daddr 127.0.0.0/8 drop
            END
            }
            """;

    private static final String FORWARD = """
            address=$1
            exec 4>>"$lock"
            "$flock" 4
            "$nft" list map ip dray ports >/dev/null 2>&1 && "$nft" list chain ip dray loopback >/dev/null 2>&1 ||
                make_rules 2>/dev/null || { echo 'the rules for ports cannot be made with nft'; exit 1; }
            # lets the host reach pods from 127.0.0.1; the chain loopback keeps pods from the host's own
            echo 1 >"/proc/sys/net/ipv4/conf/$bridge/route_localnet"

            # Who has a port, by the address that it leads to; a pod whose processes are gone does not keep it.
            holder_gone() { # MAP KEY
                held=$("$nft" list map ip dray "$1" | tr '{},' '\\n\\n\\n' | sed -n "s/^[[:space:]]*$2 : \\([0-9.]*\\) \\. .*/\\1/p")
                [ -n "$held" ] || return 1
                read -r holder <"$leases/$held" || return 0
                holder=${holder%%[!0-9a-f-]*}
                [ ! -e "$pods/$holder/lock" ] || "$flock" -n "$pods/$holder/lock" true
            }

            forward() { # MAP KEY PORT LABEL
                element="element ip dray $1 { $2 : $address . $3 }"
                "$nft" "create $element" 2>/dev/null && return
                if holder_gone "$1" "$2" && remove_elements "$held" && "$nft" "create $element"; then
                    return
                fi
                remove_elements "$address"
                echo "$4 already leads to pod $holder"
                exit 1
            }

            """;

    private static final String RELEASE = """
            exec 4>>"$lock"
            "$flock" 4
            remove_elements "$1"
            """;

    private PortRules() {}

    /** The script that makes ports lead to the address that is its argument; it runs in the host's network namespace. */
    static String forwardScript(List<ForwardedPort> ports, RuntimeDirectory runtime, HostTools tools) {
        Map<String, String> values = values(runtime, tools);
        values.put("bridge", DefaultNetwork.BRIDGE);
        values.put("subnet", DefaultNetwork.SUBNET);
        values.put("leases", runtime.networks().resolve(DefaultNetwork.NAME).toString());
        values.put("pods", runtime.pods().toString());
        StringBuilder body = new StringBuilder(REMOVE).append(RULES).append(FORWARD);
        for (ForwardedPort port : ports) {
            String key = port.protocol() + " . " + port.hostPort();
            boolean at = port.hostAddress().isPresent();
            body.append(at ? "forward ports_at '" + port.hostAddress().get() + " . " : "forward ports '")
                    .append(key)
                    .append("' ")
                    .append(port.podPort())
                    .append(" '")
                    .append(port.label())
                    .append("'\n");
        }
        return ShellScript.of("Makes ports of the host lead to this pod.", values, body.toString());
    }

    /** The script that removes whatever leads to the address that is its argument; it may run any number of times. */
    static String removeScript(RuntimeDirectory runtime, HostTools tools) {
        return ShellScript.of(
                "Takes back the ports of the host that lead to an address.", values(runtime, tools), REMOVE + RELEASE);
    }

    private static Map<String, String> values(RuntimeDirectory runtime, HostTools tools) {
        return values(runtime, tools.path("nft"), tools.path("flock"));
    }

    private static Map<String, String> values(RuntimeDirectory runtime, String nft, String flock) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("nft", nft);
        values.put("flock", flock);
        values.put("lock", runtime.portsLock().toString());
        return values;
    }

    /** Removes whatever leads to an address whose pod is gone. No lock means that no port was ever forwarded. */
    static void remove(String address, RuntimeDirectory runtime, ProgramRunner programs) {
        Path lock = runtime.portsLock();
        if (Files.exists(lock)) {
            String script = ShellScript.of(
                    "Takes back ports.", values(runtime, "nft", "flock"), "set -- \"$0\"\n" + REMOVE + RELEASE);
            programs.require(Command.of("/bin/sh", "-c", script, address));
        }
    }
}
