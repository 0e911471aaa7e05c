package io.dray.pod.plan;

import io.dray.core.InvalidInputException;
import io.dray.image.StoredImage;
import io.dray.template.Dialect;
import java.util.Map;
import java.util.Optional;

/** Whose rules the attributes and templates of an image follow. */
public final class Compatibility {
    /** The annotation that the key {@code compat} of an image source becomes. */
    public static final String ANNOTATION = "dray-compat";

    /** Written by dgr into every image that it built, and by nobody else. */
    private static final String DGR_VERSION = "dgr-version";

    private Compatibility() {}

    /**
     * The dialect that an image asks for; of all templates in its layers, since dgr rendered them with one templater as well.
     *
     * @throws InvalidInputException for an image that wants rules which this program does not know
     */
    static Dialect of(StoredImage image) {
        Map<String, String> annotations = image.manifest().annotations();
        String asked = annotations.get(ANNOTATION);
        if (asked == null) {
            return annotations.containsKey(DGR_VERSION) ? Dialect.DGR : Dialect.DRAY;
        }
        Optional<Dialect> dialect = Dialect.of(asked);
        if (dialect.isEmpty()) {
            throw new InvalidInputException(
                    "cannot run " + image.displayName() + ": it wants the templates of '" + asked
                            + "', which this dray does not know",
                    "a later release may");
        }
        return dialect.get();
    }
}
