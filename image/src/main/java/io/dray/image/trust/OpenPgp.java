package io.dray.image.trust;

import io.dray.core.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * Checks detached signatures, armoured or binary. One good signature by a trusted key suffices. SHA-1, MD5 and other weak hashes
 * are refused, and so is a key that may not sign now, see {@link KeyRules}.
 */
final class OpenPgp {
    private static final int BUFFER = 128 * 1024;
    /** Clocks of two machines differ. */
    private static final Duration SLACK = Duration.ofDays(1);

    private final List<PublicKey> trusted;
    private final Instant now;

    OpenPgp(List<PublicKey> trusted, Instant now) {
        this.trusted = List.copyOf(trusted);
        this.now = now;
    }

    /** What became of one signature. */
    private sealed interface Verdict {
        record Good(Signer signer) implements Verdict {}

        record Bad(String reason) implements Verdict {}

        record Unknown(String key) implements Verdict {}
    }

    /**
     * Finds a good signature.
     *
     * @throws UntrustedException if there is none
     */
    Signer verify(Path file, byte[] signature) throws IOException, UntrustedException {
        Optional<Verdict.Bad> bad = Optional.empty();
        String unknown = "";
        for (PGPSignature candidate : parse(signature)) {
            Verdict verdict = judge(candidate, file);
            switch (verdict) {
                case Verdict.Good good -> {
                    return good.signer;
                }
                case Verdict.Bad reason -> bad = bad.or(() -> Optional.of(reason));
                case Verdict.Unknown key -> unknown = key.key;
            }
        }
        if (bad.isPresent()) {
            throw new UntrustedException(bad.get().reason, "");
        }
        throw new UntrustedException("openpgp: signature made by unknown entity", unknown);
    }

    private static List<PGPSignature> parse(byte[] signature) {
        List<PGPSignature> signatures = new ArrayList<>();
        try {
            InputStream in = PGPUtil.getDecoderStream(new ByteArrayInputStream(signature));
            Object part = new BcPGPObjectFactory(in).nextObject();
            if (part instanceof PGPSignatureList list) {
                list.forEach(signatures::add);
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw noSignature(e);
        }
        if (signatures.isEmpty()) {
            throw noSignature(new IOException("no signature"));
        }
        return signatures;
    }

    private static InvalidInputException noSignature(Throwable e) {
        return new InvalidInputException(
                "the signature file holds no OpenPGP signature", "make it with: gpg --armor --detach-sign FILE", e);
    }

    private Verdict judge(PGPSignature signature, Path file) throws IOException {
        for (PublicKey known : trusted) {
            PGPPublicKey key = known.ring().getPublicKey(signature.getKeyID());
            if (key == null) {
                continue;
            }
            try {
                Optional<String> refusal = refusal(signature, known, key);
                if (refusal.isPresent()) {
                    return new Verdict.Bad(refusal.get() + ", " + known.fingerprint());
                }
                return fits(signature, key, file)
                        ? new Verdict.Good(new Signer(known.fingerprint(), known.users()))
                        : new Verdict.Bad("the signature does not fit the file: one of them was changed");
            } catch (PGPException | RuntimeException _) {
                return new Verdict.Bad("the signature cannot be read");
            }
        }
        return new Verdict.Unknown(String.format(Locale.ROOT, "%016X", signature.getKeyID()));
    }

    private Optional<String> refusal(PGPSignature signature, PublicKey known, PGPPublicKey key) throws PGPException {
        if (signature.getSignatureType() != PGPSignature.BINARY_DOCUMENT) {
            return Optional.of("the signature is not one of a file");
        }
        if (!isStrong(signature.getHashAlgorithm())) {
            return Optional.of("the signature uses a weak hash (SHA-1, MD5 or the like)");
        }
        Instant made = signature.getCreationTime().toInstant();
        if (made.isAfter(now.plus(SLACK)) || made.isBefore(key.getCreationTime().toInstant())) {
            return Optional.of("the signature was made at an impossible time");
        }
        long seconds = signature.getHashedSubPackets() == null
                ? 0
                : signature.getHashedSubPackets().getSignatureExpirationTime();
        if (seconds != 0 && made.plusSeconds(seconds).isBefore(now)) {
            return Optional.of("the signature has expired");
        }
        return new KeyRules(known.ring(), now).refusal(key);
    }

    private static boolean isStrong(int hash) {
        return switch (hash) {
            case HashAlgorithmTags.SHA256,
                    HashAlgorithmTags.SHA384,
                    HashAlgorithmTags.SHA512,
                    HashAlgorithmTags.SHA3_256,
                    HashAlgorithmTags.SHA3_512 -> true;
            default -> false;
        };
    }

    private static boolean fits(PGPSignature signature, PGPPublicKey key, Path file) throws PGPException, IOException {
        signature.init(new BcPGPContentVerifierBuilderProvider(), key);
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                signature.update(buffer, 0, read);
            }
        }
        return signature.verify();
    }
}
