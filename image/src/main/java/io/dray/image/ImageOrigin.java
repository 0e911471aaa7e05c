package io.dray.image;

import java.util.Optional;

/**
 * Where an image came from and who vouches for it.
 *
 * @param source path, URL or reference that it was got from; empty if unknown
 * @param latest whether it was found by discovery without a version, so that it is the newest of its name
 * @param signedBy fingerprint of the trusted key whose signature was good
 * @param builtHere whether this machine built it, which needs no signature
 */
public record ImageOrigin(String source, boolean latest, Optional<String> signedBy, boolean builtHere) {
    /** Of an image from before origins were noted. */
    public static final ImageOrigin UNKNOWN = new ImageOrigin("", false, Optional.empty(), false);

    /** From a path, URL or reference; not signed. */
    public static ImageOrigin of(String source) {
        return new ImageOrigin(source, false, Optional.empty(), false);
    }

    /** Made by this machine. */
    public static ImageOrigin builtHere(String source) {
        return new ImageOrigin(source, false, Optional.empty(), true);
    }

    /** The same, from another path, URL or reference. */
    public ImageOrigin at(String place) {
        return new ImageOrigin(place, latest, signedBy, builtHere);
    }

    /** The same, found without a version. */
    public ImageOrigin asLatest() {
        return new ImageOrigin(source, true, signedBy, builtHere);
    }

    /** The same, with a good signature of this key. */
    public ImageOrigin signedBy(String fingerprint) {
        return new ImageOrigin(source, latest, Optional.of(fingerprint), builtHere);
    }
}
