package io.dray.template.function;

import io.dray.template.value.ByteText;
import io.dray.template.value.ValueException;
import java.io.ByteArrayOutputStream;
import java.util.Base64;

/** Bytes as text in base64 and base32 (RFC 4648), with padding. Line ends within are passed over, as in Go. */
final class BaseText {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static final String BASE64 =
            "the text is no base64: letters, digits, + and /, and = in the end; b64enc makes it";
    private static final String BASE32 = "the text is no base32: A to Z, 2 to 7, and = in the end; b32enc makes it";

    private BaseText() {}

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(ByteText.encode(text));
    }

    static String fromBase64(String text) {
        String digits = withoutLineEnds(text);
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            boolean padding = c == '=' && i >= digits.length() - 2;
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!letter && !padding && c != '+' && c != '/') {
                throw new ValueException("illegal base64 data at input byte " + i, BASE64);
            }
        }
        if (digits.length() % 4 != 0) {
            throw new ValueException("illegal base64 data at input byte " + digits.length() / 4 * 4, BASE64);
        }
        try {
            return ByteText.decode(Base64.getDecoder().decode(digits));
        } catch (IllegalArgumentException e) {
            throw new ValueException("illegal base64 data: " + e.getMessage(), BASE64);
        }
    }

    static String base32(String text) {
        byte[] bytes = ByteText.encode(text);
        StringBuilder out = new StringBuilder((bytes.length + 4) / 5 * 8);
        for (int at = 0; at < bytes.length; at += 5) {
            long group = 0;
            int count = Math.min(5, bytes.length - at);
            for (int i = 0; i < 5; i++) {
                group = (group << 8) | (i < count ? bytes[at + i] & 0xFF : 0);
            }
            int digits = (count * 8 + 4) / 5;
            for (int i = 0; i < 8; i++) {
                out.append(i < digits ? ALPHABET.charAt((int) (group >> (35 - 5 * i)) & 31) : '=');
            }
        }
        return out.toString();
    }

    static String fromBase32(String text) {
        String digits = withoutLineEnds(text);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < digits.length(); at += 8) {
            int count = at;
            long group = 0;
            for (int i = at; i < at + 8; i++) {
                char c = i < digits.length() ? digits.charAt(i) : '\0';
                int value = ALPHABET.indexOf(c);
                boolean padding = c == '=' && at + 8 == digits.length() && i >= at + 2;
                if (value < 0 ? !padding : count < i) {
                    throw new ValueException("illegal base32 data at input byte " + i, BASE32);
                }
                count += value < 0 ? 0 : 1;
                group = (group << 5) | Math.max(value, 0);
            }
            int bytes = (count - at) * 5 / 8;
            for (int i = 0; i < bytes; i++) {
                out.write((int) (group >> (32 - 8 * i)));
            }
        }
        return ByteText.decode(out.toByteArray());
    }

    private static String withoutLineEnds(String text) {
        return text.replace("\n", "").replace("\r", "");
    }
}
