package io.dray.build;

import io.dray.core.AcIdentifier;
import io.dray.core.InvalidInputException;
import java.util.Optional;

/**
 * What an image source calls its image.
 *
 * @param identifier the name without version
 * @param version anything after the first colon, so that a Debian version keeps its epoch: {@code 5:7.0.15-1}
 */
public record ImageName(AcIdentifier identifier, Optional<String> version) {
    /**
     * Reads {@code example.com/image[:version]}; a version that scripts of the build have yet to find out counts as none.
     *
     * @throws InvalidInputException if the name is not an appc identifier
     */
    public static ImageName parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new ImageName(AcIdentifier.of(text), Optional.empty());
        }
        String version = text.substring(colon + 1).strip();
        boolean known = !version.isEmpty() && !version.contains(ManifestTemplate.NO_VALUE);
        return new ImageName(
                AcIdentifier.of(text.substring(0, colon)), known ? Optional.of(version) : Optional.empty());
    }

    /** The last path element of the name; scripts see it as {@code ACI_NAME}. */
    public String shortName() {
        return identifier.shortName();
    }

    /** The same image in this version. */
    public ImageName withVersion(String other) {
        return new ImageName(identifier, Optional.of(other));
    }

    @Override
    public String toString() {
        return version.map(text -> identifier + ":" + text).orElseGet(identifier::toString);
    }
}
