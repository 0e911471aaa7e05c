package io.dray.pod.network;

import io.dray.core.ShellQuote;
import io.dray.core.ShellScript;
import io.dray.linux.Programs;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The scripts that connect a pod and give back what it got. Plugins work in the host's network and reach into the pod's; they are
 * told what the pod's own copy of the configuration says, whatever becomes of the file it was read from.
 */
final class NetworkScripts {
    private static final String CALL = """

            # Lets a plugin work, in the host's network.
            call() { # COMMAND INTERFACE VERSION ARGUMENTS PROGRAM
                (
                    cd "$network" || exit
                    export CNI_COMMAND="$1" CNI_IFNAME="$2" CNI_VERSION="$3" CNI_ARGS="$4" CNI_PATH="$plugins"
                    export CNI_CONTAINERID="$uuid" CNI_NETNS="$netns"
                    [ -z "$here" ] || exec "$5"
                    exec "$nsenter" --net=/proc/self/fd/8 "$5"
                )
            }

            # What a plugin is told that goes on from what those before it did.
            with_result() { # NETWORK CONFIGURATION
                read -r configuration <"$network/$2"
                printf '{"prevResult":%s,%s\\n' "$("$busybox" cat "$network/$1.result")" "${configuration#?}"
            }
            """;

    private static final String ATTACH = """

            # What a plugin says went wrong.
            not_joined() { # NETWORK EXIT_CODE PROGRAM ANSWER
                why=$("$busybox" tr -d '\\n' <"$4" | "$busybox" sed -n \\
                    -e 's/.*"msg": *"\\(\\([^"\\]\\|\\\\.\\)*\\)".*/\\1/' -e 's/\\\\\\(.\\)/\\1/g' \\
                    -e 's/requested IP address \\([^ ]*\\) is not available in range set.*/requested IP address "\\1" is not available in network: '"$1/" -e p)
                give_up 254 "failed to setup network $1: ${why:-$3 failed with exit code $2}"
            }

            join_first() { # NETWORK CONFIGURATION INTERFACE VERSION ARGUMENTS PROGRAM
                call ADD "$3" "$4" "$5" "$6" <"$network/$2" >"$network/$1.result" ||
                    not_joined "$1" $? "$6" "$network/$1.result"
            }

            join_next() { # NETWORK CONFIGURATION INTERFACE VERSION ARGUMENTS PROGRAM
                with_result "$1" "$2" | call ADD "$3" "$4" "$5" "$6" >"$network/$1.next" ||
                    not_joined "$1" $? "$6" "$network/$1.next"
                "$busybox" mv "$network/$1.next" "$network/$1.result"
            }

            network=$pod/network
            here=
            : >"$network/attached"
            """;

    /** Plugins that keep a path for later must not find another process under a number that was used again. */
    private static final String NAMED_NAMESPACE = """
            "$busybox" mkdir -p "${netns%/*}" && "$busybox" ln -sfn "/proc/$$/ns/net" "$netns" ||
                give_up 254 "$netns cannot be made"
            """;

    private static final String RELEASE_PURPOSE = """
            Gives back the addresses of the pod, and whatever else plugins keep; its interfaces go with its network.
            usage: release [here [again]]
            Without an argument descriptor 8 is the host's network; otherwise this process is in it. Prints which plugins work; the
            second argument has them do so even if they have done it before.""";

    private static final String RELEASE = """

            network=${0%/*}/network
            here=${1-}
            [ -e "$network/attached" ] || exit 0
            [ ! -e "$network/released" ] || [ -n "${2-}" ] || exit 0
            failed=
            # the number of a process that is gone may be another's by now
            [ -z "$here" ] || [ -z "$netns" ] || "$busybox" rm -f "$netns"

            leave() { # NETWORK CONFIGURATION INTERFACE VERSION ARGUMENTS PROGRAM [list]
                [ -z "$here" ] || echo "${6##*/}"
                if [ -n "${7-}" ] && [ -s "$network/$1.result" ]; then
                    answer=$(with_result "$1" "$2" | call DEL "$3" "$4" "$5" "$6")
                else
                    answer=$(call DEL "$3" "$4" "$5" "$6" <"$network/$2")
                fi || {
                    failed=yes
                    echo "dray: network $1: ${6##*/} cannot give back what pod $uuid had: $answer" | "$busybox" tr -d '\\n\\t' >&2
                    echo >&2
                }
            }
            """;

    private static final String RELEASED = """
            [ -z "$netns" ] || "$busybox" rm -f "$netns"
            [ -z "$failed" ] || exit 1
            : >"$network/released"
            """;

