package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The private keys that templates make, as OpenSSL sees them. */
class TemplateKeysTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "rsa, dray, Private-Key: (4096 bit",
        "dsa, dray, Private-Key: (2048 bit)",
        "ecdsa, dray, Private-Key: (256 bit)",
        "ed25519, dray, ED25519 Private-Key:",
        "ecdsa, dgr, Private-Key: (256 bit)"
    })
    void areValid(String type, String functions, String described) throws IOException {
        Path template = Files.writeString(directory.resolve("key.tmpl"), "{{genPrivateKey \"" + type + "\"}}");
        Dray.Result made = Dray.run("template", "--functions=" + functions, template.toString());
        assertThat(made.code()).as(made.err()).isZero();
        Path key = Files.writeString(directory.resolve("key.pem"), made.out());

        Dray.Result checked = Dray.program("openssl", "pkey", "-in", key.toString(), "-noout", "-check", "-text");

        assertThat(checked.code()).as(checked.err()).isZero();
        assertThat(checked.out()).contains("Key is valid").contains(described);
    }
}
