package io.dray.core;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A content digest: the algorithm and the lower-case hexadecimal value.
 *
 * @param algorithm what computed it
 * @param hex the value, as many lower-case hexadecimal digits as the algorithm has
 */
public record Digest(Algorithm algorithm, String hex) {
    /** The digest algorithms of appc image IDs and OCI descriptors. */
    public enum Algorithm {
        /** appc image IDs (appc spec, aci.md, "Image ID"). */
        SHA512("SHA-512", 128),
        /** OCI descriptors, and the keys of the build cache. */
        SHA256("SHA-256", 64);

        private final String jcaName;
        private final int hexLength;

        Algorithm(String jcaName, int hexLength) {
            this.jcaName = jcaName;
            this.hexLength = hexLength;
        }

        /** The name as it stands in front of the value: {@code sha512}, {@code sha256}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** A fresh computation. */
        public MessageDigest newMessageDigest() {
            try {
                return MessageDigest.getInstance(jcaName);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has " + jcaName, e);
            }
        }
    }

    public Digest {
        if (hex.length() != algorithm.hexLength || !isLowerHex(hex)) {
            throw new InvalidInputException("'" + hex + "' is not a " + algorithm.label() + " digest: it needs "
                    + algorithm.hexLength + " hexadecimal digits");
        }
    }

    /** The digest of these bytes. */
    public static Digest of(Algorithm algorithm, byte[] content) {
        return ofBytes(algorithm, algorithm.newMessageDigest().digest(content));
    }

    /** A digest that was computed elsewhere, from its raw bytes. */
    public static Digest ofBytes(Algorithm algorithm, byte[] raw) {
        return new Digest(algorithm, HexFormat.of().formatHex(raw));
    }

    /** Reads {@code sha512-<hex>} (appc) or {@code sha256:<hex>} (OCI); either separator with either algorithm. */
    public static Digest parse(String text) {
        for (Algorithm algorithm : Algorithm.values()) {
            String label = algorithm.label();
            if (text.length() > label.length()
                    && text.startsWith(label)
                    && "-:".indexOf(text.charAt(label.length())) >= 0) {
                return new Digest(algorithm, text.substring(label.length() + 1));
            }
        }
        throw new InvalidInputException("'" + text + "' is not a digest: it should begin with sha512- or sha256:");
    }

    /** The spelling of OCI, {@code sha256:<hex>}. */
    public String toOci() {
        return algorithm.label() + ":" + hex;
    }

    private static boolean isLowerHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    /** Written out: what the compiler makes of a record's own methods spins classes at run time, on the way to every start. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest digest && algorithm == digest.algorithm && hex.equals(digest.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    /** The appc spelling, {@code sha512-<hex>}; it is also a safe file name. */
    @Override
    public String toString() {
        return algorithm.label() + "-" + hex;
    }
}