    /** Plugins find the rules of their ipMasq by the pod's interface, which a pod that was killed has no more. */
    private static final String UNMASQUERADE = """
            own_rules() { # SED_COMMANDS
                "$iptables-save" -t nat | "$busybox" sed -n "/ id: .*$uuid/{ $1; }"
            }
            if [ -n "$here" ]; then
                {
                    echo '*nat'
                    own_rules 's/^-A POSTROUTING /-D POSTROUTING /p'
                    own_rules 's/^-A POSTROUTING .* -j \\(CNI-[0-9a-f]*\\)$/-F \\1\\n-X \\1/p'
                    echo COMMIT
                } | "$iptables-restore" --noflush || failed=yes
            fi
            """;

    private static final String MASQUERADE = """
            # one rule for all pods, made when it is missing
            "$nsenter" --net=/proc/self/fd/8 /bin/sh "$network/masquerade" &
            masquerade=$!
            """;

    private static final String MASQUERADED = """
            wait "$masquerade" || give_up 254 "network default: the host's masquerading cannot be set up"
            """;

    private final String uuid;
    private final NetworkPlan plan;
    private final NetworkTools tools;

    NetworkScripts(String uuid, NetworkPlan plan, NetworkTools tools) {
        this.uuid = uuid;
        this.plan = plan;
        this.tools = tools;
    }

    /** What {@code start} reads once the pod has left the host's network; it knows {@code pod}, {@code uuid}, {@code give_up}. */
    String attach(boolean mayTakeNameServers, boolean forwardsPorts) {
        StringBuilder body = new StringBuilder(CALL).append(ATTACH);
        Map<String, String> values = values();
        if (plan.asRkt()) {
            body.append(RktPlugins.script(plan));
        }
        body.append(plan.mayBringNameServers() ? NAMED_NAMESPACE : "netns=/proc/$$/ns/net\n");
        if (plan.needsRules()) {
            body.append(MASQUERADE);
        }
        for (JoinedNetwork network : plan.networks()) {
            List<Path> programs = network.programs();
            for (int i = 0; i < programs.size(); i++) {
                body.append(line(i == 0 ? "join_first" : "join_next", network, i))
                        .append('\n');
            }
        }
        if (plan.needsRules()) {
            body.append(MASQUERADED);
        }
        if (mayTakeNameServers && plan.mayBringNameServers()) {
            body.append(NameServers.TAKE);
            for (JoinedNetwork network : plan.networks()) {
                if (!network.builtin()) {
                    body.append("take_name_servers ").append(network.name()).append('\n');
                }
            }
        }
        if (forwardsPorts) {
            body.append(PortRules.attach(plan.leading().name()));
        }
        return ShellScript.of("Connects this pod to its networks.", values, body.toString());
    }

    /** The script that gives everything back; it may run any number of times. */
    String release(boolean forwardsPorts) {
        StringBuilder body = new StringBuilder(CALL).append(RELEASE);
        if (forwardsPorts) {
            // before the addresses, to which they lead
            body.append(PortRules.DETACH);
        }
        Map<String, String> values = values();
        values.put("uuid", uuid);
        for (int n = plan.networks().size() - 1; n >= 0; n--) {
            JoinedNetwork network = plan.networks().get(n);
            for (int i = network.programs().size() - 1; i >= 0; i--) {
                boolean list = network.configuration().single().isEmpty();
                body.append(line("leave", network, i)).append(list ? " list\n" : "\n");
            }
        }
        if (masquerades()) {
            values.put("iptables", Programs.locate("iptables").toString());
            body.append(UNMASQUERADE);
        }
        String script = body.append(RELEASED).toString();
        boolean asRkt = plan.plugins().told().isPresent();
        return ShellScript.of(
                RELEASE_PURPOSE, values, asRkt ? script.replace("echo \"dray: ", "echo \"stage1: ") : script);
    }

    private boolean masquerades() {
        boolean any = false;
        for (JoinedNetwork network : plan.networks()) {
            any |= network.configuration().masquerades();
        }
        return any;
    }

    /** The file of a plugin's configuration. */
    static String file(JoinedNetwork network, int plugin) {
        return network.name() + (network.configuration().single().isPresent() ? ".conf" : "." + plugin + ".conf");
    }

    private static String line(String function, JoinedNetwork network, int plugin) {
        return ShellQuote.join(List.of(
                function,
                network.name(),
                file(network, plugin),
                network.interfaceName(),
                network.configuration().version(),
                network.allArguments(),
                network.programs().get(plugin).toString()));
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("nsenter", tools.nsenter());
        values.put("busybox", tools.busybox());
        PluginPath plugins = plan.plugins();
        values.put("plugins", plan.asRkt() ? RktPlugins.variable(plugins.told().orElseThrow()) : plugins.variable());
        values.put("netns", plan.mayBringNameServers() ? "/var/run/netns/cni-" + uuid : "");
        return values;
    }
}
