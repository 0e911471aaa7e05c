package io.dray.template.function;

import io.dray.template.value.ValueException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What is different each time. */
final class Chance {
    static final String DIGITS = "0123456789";
    static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** Secure random numbers take their time. */
    private static final int MAX_RANDOM = 1_000_000;

    private Chance() {}

    /** So many of these characters. */
    static String text(int count, String characters, RandomGenerator random) {
        checkCount(count);
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString();
    }

    /** So many bytes, in base64. */
    static String bytes(int count, RandomGenerator random) {
        checkCount(count);
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void checkCount(int count) {
        if (count < 0) {
            throw new ValueException("the length must not be negative: " + count);
        }
        if (count > MAX_RANDOM) {
            throw new ValueException("chance gives no more than " + MAX_RANDOM + " characters", "ask for fewer");
        }
    }

    /** The printable characters of ASCII. */
    static String ascii() {
        StringBuilder characters = new StringBuilder();
        for (char c = ' '; c < 0x7F; c++) {
            characters.append(c);
        }
        return characters.toString();
    }

    /** The characters of the text in any order. */
    static String shuffled(String text, RandomGenerator random) {
        checkCount(text.length());
        int[] runes = text.codePoints().toArray();
        for (int i = runes.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int rune = runes[i];
            runes[i] = runes[other];
            runes[other] = rune;
        }
        return new String(runes, 0, runes.length);
    }

    /** One of the characters or items; the empty text for a value that has none to choose from. */
    static @Nullable Object choice(@Nullable Object from, RandomGenerator random) {
        if (from instanceof String text) {
            int chosen = below(text.codePointCount(0, text.length()), random);
            return Character.toString(text.codePointAt(text.offsetByCodePoints(0, chosen)));
        }
        return from instanceof List<?> list ? list.get(below(list.size(), random)) : "";
    }

    private static int below(int bound, RandomGenerator random) {
        if (bound < 1) {
            throw new ValueException("there is nothing to choose from");
        }
        return random.nextInt(bound);
    }

    /** A whole number from least up to, without, bound. */
    static long number(long least, long bound, RandomGenerator random) {
        if (least >= bound) {
            throw new ValueException("there is no number from " + least + " below " + bound);
        }
        return random.nextLong(least, bound);
    }

    /** A random UUID (RFC 9562, version 4). */
    static String uuid(RandomGenerator random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        bytes[6] = (byte) ((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte) ((bytes[8] & 0x3F) | 0x80);
        String hex = HexFormat.of().formatHex(bytes);
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                + hex.substring(16, 20) + "-" + hex.substring(20);
    }
}
