package io.dray.pod.network;

import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The networks that need no configuration, as rkt had them. A file in {@code net.d} that has one of their names takes its place.
 *
 * <p>The masquerading of the plugin {@code bridge} costs 12 ms at each start and 40 ms at each end, so it is off; one static rule
 * in the nft table {@code dray} does it for all pods. The plugin turns forwarding on, because the bridge has the gateway's address.
 */
public final class BuiltinNetworks {
    /** An address of its own, and the way to all other networks under the host's address. */
    public static final String DEFAULT = "default";

    /** An address of its own, and the way to the host only. */
    public static final String RESTRICTED = "default-restricted";

    /** The addresses of the default network. */
    static final String SUBNET = "172.16.28.0/24";

    private static final String BRIDGE = "dray0";
    private static final String RESTRICTED_SUBNET = "172.31.0.0/16";
    private static final String ADDRESS_PLUGIN = "host-local";
    private static final String VERSION = "0.4.0";

    private BuiltinNetworks() {}

    static NetworkConfiguration defaultNetwork(Path leases) {
        JsonObject route = JsonValue.object().put("dst", "0.0.0.0/0").build();
        return of(
                DEFAULT,
                "bridge",
                start(DEFAULT, "bridge")
                        .put("bridge", BRIDGE)
                        .put("isGateway", true)
                        .put("ipMasq", false)
                        .put("hairpinMode", true)
                        .put(
                                "ipam",
                                addresses(leases, SUBNET, "172.16.28.1")
                                        .put("routes", new JsonArray(List.of(route)))
                                        .build()));
    }

    static NetworkConfiguration restrictedNetwork(Path leases) {
        return of(
                RESTRICTED,
                "ptp",
                start(RESTRICTED, "ptp")
                        .put(
                                "ipam",
                                addresses(leases, RESTRICTED_SUBNET, "172.31.0.1")
                                        .build()));
    }

    private static JsonValue.ObjectBuilder addresses(Path leases, String subnet, String gateway) {
        return JsonValue.object()
                .put("type", ADDRESS_PLUGIN)
                .put("dataDir", leases.toString())
                .put("subnet", subnet)
                .put("gateway", gateway);
    }

    private static JsonValue.ObjectBuilder start(String name, String type) {
        return JsonValue.object().put("cniVersion", VERSION).put("name", name).put("type", type);
    }

    private static NetworkConfiguration of(String name, String type, JsonValue.ObjectBuilder builder) {
        JsonObject json = builder.build();
        return new NetworkConfiguration(
                "built in",
                name,
                VERSION,
                List.of(new NetworkConfiguration.Plugin(type, Optional.of(ADDRESS_PLUGIN), json)),
                Optional.of(Json.write(json)));
    }
}
