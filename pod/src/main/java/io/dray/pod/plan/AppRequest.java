package io.dray.pod.plan;

import io.dray.image.manifest.App;
import io.dray.image.manifest.ImageReference;
import io.dray.pod.stream.AppStreams;
import io.dray.pod.volume.MountRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One app that was asked for.
 *
 * @param image which image
 * @param name the app's name in the pod; by default the last part of the image's name
 * @param app takes the place of the image's whole app object, as in a pod manifest
 * @param changes what differs from that object
 * @param mounts where volumes of the pod are mounted, beside the image's own mount points
 * @param readOnlyRoot whether the app cannot write to its root file system
 * @param annotations the app's annotations in the pod's manifest; they win over the image's
 * @param platformSaid whether the image must say for which os and arch it is
 */
public record AppRequest(
        ImageReference image,
        Optional<String> name,
        Optional<App> app,
        AppChanges changes,
        List<MountRequest> mounts,
        boolean readOnlyRoot,
        Map<String, String> annotations,
        boolean platformSaid) {
    public AppRequest {
        mounts = List.copyOf(mounts);
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }

    /** The image as it is. */
    public static AppRequest of(ImageReference image) {
        return new AppRequest(
                image, Optional.empty(), Optional.empty(), AppChanges.NONE, List.of(), false, Map.of(), false);
    }

    /** Where its standard streams are to lead. */
    public AppStreams streams() {
        return AppStreams.of(annotations, name.orElse(image.toString()));
    }

    /** The same app as rkt took it: its mounts, and no image that is for any machine. */
    public AppRequest asRkt() {
        List<MountRequest> taken = new ArrayList<>();
        for (MountRequest mount : mounts) {
            taken.add(mount.asRkt());
        }
        return new AppRequest(image, name, app, changes, taken, readOnlyRoot, annotations, true);
    }

    /** The same app with these mounts. */
    public AppRequest withMounts(List<MountRequest> others) {
        return new AppRequest(image, name, app, changes, others, readOnlyRoot, annotations, platformSaid);
    }

    /** The same app with these changes. */
    public AppRequest with(AppChanges newChanges) {
        return new AppRequest(image, name, app, newChanges, mounts, readOnlyRoot, annotations, platformSaid);
    }
}
