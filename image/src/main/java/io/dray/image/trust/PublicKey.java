package io.dray.image.trust;

import io.dray.core.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRingCollection;

/** One OpenPGP key with its subkeys, as it stands in a file. */
public final class PublicKey {
    /** No key that people use is longer. */
    public static final int MAX_BYTES = 1024 * 1024;

    private final PGPPublicKeyRing ring;

    private PublicKey(PGPPublicKeyRing ring) {
        this.ring = ring;
    }

    /**
     * Reads a key, armoured or binary.
     *
     * @param source where it comes from, for messages
     */
    public static PublicKey parse(String source, byte[] content) {
        List<PGPPublicKeyRing> rings = new ArrayList<>();
        try {
            new BcPGPPublicKeyRingCollection(PGPUtil.getDecoderStream(new ByteArrayInputStream(content)))
                    .forEach(rings::add);
        } catch (IOException | PGPException | RuntimeException | OutOfMemoryError e) {
            // the library answers odd bytes with odd exceptions, and odd lengths by asking for that much memory
            throw noKey(source, e);
        }
        if (rings.isEmpty()) {
            throw noKey(source, new IOException("no key"));
        }
        if (rings.size() > 1) {
            throw new InvalidInputException(
                    source + " holds " + rings.size() + " keys; trust is given to one at a time",
                    "write it with: gpg --export --armor FINGERPRINT");
        }
        return new PublicKey(rings.getFirst());
    }

    private static InvalidInputException noKey(String source, Throwable e) {
        return new InvalidInputException(
                source + " is not an OpenPGP public key", "write it with: gpg --export --armor FINGERPRINT", e);
    }

    PGPPublicKeyRing ring() {
        return ring;
    }

    /** The fingerprint of the primary key, lower-case hexadecimal; the name of the key in a trust store. */
    public String fingerprint() {
        return hex(ring.getPublicKey());
    }

    /** The fingerprints of the subkeys. */
    public List<String> subkeys() {
        List<String> subkeys = new ArrayList<>();
        for (PGPPublicKey key : ring) {
            if (!key.isMasterKey()) {
                subkeys.add(hex(key));
            }
        }
        return subkeys;
    }

    /** The names that its owner gave it. */
    public List<String> users() {
        List<String> users = new ArrayList<>();
        Iterator<String> names = ring.getPublicKey().getUserIDs();
        names.forEachRemaining(users::add);
        return users;
    }

    /** A fingerprint as people compare it: blocks of four, a wider gap in the middle. */
    public static String readable(String fingerprint) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < fingerprint.length(); i++) {
            if (i > 0 && i % 4 == 0) {
                text.append(i * 2 == fingerprint.length() ? "  " : " ");
            }
            text.append(fingerprint.charAt(i));
        }
        return text.toString().toUpperCase(Locale.ROOT);
    }

    private static String hex(PGPPublicKey key) {
        return HexFormat.of().formatHex(key.getFingerprint());
    }
}
