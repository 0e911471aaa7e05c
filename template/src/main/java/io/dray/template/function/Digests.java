package io.dray.template.function;

import io.dray.template.value.ByteText;
import io.dray.template.value.ValueException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Adler32;

/** Check sums of texts. */
final class Digests {
    private Digests() {}

    /** The hexadecimal digest by an algorithm of Java's name. */
    static String hex(String algorithm, String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(ByteText.encode(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new ValueException("this Java runtime has no " + algorithm);
        }
    }

    static String adler32(String text) {
        Adler32 sum = new Adler32();
        sum.update(ByteText.encode(text));
        return Long.toString(sum.getValue());
    }
}
