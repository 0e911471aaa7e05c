package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** GnuPG with a keyring of its own. */
record Gpg(Path home) implements AutoCloseable {
    static Gpg at(Path directory) throws IOException {
        Files.createDirectories(directory);
        assertThat(Dray.program("chmod", "700", directory.toString()).code()).isZero();
        return new Gpg(directory);
    }

    /** Makes a key that signs, and gives its fingerprint. */
    String key(String user, String algorithm, String expiry) {
        run("--quick-generate-key", user, algorithm, "sign", expiry);
        String listing = run("--with-colons", "--fingerprint", user).out();
        return listing.lines()
                .filter(line -> line.startsWith("fpr:"))
                .findFirst()
                .orElseThrow()
                .split(":", -1)[9]
                .toLowerCase(Locale.ROOT);
    }

    Path export(String user, Path file) throws IOException {
        Files.writeString(file, run("--armor", "--export", user).out());
        return file;
    }

    /** Signs the file; the signature lies beside it. */
    void sign(String user, Path file, String... options) {
        List<String> command = new ArrayList<>(List.of(options));
        command.addAll(
                List.of("--yes", "--local-user", user, "--output", file + ".asc", "--detach-sign", file.toString()));
        run(command.toArray(String[]::new));
    }

    Dray.Result run(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("gpg", "--homedir", home.toString(), "--batch", "--no-tty", "--passphrase", ""));
        command.addAll(List.of(arguments));
        Dray.Result result = Dray.program(command.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    @Override
    public void close() {
        Dray.program("gpgconf", "--homedir", home.toString(), "--kill", "gpg-agent");
    }
}
