package io.dray.template.function;

import io.dray.template.value.ByteText;
import io.dray.template.value.ValueException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The Master Password algorithm: the same password for a site each time, made from one secret. */
final class MasterPassword {
    private static final String SCOPE = "com.lyndir.masterpassword";

    private MasterPassword() {}

    /**
     * Derives a password.
     *
     * @param counter which of the passwords of that site
     * @param form one of maximum, long, medium, short, basic, pin
     */
    static String derive(int counter, String form, String secret, String user, String site) {
        List<String> templates = templates(form);
        try {
            byte[] key = Scrypt.derive(ByteText.encode(secret), scoped(user).toByteArray(), 32768, 8, 2);
            ByteArrayOutputStream message = scoped(site);
            message.writeBytes(ByteBuffer.allocate(4).putInt(counter).array());
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] seed = mac.doFinal(message.toByteArray());
            return password(templates.get((seed[0] & 0xFF) % templates.size()), seed);
        } catch (GeneralSecurityException e) {
            throw new ValueException("this Java runtime has no HMAC-SHA256: " + e.getMessage());
        }
    }

    private static ByteArrayOutputStream scoped(String name) {
        byte[] bytes = ByteText.encode(name);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SCOPE.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
        out.writeBytes(bytes);
        return out;
    }

    private static String password(String template, byte[] seed) {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            String letters = letters(template.charAt(i));
            password.append(letters.charAt((seed[i + 1] & 0xFF) % letters.length()));
        }
        return password.toString();
    }

    private static List<String> templates(String form) {
        return switch (form) {
            case "maximum" -> List.of("anoxxxxxxxxxxxxxxxxx", "axxxxxxxxxxxxxxxxxno");
            case "long" ->
                List.of(
                        "CvcvnoCvcvCvcv",
                        "CvcvCvcvnoCvcv",
                        "CvcvCvcvCvcvno",
                        "CvccnoCvcvCvcv",
                        "CvccCvcvnoCvcv",
                        "CvccCvcvCvcvno",
                        "CvcvnoCvccCvcv",
                        "CvcvCvccnoCvcv",
                        "CvcvCvccCvcvno",
                        "CvcvnoCvcvCvcc",
                        "CvcvCvcvnoCvcc",
                        "CvcvCvcvCvccno",
                        "CvccnoCvccCvcv",
                        "CvccCvccnoCvcv",
                        "CvccCvccCvcvno",
                        "CvcvnoCvccCvcc",
                        "CvcvCvccnoCvcc",
                        "CvcvCvccCvccno",
                        "CvccnoCvcvCvcc",
                        "CvccCvcvnoCvcc",
                        "CvccCvcvCvccno");
            case "medium" -> List.of("CvcnoCvc", "CvcCvcno");
            case "short" -> List.of("Cvcn");
            case "basic" -> List.of("aaanaaan", "aannaaan", "aaannaaa");
            case "pin" -> List.of("nnnn");
            default -> throw new ValueException("cannot find password template " + form);
        };
    }

    private static String letters(char kind) {
        return switch (kind) {
            case 'V' -> "AEIOU";
            case 'C' -> "BCDFGHJKLMNPQRSTVWXYZ";
            case 'v' -> "aeiou";
            case 'c' -> "bcdfghjklmnpqrstvwxyz";
            case 'a' -> "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";
            case 'n' -> "0123456789";
            case 'o' -> "@&%?,=[]_:-+*$#!'^~;()/.";
            default -> "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()";
        };
    }
}
