package io.dray.template.function;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key derivation function scrypt (RFC 7914). */
final class Scrypt {
    private static final int BLOCK_INTS = 16;

    private Scrypt() {}

    /**
     * Derives a key.
     *
     * @param cost how many blocks are kept in memory, a power of two
     * @param size how long blocks are, in units of 128 bytes
     * @param lanes how often it is done
     */
    static byte[] derive(byte[] password, byte[] salt, int cost, int size, int lanes) throws GeneralSecurityException {
        int laneBytes = 128 * size;
        byte[] blocks = pbkdf2(password, salt, lanes * laneBytes);
        IntBuffer words = ByteBuffer.wrap(blocks).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        int[] lane = new int[laneBytes / Integer.BYTES];
        for (int i = 0; i < lanes; i++) {
            words.get(i * lane.length, lane);
            mixLane(lane, cost);
            words.put(i * lane.length, lane);
        }
        return pbkdf2(password, blocks, 64);
    }

    /** PBKDF2 of one iteration; the JDK's own refuses an empty password. */
    private static byte[] pbkdf2(byte[] password, byte[] salt, int length) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, "HmacSHA256"));
        ByteBuffer key = ByteBuffer.allocate(length);
        for (int block = 1; key.hasRemaining(); block++) {
            mac.update(salt);
            byte[] hash = mac.doFinal(ByteBuffer.allocate(4).putInt(block).array());
            key.put(hash, 0, Math.min(hash.length, key.remaining()));
        }
        return key.array();
    }

    private static void mixLane(int[] lane, int cost) {
        int[][] kept = new int[cost][];
        int[] other = new int[lane.length];
        for (int i = 0; i < cost; i++) {
            kept[i] = lane.clone();
            mixBlocks(lane, other);
        }
        for (int i = 0; i < cost; i++) {
            int chosen = lane[lane.length - BLOCK_INTS] & (cost - 1);
            for (int j = 0; j < lane.length; j++) {
                lane[j] ^= kept[chosen][j];
            }
            mixBlocks(lane, other);
        }
    }

    /** scryptBlockMix; {@code other} is room to work in. */
    private static void mixBlocks(int[] lane, int[] other) {
        int count = lane.length / BLOCK_INTS;
        int[] block = new int[BLOCK_INTS];
        System.arraycopy(lane, lane.length - BLOCK_INTS, block, 0, BLOCK_INTS);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < BLOCK_INTS; j++) {
                block[j] ^= lane[i * BLOCK_INTS + j];
            }
            salsa(block);
            int target = (i % 2 == 0 ? i / 2 : count / 2 + i / 2) * BLOCK_INTS;
            System.arraycopy(block, 0, other, target, BLOCK_INTS);
        }
        System.arraycopy(other, 0, lane, 0, lane.length);
    }

    /** Salsa20/8. */
    private static void salsa(int[] block) {
        int[] x = block.clone();
        for (int round = 0; round < 4; round++) {
            quarter(x, 0, 4, 8, 12);
            quarter(x, 5, 9, 13, 1);
            quarter(x, 10, 14, 2, 6);
            quarter(x, 15, 3, 7, 11);
            quarter(x, 0, 1, 2, 3);
            quarter(x, 5, 6, 7, 4);
            quarter(x, 10, 11, 8, 9);
            quarter(x, 15, 12, 13, 14);
        }
        for (int i = 0; i < BLOCK_INTS; i++) {
            block[i] += x[i];
        }
    }

    private static void quarter(int[] x, int a, int b, int c, int d) {
        x[b] ^= Integer.rotateLeft(x[a] + x[d], 7);
        x[c] ^= Integer.rotateLeft(x[b] + x[a], 9);
        x[d] ^= Integer.rotateLeft(x[c] + x[b], 13);
        x[a] ^= Integer.rotateLeft(x[d] + x[c], 18);
    }
}
