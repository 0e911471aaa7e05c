package io.dray.image.trust;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.operator.PGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * Whether a key may sign images now (RFC 9580, 5.2 and 10): it is strong enough, bound to its primary key, not revoked, not
 * expired and meant for signing. What a key says of itself counts only with its own signature.
 *
 * <p>Self-signatures by SHA-1 are still accepted, as by GnuPG: keys made before 2015 have no others, and a collision there helps
 * nobody to another fingerprint. Signatures of images are held to more, see {@link OpenPgp}.
 */
final class KeyRules {
    private static final int LEAST_RSA_BITS = 2048;
    /** Out of use, but keys with it exist (RFC 9580, 9.1). */
    private static final int RSA_SIGN_ONLY = 3;

    private final PGPContentVerifierBuilderProvider verifiers = new BcPGPContentVerifierBuilderProvider();
    private final PGPPublicKeyRing ring;
    private final PGPPublicKey primary;
    private final Instant now;

    KeyRules(PGPPublicKeyRing ring, Instant now) {
        this.ring = ring;
        this.primary = ring.getPublicKey();
        this.now = now;
    }

    /** Why this key of the ring may not sign; empty if it may. */
    Optional<String> refusal(PGPPublicKey key) throws PGPException {
        if (isWeak(key)) {
            return Optional.of("the key is too weak");
        }
        Optional<String> ofPrimary = primaryRefusal();
        return ofPrimary.isPresent() || key.isMasterKey()
                ? ofPrimary.or(() -> flagRefusal(primaryTerms()))
                : subkeyRefusal(key);
    }

    private static boolean isWeak(PGPPublicKey key) {
        return switch (key.getAlgorithm()) {
            case PublicKeyAlgorithmTags.RSA_GENERAL, RSA_SIGN_ONLY, PublicKeyAlgorithmTags.DSA ->
                key.getBitStrength() < LEAST_RSA_BITS;
            default -> false;
        };
    }

    private Optional<String> primaryRefusal() throws PGPException {
        for (PGPSignature revocation : signatures(primary.getSignaturesOfType(PGPSignature.KEY_REVOCATION))) {
            if (isOurs(revocation) && verifies(revocation, () -> revocation.verifyCertification(primary))) {
                return Optional.of("the key is revoked");
            }
        }
        Optional<PGPSignature> terms = primaryTerms();
        if (terms.isEmpty()) {
            return Optional.of("the key has no valid signature of its own");
        }
        return isExpired(primary, terms.get()) ? Optional.of("the key has expired") : Optional.empty();
    }

    /** The newest valid statement of the primary key about itself. */
    private Optional<PGPSignature> primaryTerms() {
        List<PGPSignature> valid = new ArrayList<>();
        for (PGPSignature direct : signatures(primary.getSignaturesOfType(PGPSignature.DIRECT_KEY))) {
            if (isOurs(direct) && verifies(direct, () -> direct.verifyCertification(primary))) {
                valid.add(direct);
            }
        }
        for (Iterator<String> users = primary.getUserIDs(); users.hasNext(); ) {
            valid.addAll(certifications(users.next()));
        }
        return newest(valid);
    }

    private List<PGPSignature> certifications(String user) {
        List<PGPSignature> valid = new ArrayList<>();
        Iterator<PGPSignature> all = primary.getSignaturesForID(user);
        if (all == null) {
            return valid;
        }
        for (PGPSignature signature : signatures(all)) {
            if (!isOurs(signature) || !verifies(signature, () -> signature.verifyCertification(user, primary))) {
                continue;
            }
            if (signature.getSignatureType() == PGPSignature.CERTIFICATION_REVOCATION) {
                return List.of();
            }
            valid.add(signature);
        }
        return valid;
    }

    private Optional<String> subkeyRefusal(PGPPublicKey key) throws PGPException {
        for (PGPSignature revocation : signatures(key.getSignaturesOfType(PGPSignature.SUBKEY_REVOCATION))) {
            if (isOurs(revocation) && verifies(revocation, () -> revocation.verifyCertification(primary, key))) {
                return Optional.of("the subkey is revoked");
            }
        }
        List<PGPSignature> valid = new ArrayList<>();
        for (PGPSignature binding : signatures(key.getSignaturesOfType(PGPSignature.SUBKEY_BINDING))) {
            if (isOurs(binding) && verifies(binding, () -> binding.verifyCertification(primary, key))) {
                valid.add(binding);
            }
        }
        Optional<PGPSignature> terms = newest(valid);
        if (terms.isEmpty() || !isAcknowledged(terms.get(), key)) {
            return Optional.of("the subkey is not bound to its key");
        }
        if (isExpired(key, terms.get())) {
            return Optional.of("the subkey has expired");
        }
        return flagRefusal(terms);
    }

    /** A subkey that signs must itself sign that it belongs to the primary key; else anybody could adopt it. */
    private boolean isAcknowledged(PGPSignature binding, PGPPublicKey key) throws PGPException {
        PGPSignatureList embedded = embedded(binding.getHashedSubPackets());
        if (embedded.isEmpty()) {
            embedded = embedded(binding.getUnhashedSubPackets());
        }
        for (PGPSignature back : embedded) {
            if (back.getSignatureType() == PGPSignature.PRIMARYKEY_BINDING && isReadable(back)) {
                back.init(verifiers, key);
                if (back.verifyCertification(primary, key)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static PGPSignatureList embedded(PGPSignatureSubpacketVector packets) throws PGPException {
        return packets == null ? new PGPSignatureList(new PGPSignature[0]) : packets.getEmbeddedSignatures();
    }

    private static Optional<String> flagRefusal(Optional<PGPSignature> terms) {
        int flags = terms.map(PGPSignature::getHashedSubPackets)
                .map(PGPSignatureSubpacketVector::getKeyFlags)
                .orElse(0);
        return flags != 0 && (flags & KeyFlags.SIGN_DATA) == 0
                ? Optional.of("the key is not meant for signing")
                : Optional.empty();
    }

    private boolean isExpired(PGPPublicKey key, PGPSignature terms) {
        PGPSignatureSubpacketVector packets = terms.getHashedSubPackets();
        long seconds = packets == null ? 0 : packets.getKeyExpirationTime();
        return seconds != 0
                && key.getCreationTime().toInstant().plusSeconds(seconds).isBefore(now);
    }

    private boolean isOurs(PGPSignature signature) {
        return signature.getKeyID() == primary.getKeyID() && isReadable(signature);
    }

    private static boolean isReadable(PGPSignature signature) {
        return signature.getHashAlgorithm() != HashAlgorithmTags.MD5;
    }

    private interface Check {
        boolean holds() throws PGPException;
    }

    private boolean verifies(PGPSignature signature, Check check) {
        try {
            signature.init(verifiers, ring.getPublicKey());
            return check.holds();
        } catch (PGPException | RuntimeException _) {
            // of an unknown algorithm or a wrong form: it says nothing
            return false;
        }
    }

    private static Optional<PGPSignature> newest(List<PGPSignature> signatures) {
        Optional<PGPSignature> newest = Optional.empty();
        for (PGPSignature signature : signatures) {
            if (newest.isEmpty() || made(signature).isAfter(made(newest.get()))) {
                newest = Optional.of(signature);
            }
        }
        return newest;
    }

    private static Instant made(PGPSignature signature) {
        return signature.getCreationTime().toInstant();
    }

    private static List<PGPSignature> signatures(Iterator<PGPSignature> signatures) {
        List<PGPSignature> list = new ArrayList<>();
        signatures.forEachRemaining(list::add);
        return list;
    }
}
