package io.dray.pod.network;

import io.dray.core.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/** Which networks a pod is to be on, as {@code --net} says it. */
public sealed interface NetworkChoice {
    /** What a pod is on of which nothing was said. */
    NetworkChoice DEFAULT = new Networks(false, false, List.of(new Named(BuiltinNetworks.DEFAULT, "")));

    /** The host's own: its addresses and its ports. */
    record Host() implements NetworkChoice {}

    /** One of the pod's own with nothing but loopback. */
    record None() implements NetworkChoice {}

    /**
     * Networks that plugins set up.
     *
     * @param all whether every configured network is meant
     * @param only whether nothing is added to them; otherwise a pod without the default network is on the restricted one
     * @param named those that were named, in the order of the command line
     */
    record Networks(boolean all, boolean only, List<Named> named) implements NetworkChoice {
        public Networks {
            named = List.copyOf(named);
        }
    }

    /**
     * One network.
     *
     * @param name its name
     * @param arguments for its plugins, {@code NAME=VALUE} with semicolons between them; empty for none
     */
    record Named(String name, String arguments) {}

    /**
     * Reads the values of all {@code --net}: names with commas between them, each {@code NAME[:ARGUMENT=VALUE;ARGUMENT=VALUE]}.
     *
     * @throws InvalidInputException that names the network that is wrong
     */
    static NetworkChoice parse(List<String> values) {
        if (values.isEmpty()) {
            return DEFAULT;
        }
        List<Named> named = new ArrayList<>();
        for (String value : values) {
            int start = 0;
            while (start <= value.length()) {
                int comma = value.indexOf(',', start);
                int end = comma < 0 ? value.length() : comma;
                add(named, one(value.substring(start, end)));
                start = end + 1;
            }
        }
        return of(named);
    }

    /** As the values of {@code --net} say it. */
    static List<String> words(NetworkChoice choice) {
        return switch (choice) {
            case Host _ -> List.of("host");
            case None _ -> List.of("none");
            case Networks networks -> {
                List<String> words = new ArrayList<>();
                if (networks.all()) {
                    words.add("all");
                }
                if (networks.only()) {
                    words.add("none");
                }
                for (Named network : networks.named()) {
                    words.add(
                            network.arguments().isEmpty()
                                    ? network.name()
                                    : network.name() + ":" + network.arguments());
                }
                yield words;
            }
        };
    }

    private static NetworkChoice of(List<Named> named) {
        boolean all = false;
        boolean only = false;
        List<Named> networks = new ArrayList<>();
        for (Named network : named) {
            switch (network.name()) {
                case "host" -> {
                    if (named.size() > 1) {
                        throw new InvalidInputException(
                                "--net=host cannot be combined with other networks",
                                "a pod is on the host's network or on networks of its own");
                    }
                    return new Host();
                }
                case "none" -> only = true;
                case "all" -> all = true;
                default -> networks.add(network);
            }
        }
        checkOnly(only, networks);
        return networks.isEmpty() && !all ? new None() : new Networks(all, only, networks);
    }

    /** Beside other names, {@code none} leaves out the network that would be added to them. */
    private static void checkOnly(boolean only, List<Named> networks) {
        for (Named network : networks) {
            String name = network.name();
            if (only && (name.equals(BuiltinNetworks.DEFAULT) || name.equals(BuiltinNetworks.RESTRICTED))) {
                throw new InvalidInputException(
                        "--net=none cannot be combined with --net=" + name,
                        "beside the names of other networks, none leaves " + BuiltinNetworks.RESTRICTED + " out");
            }
        }
    }

    private static Named one(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        if (name.isEmpty()) {
            throw new InvalidInputException(
                    "netname must not be empty", "write --net=NAME, or --net=NAME:ARGUMENT=VALUE;ARGUMENT=VALUE");
        }
        if (colon < 0) {
            return new Named(name, "");
        }
        if (name.equals("host") || name.equals("none") || name.equals("all")) {
            throw new InvalidInputException("arguments are not supported by special netname \"" + name + "\"");
        }
        String arguments = text.substring(colon + 1);
        int start = 0;
        while (start <= arguments.length()) {
            int semicolon = arguments.indexOf(';', start);
            int end = semicolon < 0 ? arguments.length() : semicolon;
            if (arguments.substring(start, end).indexOf('=') <= 0) {
                throw new InvalidInputException(
                        "network \"" + name + "\" provided with invalid arguments: [" + arguments + "]",
                        "write --net=NAME:ARGUMENT=VALUE;ARGUMENT=VALUE, in quotes because of the semicolon");
            }
            start = end + 1;
        }
        return new Named(name, arguments);
    }

    private static void add(List<Named> named, Named network) {
        for (Named other : named) {
            if (other.name().equals(network.name())) {
                throw new InvalidInputException("found duplicate netname \"" + network.name() + "\"");
            }
        }
        named.add(network);
    }
}
