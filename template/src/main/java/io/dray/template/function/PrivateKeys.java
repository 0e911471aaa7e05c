package io.dray.template.function;

import io.dray.template.value.ValueException;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.DSAParams;
import java.security.interfaces.DSAPrivateKey;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** New private keys in PEM, in the formats of OpenSSL: PKCS#1, SEC 1, PKCS#8. */
final class PrivateKeys {
    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    /** {@code [0] { OBJECT IDENTIFIER prime256v1 }}. */
    private static final byte[] CURVE = HexFormat.of().parseHex("a00a06082a8648ce3d030107");

    private PrivateKeys() {}

    /**
     * Makes a key.
     *
     * @param type rsa (4096 bits), dsa (2048 bits), ecdsa (P-256) or ed25519; rsa when empty
     */
    static String generate(String type, RandomGenerator random) {
        try {
            return switch (type) {
                case "", "rsa" -> pem("RSA PRIVATE KEY", rsa(pair("RSA", 4096, random)));
                case "dsa" -> pem("DSA PRIVATE KEY", dsa(pair("DSA", 2048, random)));
                case "ecdsa" -> pem("EC PRIVATE KEY", ellipticCurve(curvePair(random)));
                case "ed25519" -> {
                    byte[] key = pair("Ed25519", 255, random).getPrivate().getEncoded();
                    yield pem("PRIVATE KEY", key);
                }
                default ->
                    throw new ValueException("Unknown type " + type, "the types are rsa, dsa, ecdsa and ed25519");
            };
        } catch (GeneralSecurityException e) {
            throw new ValueException("failed to generate private key: " + e.getMessage());
        }
    }

    private static KeyPair pair(String algorithm, int bits, RandomGenerator random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits, secure(random));
        return generator.generateKeyPair();
    }

    private static KeyPair curvePair(RandomGenerator random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), secure(random));
        return generator.generateKeyPair();
    }

    /** Keys are never made from a source that can be foretold. */
    private static SecureRandom secure(RandomGenerator random) {
        return random instanceof SecureRandom secure ? secure : new SecureRandom();
    }

    private static byte[] rsa(KeyPair pair) {
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) pair.getPrivate();
        return sequence(
                integer(BigInteger.ZERO),
                integer(key.getModulus()),
                integer(key.getPublicExponent()),
                integer(key.getPrivateExponent()),
                integer(key.getPrimeP()),
                integer(key.getPrimeQ()),
                integer(key.getPrimeExponentP()),
                integer(key.getPrimeExponentQ()),
                integer(key.getCrtCoefficient()));
    }

    private static byte[] dsa(KeyPair pair) {
        DSAPrivateKey key = (DSAPrivateKey) pair.getPrivate();
        DSAParams parameters = key.getParams();
        return sequence(
                integer(BigInteger.ZERO),
                integer(parameters.getP()),
                integer(parameters.getQ()),
                integer(parameters.getG()),
                integer(((DSAPublicKey) pair.getPublic()).getY()),
                integer(key.getX()));
    }

    private static byte[] ellipticCurve(KeyPair pair) {
        ECPoint point = ((ECPublicKey) pair.getPublic()).getW();
        byte[] bits = concatenated(new byte[] {0, 4}, fixed(point.getAffineX(), 32), fixed(point.getAffineY(), 32));
        return sequence(
                integer(BigInteger.ONE),
                element(OCTETS, fixed(((ECPrivateKey) pair.getPrivate()).getS(), 32)),
                CURVE,
                element(0xA1, element(0x03, bits)));
    }

    private static byte[] integer(BigInteger number) {
        return element(INTEGER, number.toByteArray());
    }

    private static byte[] fixed(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int kept = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - kept, fixed, length - kept, kept);
        return fixed;
    }

    private static byte[] sequence(byte[]... elements) {
        return element(SEQUENCE, concatenated(elements));
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int start = length[0] == 0 ? 1 : 0;
            out.write(0x80 | (length.length - start));
            out.write(length, start, length.length - start);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static String pem(String label, byte[] key) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(key);
        return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
    }
}
