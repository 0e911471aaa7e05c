package io.dray.pod.volume;

import io.dray.core.AcName;
import io.dray.core.InvalidInputException;
import java.util.Optional;

/**
 * A volume to be mounted in an app (appc spec, pods.md, "mounts").
 *
 * @param volume the name of a volume of the pod
 * @param target absolute path in the app's root, or the name of one of the image's mount points
 * @param own a volume for this mount alone instead of one of the pod's
 * @param lenient whether the target may lie in that of another mount, as rkt allowed against the specification
 */
public record MountRequest(String volume, String target, Optional<Volume> own, boolean lenient) {
    public MountRequest {
        AcName.of(volume);
        if (target.isEmpty() || target.indexOf('\0') >= 0) {
            throw new InvalidInputException(
                    "the mount of volume " + volume + " has no target", "write --mount volume=NAME,target=PATH");
        }
    }

    /** As rkt took it: a relative target begins at the root, and may lie in that of another mount. */
    public MountRequest asRkt() {
        return new MountRequest(
                volume,
                target.startsWith("/") ? target : "/" + target,
                own.isPresent() ? Optional.of(own.get().asRkt()) : own,
                true);
    }

    /** A mount of a volume of the pod. */
    public static MountRequest of(String volume, String target) {
        return new MountRequest(volume, target, Optional.empty(), false);
    }
}
