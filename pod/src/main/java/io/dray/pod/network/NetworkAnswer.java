package io.dray.pod.network;

import io.dray.core.InvalidInputException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the plugins of a network answered when a pod joined it. */
public final class NetworkAnswer {
    private NetworkAnswer() {}

    /**
     * The pod's first address on a network; nothing before it has one.
     *
     * @param directory the pod's {@code network}
     */
    public static Optional<String> address(Path directory, String network) {
        Path file = directory.resolve(network + ".result");
        try {
            JsonObject answer =
                    Json.parse(file.toString(), Files.readAllBytes(file)).asObject("answer");
            Optional<JsonValue> addresses = answer.field("ips");
            if (addresses.isPresent()) {
                for (JsonValue item : addresses.get().asList("ips")) {
                    return bare(item.asObject("ips").field("address"));
                }
            }
            // CNI specification 0.2 and before
            for (String version : new String[] {"ip4", "ip6"}) {
                Optional<JsonValue> address = answer.field(version);
                if (address.isPresent()) {
                    return bare(address.get().asObject(version).field("ip"));
                }
            }
            return Optional.empty();
        } catch (IOException | InvalidInputException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> bare(Optional<JsonValue> address) {
        if (address.isEmpty()) {
            return Optional.empty();
        }
        String text = address.get().asString("address");
        int slash = text.indexOf('/');
        return Optional.of(slash < 0 ? text : text.substring(0, slash));
    }
}
