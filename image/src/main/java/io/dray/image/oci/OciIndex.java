package io.dray.image.oci;

import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An image index, or Docker's manifest list: the same image for several platforms, or in a layout the list of its images.
 *
 * @param manifests manifests and further indexes, in order
 */
public record OciIndex(List<Descriptor> manifests) {
    private static final int MAX_MANIFESTS = 10_000;

    public OciIndex {
        manifests = List.copyOf(manifests);
    }

    /** Reads the bytes of an index. */
    static OciIndex from(OciFields fields) {
        if (fields.number("schemaVersion", 0) != 2) {
            throw fields.invalid("schemaVersion", "it must be 2");
        }
        List<OciFields> items = fields.list("manifests");
        if (items.size() > MAX_MANIFESTS) {
            throw fields.invalid("manifests", "there are more than the limit of " + MAX_MANIFESTS);
        }
        List<Descriptor> manifests = new ArrayList<>();
        for (OciFields item : items) {
            manifests.add(Descriptor.from(item));
        }
        return new OciIndex(manifests);
    }

    /**
     * The image for a machine, the first of those that fit it best. A manifest without a platform is taken only if it is the
     * only one: others are attestations and the like.
     *
     * @param place what the index is, for the message
     * @throws MissingException if none fits; the hint says which platforms there are
     */
    public Descriptor select(Platform machine, String place) {
        List<Descriptor> usable = new ArrayList<>();
        for (Descriptor descriptor : manifests) {
            String type = descriptor.mediaType();
            if (type.isEmpty() || MediaTypes.isIndex(type) || MediaTypes.isManifest(type)) {
                usable.add(descriptor);
            }
        }
        if (usable.isEmpty()) {
            throw new InvalidInputException(place + " names no image");
        }
        if (usable.size() == 1 && usable.getFirst().platform().isEmpty()) {
            return usable.getFirst();
        }
        Optional<Descriptor> best = best(usable, machine);
        return best.orElseThrow(() -> new MissingException(
                "there is no image for " + machine + " in " + place,
                "it has images for " + platforms(usable) + "; give the digest of one of them to have it all the same"));
    }

    private static Optional<Descriptor> best(List<Descriptor> usable, Platform machine) {
        Optional<Descriptor> best = Optional.empty();
        int shortest = Integer.MAX_VALUE;
        for (Descriptor descriptor : usable) {
            Optional<Integer> distance = descriptor.platform().flatMap(machine::distanceTo);
            if (distance.isPresent() && distance.get() < shortest) {
                best = Optional.of(descriptor);
                shortest = distance.get();
            }
        }
        return best;
    }

    private static String platforms(List<Descriptor> usable) {
        String names = usable.stream()
                .flatMap(descriptor -> descriptor.platform().stream())
                .map(Platform::toString)
                .filter(name -> !name.startsWith("unknown/"))
                .distinct()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "no platform that it names" : names;
    }
}
