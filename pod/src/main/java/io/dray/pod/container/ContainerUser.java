package io.dray.pod.container;

import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom a container's process runs as.
 *
 * @param uid user number
 * @param gid primary group number
 * @param additionalGids supplementary groups
 */
public record ContainerUser(long uid, long gid, List<Long> additionalGids) {
    /** User and group 0. */
    public static final ContainerUser ROOT = new ContainerUser(0, 0, List.of());

    public ContainerUser {
        additionalGids = List.copyOf(additionalGids);
    }

    /** As crun reads it. */
    JsonObject toJson() {
        JsonValue.ObjectBuilder json = JsonValue.object().put("uid", uid).put("gid", gid);
        if (!additionalGids.isEmpty()) {
            List<JsonValue> groups = new ArrayList<>();
            for (long group : additionalGids) {
                groups.add(JsonValue.of(group));
            }
            json.put("additionalGids", new JsonArray(groups));
        }
        return json.build();
    }
}
