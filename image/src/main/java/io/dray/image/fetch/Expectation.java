package io.dray.image.fetch;

import io.dray.core.Digest;
import io.dray.core.OperationFailedException;
import io.dray.image.manifest.Dependency;
import io.dray.image.manifest.ImageManifest;
import io.dray.image.manifest.ImageReference;
import io.dray.image.manifest.ImageReference.ByName;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an image must turn out to be.
 *
 * @param address where it is fetched from, as a person wrote it
 * @param name its name and labels, if it was asked for by them
 * @param id its ID, if a dependency pins it
 * @param size bytes of its archive that are not exceeded, if a dependency says so
 * @param isDependency whether another image stands on it, which finds it by its name only
 */
record Expectation(
        String address, Optional<ByName> name, Optional<Digest> id, OptionalLong size, boolean isDependency) {
    private static final String LINUX = "linux";

    /** Whatever is at the address. */
    static Expectation anyAt(String address) {
        return new Expectation(address, Optional.empty(), Optional.empty(), OptionalLong.empty(), false);
    }

    /** What this name means. */
    static Expectation of(ByName name) {
        return new Expectation(name.toString(), Optional.of(name), Optional.empty(), OptionalLong.empty(), false);
    }

    /** The same, of one image only. */
    Expectation pinnedTo(Digest pinned) {
        return new Expectation(address, name, Optional.of(pinned), size, isDependency);
    }

    /** Whether whatever is newest was asked for. */
    boolean isLatest() {
        return name.isPresent()
                && name.get()
                        .labels()
                        .getOrDefault("version", ImageReference.LATEST)
                        .equals(ImageReference.LATEST);
    }

    /** What another image needs that depends on it. */
    static Expectation of(ByName name, Dependency dependency) {
        return new Expectation(name.toString(), Optional.of(name), dependency.imageId(), dependency.size(), true);
    }

    /** Refuses what is something else (appc spec, discovery.md, "Validation"). */
    void require(Digest found, ImageManifest manifest, FetchPolicy policy) {
        requireId(found);
        if (name.isPresent()) {
            if (isDependency || !policy.acceptsOtherNames()) {
                otherName(manifest).ifPresent(difference -> {
                    throw refused(difference);
                });
            }
            requireLabels(name.get(), manifest, !isDependency && policy.readsLatestAsWritten());
        }
        if (policy.platform() != FetchPolicy.Platform.ANY) {
            requirePlatform(manifest.labels(), policy.platform() == FetchPolicy.Platform.OWN);
        }
    }

    /** That the image is called something else than what was asked for. */
    Optional<String> otherName(ImageManifest manifest) {
        return name.filter(wanted -> !wanted.name().equals(manifest.name()))
                .map(wanted -> "it is named " + manifest.name() + ", but " + wanted.name() + " was asked for");
    }

    /** Refuses another image than the one that is pinned. */
    void requireId(Digest found) {
        if (id.isPresent() && !id.get().equals(found)) {
            throw refused("it is " + found + ", but " + id.get() + " was asked for");
        }
    }

    private void requireLabels(ByName wanted, ImageManifest manifest, boolean literally) {
        for (Map.Entry<String, String> label : wanted.labels().entrySet()) {
            boolean latest = !literally
                    && label.getKey().equals("version")
                    && label.getValue().equals(ImageReference.LATEST);
            String value = manifest.labels().get(label.getKey());
            if (!latest && value == null) {
                throw refused("requested label \"" + label.getKey() + "\" not provided by the image manifest");
            }
            if (!latest && !label.getValue().equals(value)) {
                throw refused("requested value for label \"" + label.getKey() + "\": \"" + label.getValue()
                        + "\" differs from fetched aci label value: \"" + value + "\"");
            }
        }
    }

    private void requirePlatform(Map<String, String> labels, boolean own) {
        for (String label : own ? new String[] {"os", "arch"} : new String[0]) {
            if (!labels.containsKey(label)) {
                throw refused("missing " + label + " label in the image manifest");
            }
        }
        String os = labels.getOrDefault("os", LINUX);
        if (!os.equals(LINUX)) {
            throw refused("bad os \"" + os + "\"");
        }
        String arch = labels.getOrDefault("arch", HostPlatform.arch());
        if (own && !arch.equals(HostPlatform.arch())) {
            throw refused("bad arch \"" + arch + "\" for linux: this machine is " + HostPlatform.arch());
        }
    }

    /** The reason is told of the address, not of the file that holds the download. */
    private OperationFailedException refused(String reason) {
        return new OperationFailedException("cannot fetch " + address + ": " + reason);
    }
}
