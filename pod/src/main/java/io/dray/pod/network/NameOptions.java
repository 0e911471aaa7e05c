package io.dray.pod.network;

import io.dray.core.InvalidInputException;
import io.dray.core.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How apps find the addresses of names, as far as the caller says so.
 *
 * @param servers addresses of name servers, or one word: the machine's own {@code resolv.conf}, none, or what the image and the
 *     networks bring; empty for what the image brings, else the machine's
 * @param searches domains to look for short names in
 * @param options resolver options
 * @param domain the local domain
 * @param hosts lines for {@code /etc/hosts}, or one word for the machine's own; empty for what the image brings
 */
public record NameOptions(
        List<String> servers,
        List<String> searches,
        List<String> options,
        Optional<String> domain,
        List<String> hosts) {
    /** Nothing said. */
    public static final NameOptions UNSAID =
            new NameOptions(List.of(), List.of(), List.of(), Optional.empty(), List.of());

    private static final String IMAGE = "image";

    private static final String HOST = "host";
    private static final String NONE = "none";

    public NameOptions {
        servers = List.copyOf(servers);
        searches = List.copyOf(searches);
        options = List.copyOf(options);
        hosts = List.copyOf(hosts);
    }

    /**
     * Checks values as the command line has them, lists already taken apart.
     *
     * @param entries each {@code host} or {@code IP=NAME}
     * @throws InvalidInputException that names the option and the value
     */
    public static NameOptions of(
            List<String> servers,
            List<String> searches,
            List<String> options,
            Optional<String> domain,
            List<String> entries) {
        for (String server : servers) {
            boolean word = server.equals(HOST) || server.equals(NONE);
            if (word && (servers.size() > 1 || !searches.isEmpty() || !options.isEmpty() || domain.isPresent())) {
                throw new InvalidInputException("--dns=" + server + " cannot be combined with other DNS options");
            } else if (!word && !IpAddress.isAddress(server)) {
                throw new InvalidInputException(
                        "--dns: '" + server + "' is not an IP address", "write an address, host or none");
            }
        }
        checkWords("--dns-search", searches);
        checkWords("--dns-opt", options);
        checkWords("--dns-domain", domain.isPresent() ? List.of(domain.get()) : List.of());
        List<String> hosts = new ArrayList<>();
        for (String entry : entries) {
            add(hosts, entry.equals(HOST) ? HOST : line(entry));
        }
        if (hosts.contains(HOST) && hosts.size() > 1) {
            throw new InvalidInputException("--hosts-entry=host cannot be combined with other entries");
        }
        return new NameOptions(servers, searches, options, domain, hosts);
    }

    /** The same in rkt's way: where nothing is said, and neither the image nor a network brings name servers, there are none. */
    public NameOptions inRktsWay() {
        return saysResolver() ? this : new NameOptions(List.of(IMAGE), searches, options, domain, hosts);
    }

    /** Whether anything about name servers was said. */
    public boolean saysResolver() {
        return (!servers.isEmpty() && !usesImages()) || !searches.isEmpty() || !options.isEmpty() || domain.isPresent();
    }

    /** Whether apps have only what their images or their networks bring, and nothing of the machine's. */
    public boolean usesImages() {
        return servers.contains(IMAGE);
    }

    /** Whether apps get the host's {@code resolv.conf} as it is. */
    public boolean copiesResolver() {
        return servers.contains(HOST);
    }

    /** Whether apps keep what their images have as {@code resolv.conf}. */
    public boolean refusesResolver() {
        return servers.contains(NONE);
    }

    /** Whether anything about {@code /etc/hosts} was said. */
    public boolean saysHosts() {
        return !hosts.isEmpty();
    }

    /** Whether apps get the host's {@code hosts}. */
    public boolean copiesHosts() {
        return hosts.contains(HOST);
    }

    /** Names of the same address share a line, as rkt wrote them. */
    private static void add(List<String> lines, String line) {
        String address = line.substring(0, line.indexOf(' ') + 1);
        for (int i = 0; i < lines.size(); i++) {
            if (!address.isEmpty() && lines.get(i).startsWith(address)) {
                lines.set(i, lines.get(i) + line.substring(address.length() - 1));
                return;
            }
        }
        lines.add(line);
    }

    private static String line(String entry) {
        int equals = entry.indexOf('=');
        String name = entry.substring(equals + 1);
        if (equals < 0 || !IpAddress.isAddress(entry.substring(0, equals)) || !isHostname(name)) {
            throw new InvalidInputException(
                    "--hosts-entry: '" + entry + "' is not an address and a name", "write IP=NAME, or host");
        }
        return entry.substring(0, equals) + " " + name;
    }

    private static boolean isHostname(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean known = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!known && c != '-' && c != '.' && c != '_') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** A blank would make two of one, a line break another line of the file. */
    private static void checkWords(String option, List<String> words) {
        for (String word : words) {
            boolean whole = !word.isEmpty();
            for (int i = 0; i < word.length(); i++) {
                whole &= word.charAt(i) > ' ' && word.charAt(i) != 0x7f;
            }
            if (!whole) {
                throw new InvalidInputException(option + ": '" + word + "' is not one word");
            }
        }
    }
}
