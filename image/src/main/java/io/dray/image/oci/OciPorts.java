package io.dray.image.oci;

import io.dray.core.AcName;
import io.dray.image.manifest.App.Port;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Exposed ports: {@code 8080/tcp}, {@code 53/udp}, {@code 9000}, {@code 8000-8010/tcp} (image-spec, config.md).
 *
 * @param warnings told, one line each, what cannot be said in the other format
 */
record OciPorts(Consumer<String> warnings) {
    private static final String DEFAULT_PROTOCOL = "tcp";
    private static final int MAX_PORT = 65535;

    /** OCI has no ranges of its own: they are written out, but not beyond this. */
    private static final int MAX_WRITTEN_OUT = 1024;

    /** The ports by appc names: {@code 8080-tcp}, or as short as they were written. */
    List<Port> toAppc(List<String> exposed) {
        Map<String, Port> ports = new LinkedHashMap<>();
        for (String text : new TreeSet<>(exposed)) {
            int slash = text.indexOf('/');
            String range = slash < 0 ? text : text.substring(0, slash);
            String protocol = slash < 0 ? DEFAULT_PROTOCOL : text.substring(slash + 1);
            int dash = range.indexOf('-');
            int first = number(dash < 0 ? range : range.substring(0, dash));
            int last = dash < 0 ? first : number(range.substring(dash + 1));
            if (first < 1 || last < first || protocol.isEmpty()) {
                warnings.accept("'" + text + "' is not a port such as 8080/tcp: it is left out");
            } else {
                String name = AcName.sanitised(text).value();
                ports.putIfAbsent(name, new Port(name, protocol, first, last - first + 1, false));
            }
        }
        return new ArrayList<>(ports.values());
    }

    private static int number(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = digits ? Integer.parseInt(text) : 0;
        return number > MAX_PORT ? 0 : number;
    }

    /** The ports as OCI exposes them. */
    List<String> toOci(List<Port> ports) {
        List<String> exposed = new ArrayList<>();
        for (Port port : ports) {
            boolean known = List.of(DEFAULT_PROTOCOL, "udp", "sctp").contains(port.protocol());
            if (!known || port.count() > MAX_WRITTEN_OUT) {
                warnings.accept("OCI has no words for port " + port.name() + " (" + port.protocol() + ", "
                        + port.count() + " ports): only the annotation " + MediaTypes.APPC_MANIFEST + " has it");
                continue;
            }
            for (int i = 0; i < port.count(); i++) {
                exposed.add((port.port() + i) + "/" + port.protocol());
            }
        }
        return exposed;
    }
}
