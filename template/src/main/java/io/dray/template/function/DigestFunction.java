package io.dray.template.function;

import org.jspecify.annotations.Nullable;

/** Check sums, and passwords derived from a secret. */
public enum DigestFunction implements Function {
    SHA1SUM(Origin.DRAY, "sha1sum(s string) string"),
    SHA256SUM(Origin.SPRIG, "sha256sum(s string) string"),
    SHA512SUM(Origin.DRAY, "sha512sum(s string) string"),
    ADLER32SUM(Origin.DRAY, "adler32sum(s string) string"),
    DERIVE_PASSWORD(
            Origin.SPRIG,
            "derivePassword(counter uint32, type string, secret string, user string, site string) string");

    private final Definition definition;

    DigestFunction(Origin origin, String signature) {
        this.definition = Definition.of(origin, signature);
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public boolean isSlow() {
        return this == DERIVE_PASSWORD;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (this) {
            case SHA1SUM -> Digests.hex("SHA-1", arguments.text(0));
            case SHA256SUM -> Digests.hex("SHA-256", arguments.text(0));
            case SHA512SUM -> Digests.hex("SHA-512", arguments.text(0));
            case ADLER32SUM -> Digests.adler32(arguments.text(0));
            case DERIVE_PASSWORD ->
                MasterPassword.derive(
                        arguments.integer(0),
                        arguments.text(1),
                        arguments.text(2),
                        arguments.text(3),
                        arguments.text(4));
        };
    }
}
