package io.dray.pod.metadata;

import io.dray.core.AtomicFiles;
import io.dray.core.OperationFailedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs in the name of pods: HMAC-SHA512 over the 16 bytes of the pod's UUID and what it wants signed, as rkt's service did. The
 * key lives as long as the machine's boot, so that a restart of the service breaks no signature. Thread-safe.
 */
final class IdentityKey {
    private static final String ALGORITHM = "HmacSHA512";
    private static final int KEY_BYTES = 64;
    private static final int UUID_BYTES = 16;

    private final SecretKeySpec key;

    private IdentityKey(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The key in the file, which is made if there is none. */
    static IdentityKey in(Path file) throws IOException {
        byte[] key;
        try {
            key = Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            key = new byte[0];
        }
        if (key.length != KEY_BYTES) {
            key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            AtomicFiles.write(file, key);
        }
        return new IdentityKey(key);
    }

    /** The signature in Base64. */
    String sign(UUID pod, byte[] content) {
        return Base64.getEncoder().encodeToString(signature(pod, content));
    }

    /** Whether the pod signed the content; takes the same time wherever the signature differs. */
    boolean verify(UUID pod, byte[] content, String signature) {
        try {
            return MessageDigest.isEqual(
                    signature(pod, content), Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException _) {
            // not Base64
            return false;
        }
    }

    private byte[] signature(UUID pod, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(ByteBuffer.allocate(UUID_BYTES)
                    .putLong(pod.getMostSignificantBits())
                    .putLong(pod.getLeastSignificantBits())
                    .array());
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new OperationFailedException("cannot sign: this JVM has no " + ALGORITHM, null, e);
        }
    }
}
