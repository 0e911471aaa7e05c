package io.dray.pod.network;

import io.dray.core.ShellQuote;
import io.dray.core.ShellScript;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ports of the host that lead to pods: two maps in the nft table {@code dray}, made once, with an element per port and pod. The
 * comment of each element is the uuid of the pod that has the port.
 */
final class PortRules {
    /** The part of {@code release} that comes before the addresses are given back. */
    static final String DETACH = """
            if [ -n "$here" ]; then
                /bin/sh "$network/unforward" "$uuid"
            else
                "$nsenter" --net=/proc/self/fd/8 /bin/sh "$network/unforward" "$uuid"
            fi || failed=yes
            """;

    private static final String ATTACH = """

            # ports of the host; answers tell addresses as "address", or as "ip" before version 0.3 of the CNI specification
            address=$("$busybox" sed -n 's/.*"\\(address\\|ip\\)": *"\\([0-9.]*\\/[0-9]*\\)".*/\\2/p' "$network/$leading.result" | "$busybox" head -n 1)
            [ -n "$address" ] || give_up 254 "network $leading gave no IPv4 address to which ports can lead"
            "$nsenter" --net=/proc/self/fd/8 /bin/sh "$network/forward" "$address" >"$network/forward.result" 2>&1 ||
                give_up 254 "$("$busybox" head -n 1 "$network/forward.result")"
            """;

    /** Needs {@code nft}; who calls it holds the lock. */
    private static final String REMOVE = """
            elements() { # MAP
                "$nft" list map ip dray "$1" 2>/dev/null | tr '{},' '\\n\\n\\n' | sed -n 's/^[[:space:]]*//; / : /p'
            }

            # Removes all elements of a pod.
            remove_elements() { # UUID
                for map in ports ports_at; do
                    elements "$map" | sed -n "s/^\\(.*\\) comment \\"$1\\" : .*/delete element ip dray $map { \\1 }/p"
                done | "$nft" -f -
            }
            """;

    private static final String RULES = """
            make_rules() {
                "$nft" -f - <<END
            add table ip dray
            add map ip dray ports { type inet_proto . inet_service : ipv4_addr . inet_service; }
            add map ip dray ports_at { type ipv4_addr . inet_proto . inet_service : ipv4_addr . inet_service; }
            add set ip dray neighbours { type ipv4_addr . ipv4_addr; flags interval; }
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
            add rule ip dray returning ip saddr 127.0.0.0/8 ct status dnat masquerade
            add rule ip dray returning ip saddr . ip daddr @neighbours ct status dnat masquerade
            add chain ip dray loopback { type filter hook prerouting priority raw; policy accept; }
            flush chain ip dray loopback
            add rule ip dray loopback iifname != "lo" ip daddr 127.0.0.0/8 drop
            END
            }
            """;

    private static final String FORWARD = """
            address=${1%/*}
            exec 4>>"$lock"
            "$flock" 4
            "$nft" list set ip dray neighbours >/dev/null 2>&1 && "$nft" list chain ip dray loopback >/dev/null 2>&1 ||
                make_rules 2>/dev/null || { echo 'the rules for ports cannot be made with nft'; exit 1; }
            # who is in the same network as the pod answers it directly, and would not be understood
            "$nft" "add element ip dray neighbours { $1 . $1 }" 2>/dev/null || "$nft" "get element ip dray neighbours { $address . $address }" >/dev/null ||
                { echo "the rules for the network of $1 cannot be made with nft"; exit 1; }
            # lets the host reach pods from 127.0.0.1; the chain loopback keeps pods from the host's own
            link=$("$busybox" ip route get "$address" | sed -n 's/.* dev \\([^ ]*\\).*/\\1/p')
            echo 1 >"/proc/sys/net/ipv4/conf/$link/route_localnet"

            # Who has a port; a pod whose processes are gone does not keep it.
            holder_gone() { # MAP KEY
                holder=$(elements "$1" | sed -n "s/^$2 comment \\"\\([0-9a-f-]*\\)\\" : .*/\\1/p")
                [ -n "$holder" ] || return 1
                [ ! -e "$pods/$holder/lock" ] || "$flock" -n "$pods/$holder/lock" true
            }

            forward() { # MAP KEY PORT LABEL
                element="element ip dray $1 { $2 comment \\"$uuid\\" : $address . $3 }"
                "$nft" "create $element" 2>/dev/null && return
                if holder_gone "$1" "$2" && remove_elements "$holder" && "$nft" "create $element"; then
                    return
                fi
                remove_elements "$uuid"
                echo "$4 already leads to pod $holder"
                exit 1
            }

            """;

    private static final String LOCKED = """
            exec 4>>"$lock"
            "$flock" 4
            """;

    private static final String REMOVE_GONE = """
            for map in ports ports_at; do
                elements "$map" | sed -n 's/.* comment "\\([0-9a-f-]*\\)" : .*/\\1/p'
            done | sort -u | while read -r uuid; do
                if [ ! -e "$pods/$uuid/" ]; then
                    remove_elements "$uuid" && echo "$uuid"
                fi
            done
            """;

    private PortRules() {}

    /** The part of the script that connects the pod, once it has its addresses. */
    static String attach(String network) {
        return "\nleading=" + ShellQuote.quote(network) + ATTACH;
    }

    /** The script that makes ports lead to the address (with its prefix) that is its argument; it runs in the host's network. */
    static String forwardScript(String uuid, List<ForwardedPort> ports, NetworkPlaces places, NetworkTools tools) {
        Map<String, String> values = values(places, tools.nft(), tools.flock());
        values.put("uuid", uuid);
        values.put("busybox", tools.busybox());
        values.put("pods", places.pods().toString());
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

    /** The script that removes all ports of the pod whose uuid is its argument; it may run any number of times. */
    static String removeScript(NetworkPlaces places, NetworkTools tools) {
        return ShellScript.of(
                "Takes back the ports of the host that lead to a pod.",
                values(places, tools.nft(), tools.flock()),
                REMOVE + LOCKED + "remove_elements \"$1\"\n");
    }

    /** The script that removes the ports of pods whose directories are gone, and prints their uuids. */
    static String removeGoneScript(NetworkPlaces places) {
        Map<String, String> values = values(places, "nft", "flock");
        values.put("pods", places.pods().toString());
        return ShellScript.of("Takes back ports that lead nowhere.", values, REMOVE + LOCKED + REMOVE_GONE);
    }

    private static Map<String, String> values(NetworkPlaces places, String nft, String flock) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("nft", nft);
        values.put("flock", flock);
        values.put("lock", places.portsLock().toString());
        return values;
    }

    /** The host's rule by which pods of the default network reach other networks under the host's address. */
    static String masqueradeScript(NetworkTools tools) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("nft", tools.nft());
        values.put("subnet", BuiltinNetworks.SUBNET);
        return ShellScript.of(
                "Lets pods reach other networks under the host's address: one rule for all pods, made when it is missing.",
                values,
                """
                "$nft" list chain ip dray postrouting >/dev/null 2>&1 && exit
                "$nft" -f - <<END
                add table ip dray
                add chain ip dray postrouting { type nat hook postrouting priority srcnat; policy accept; }
                flush chain ip dray postrouting
                add rule ip dray postrouting ip saddr $subnet ip daddr != $subnet masquerade
                END
                """);
    }
}
