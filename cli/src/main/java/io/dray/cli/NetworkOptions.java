package io.dray.cli;

import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.pod.network.Hostname;
import io.dray.pod.network.NameOptions;
import io.dray.pod.network.NetworkChoice;
import io.dray.pod.network.PortForward;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options of {@code run} that say which networks the pod is on, what leads to it, and how it finds the addresses of names. */
final class NetworkOptions {
    private static final OptionSpec NET = OptionSpec.value(
                    "net",
                    "NAME[:ARGUMENT=VALUE;...],...",
                    "Put the pod on these networks: default, default-restricted, those configured in net.d, or all of them;"
                            + " host for this machine's own, none for loopback only")
            .alone("default")
            .repeated();
    static final OptionSpec PORT = OptionSpec.value(
                    "port",
                    "NAME:[IP:]HOSTPORT",
                    "Let a port of this machine, or of one of its addresses, lead to the port that the image calls"
                            + " NAME; of a pod without images, to PODPORT in NAME:tcp|udp:PODPORT:IP:HOSTPORT")
            .repeated();
    private static final OptionSpec HOSTNAME = OptionSpec.value(
            "hostname", "NAME", "Name the pod's host instead of dray-UUID (rkt-UUID under the name rkt)");
    private static final OptionSpec DNS = OptionSpec.value(
                    "dns",
                    "IP|host|none",
                    "Ask these name servers; host takes this machine's resolv.conf as it is, none leaves the image's")
            .repeated();
    private static final OptionSpec DNS_SEARCH = OptionSpec.value(
                    "dns-search", "DOMAIN", "Look for short names in this domain")
            .repeated();
    private static final OptionSpec DNS_OPT = OptionSpec.value(
                    "dns-opt", "OPTION", "Set an option of resolv.conf, such as ndots:2")
            .repeated();
    private static final OptionSpec DNS_DOMAIN =
            OptionSpec.value("dns-domain", "DOMAIN", "Set the local domain of resolv.conf");
    private static final OptionSpec HOSTS_ENTRY = OptionSpec.value(
                    "hosts-entry",
                    "IP=NAME|host",
                    "Add a line to /etc/hosts of the apps; host takes the file of this machine")
            .repeated();

    static final List<OptionSpec> WITHOUT_PORTS =
            List.of(NET, HOSTNAME, DNS, DNS_SEARCH, DNS_OPT, DNS_DOMAIN, HOSTS_ENTRY);

    static final OptionSpec[] ALL = {NET, PORT, HOSTNAME, DNS, DNS_SEARCH, DNS_OPT, DNS_DOMAIN, HOSTS_ENTRY};

    private static final OptionSpec[] OF_NAMES = {DNS, DNS_SEARCH, DNS_OPT, DNS_DOMAIN, HOSTS_ENTRY};

    private NetworkOptions() {}

    static NetworkChoice choice(ParsedArguments arguments) {
        return NetworkChoice.parse(arguments.values(NET));
    }

    /** Empty if the command line does not say it. */
    static Optional<NetworkChoice> givenChoice(ParsedArguments arguments) {
        return arguments.values(NET).isEmpty() ? Optional.empty() : Optional.of(choice(arguments));
    }

    /** Empty if the command line says nothing of it. */
    static Optional<NameOptions> givenNames(ParsedArguments arguments) {
        boolean given = false;
        for (OptionSpec option : OF_NAMES) {
            given |= !arguments.values(option).isEmpty();
        }
        return given ? Optional.of(names(arguments)) : Optional.empty();
    }

    /** Empty if the command line does not say it. */
    static Optional<Hostname> givenHostname(ParsedArguments arguments) {
        return arguments.value(HOSTNAME).isEmpty() ? Optional.empty() : Optional.of(hostname(arguments));
    }

    static Hostname hostname(ParsedArguments arguments) {
        Optional<String> name = arguments.value(HOSTNAME);
        if (name.isPresent() && !name.get().isEmpty()) {
            return Hostname.parse(name.get());
        }
        return Hostname.ofUuid(ProgramName.current() == ProgramName.RKT ? "rkt-" : "dray-");
    }

    /**
     * The ports that lead to the pod.
     *
     * @param others those of its manifest
     */
    static List<PortForward> ports(ParsedArguments arguments, List<PortForward> others) {
        List<PortForward> ports = new ArrayList<>(others);
        for (String text : arguments.values(PORT)) {
            ports.add(PortForward.parse(text));
        }
        return ports;
    }

    static List<PortForward> wholePorts(ParsedArguments arguments) {
        List<PortForward> ports = new ArrayList<>();
        for (String text : arguments.values(PORT)) {
            ports.add(PortForward.parseWhole(text));
        }
        return ports;
    }

    static NameOptions names(ParsedArguments arguments) {
        NameOptions names = said(arguments);
        return ProgramName.current() == ProgramName.RKT ? names.inRktsWay() : names;
    }

    private static NameOptions said(ParsedArguments arguments) {
        for (OptionSpec option : OF_NAMES) {
            if (!arguments.values(option).isEmpty()) {
                return NameOptions.of(
                        list(arguments, DNS),
                        list(arguments, DNS_SEARCH),
                        list(arguments, DNS_OPT),
                        arguments.value(DNS_DOMAIN),
                        list(arguments, HOSTS_ENTRY));
            }
        }
        return NameOptions.UNSAID;
    }

    /** As in rkt, one option may have several values, with commas between them. */
    private static List<String> list(ParsedArguments arguments, OptionSpec option) {
        List<String> values = new ArrayList<>();
        for (String text : arguments.values(option)) {
            int start = 0;
            while (start <= text.length()) {
                int comma = text.indexOf(',', start);
                int end = comma < 0 ? text.length() : comma;
                values.add(text.substring(start, end));
                start = end + 1;
            }
        }
        return values;
    }
}
