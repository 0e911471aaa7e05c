package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key and a certificate that nobody signed, for the loopback and for hosts that do not exist.
 *
 * @param directory where they lie
 */
record TlsCertificate(Path directory) {
    /** Hosts that only a proxy can reach. */
    static final String HOST = "images.invalid";

    private static final String PASSWORD = "secret";

    static TlsCertificate make(Path directory) throws IOException {
        TlsCertificate made = new TlsCertificate(Files.createDirectories(directory));
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-keyout",
                made.key().toString(),
                "-out",
                made.file().toString(),
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost,DNS:" + HOST + ",IP:127.0.0.1");
        openssl(
                "pkcs12",
                "-export",
                "-inkey",
                made.key().toString(),
                "-in",
                made.file().toString(),
                "-passout",
                "pass:" + PASSWORD,
                "-out",
                made.store().toString());
        return made;
    }

    private static void openssl(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "openssl";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Dray.Result result = Dray.program(command);
        assertThat(result.code()).as(result.err()).isZero();
    }

    /** The certificate as PEM, for {@code SSL_CERT_FILE}. */
    Path file() {
        return directory.resolve("cert.pem");
    }

    /** The key as PEM. */
    Path key() {
        return directory.resolve("key.pem");
    }

    private Path store() {
        return directory.resolve("store.p12");
    }

    KeyStore keys() throws IOException {
        try (InputStream in = Files.newInputStream(store())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            return keys;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** For a server. */
    SSLContext context() throws IOException {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys(), PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    char[] password() {
        return PASSWORD.toCharArray();
    }
}
