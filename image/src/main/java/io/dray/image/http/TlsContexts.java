package io.dray.image.http;

import io.dray.core.EnvironmentException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Whom TLS trusts: the authorities of {@code SSL_CERT_FILE}, else those of the system, so that an authority that an operator
 * installed for all programs of the machine counts here too; else those that came with Java.
 */
final class TlsContexts {
    private static final Path SYSTEM_AUTHORITIES = Path.of("/etc/ssl/certs/ca-certificates.crt");

    private TlsContexts() {}

    static SSLContext of(HttpSettings settings) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager[] managers =
                    settings.verifiesTls() ? authorities(settings.environment()) : new TrustManager[] {new Credulous()};
            context.init(null, managers, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new EnvironmentException("cannot set up TLS: " + e.getMessage(), null, e);
        }
    }

    private static TrustManager[] authorities(Map<String, String> environment) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(bundle(environment).orElse(null));
        return factory.getTrustManagers();
    }

    private static Optional<KeyStore> bundle(Map<String, String> environment) throws GeneralSecurityException {
        String named = environment.getOrDefault("SSL_CERT_FILE", "");
        Path file = named.isEmpty() ? SYSTEM_AUTHORITIES : Path.of(named);
        if (named.isEmpty() && !Files.isReadable(file)) {
            return Optional.empty();
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry(Integer.toString(number++), certificate);
            }
            return Optional.of(store);
        } catch (IOException e) {
            throw new EnvironmentException(
                    "cannot read the certificates of authorities in " + file + ": " + e.getMessage(),
                    named.isEmpty() ? null : "SSL_CERT_FILE names this file",
                    e);
        }
    }

    /** Believes every certificate, whatever name it is for; only by {@code --insecure-options=tls}. */
    private static final class Credulous extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
