package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Debian's docker-registry on a port of its own, with TLS and a password. */
final class Registry implements AutoCloseable {
    static final String USER = "joe";
    static final String PASSWORD = "secret";

    /** bcrypt of the password. */
    private static final String HASH = "$2b$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a";

    private final Process process;
    private final Path directory;
    private final int port;

    private Registry(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /** How somebody is let in. */
    private sealed interface Access {
        record Everybody() implements Access {}

        record Password(TlsCertificate certificate) implements Access {}

        record Token(TlsCertificate certificate, TokenServer tokens) implements Access {}
    }

    /** Starts one; with a password and TLS, or with neither. */
    static Registry start(Path directory, boolean secured) throws IOException {
        return start(directory, secured ? new Access.Password(TlsCertificate.make(directory)) : new Access.Everybody());
    }

    /** Starts one that wants the tokens of this server. */
    static Registry start(Path directory, TlsCertificate certificate, TokenServer tokens) throws IOException {
        return start(directory, new Access.Token(certificate, tokens));
    }

    private static Registry start(Path directory, Access access) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("htpasswd"), USER + ":" + HASH + "\n");
        int port = freePort();
        String http = "http: {addr: \"127.0.0.1:" + port + "\"";
        String rest = switch (access) {
            case Access.Everybody _ -> "}\n";
            case Access.Password(TlsCertificate certificate) ->
                tls(certificate) + "auth: {htpasswd: {realm: test, path: " + directory.resolve("htpasswd") + "}}\n";
            case Access.Token(TlsCertificate certificate, TokenServer tokens) ->
                tls(certificate) + "auth: {token: {realm: \"" + tokens.realm() + "\", service: \""
                        + TokenServer.SERVICE + "\", issuer: \"" + TokenServer.ISSUER
                        + "\", rootcertbundle: " + certificate.file() + "}}\n";
        };
        Path configuration = Files.writeString(
                directory.resolve("config.yml"),
                "version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: "
                        + directory.resolve("storage") + "}}\n" + http + rest);
        Process process = new ProcessBuilder("docker-registry", "serve", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(20)).until(() -> answers(port));
        return new Registry(process, directory, port);
    }

    private static String tls(TlsCertificate certificate) {
        return ", tls: {certificate: " + certificate.file() + ", key: " + certificate.key() + "}}\n";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    String host() {
        return "127.0.0.1:" + port;
    }

    /** The certificate, for {@code SSL_CERT_FILE}. */
    Path certificate() {
        return directory.resolve("cert.pem");
    }

    /** Puts an image of one layer with a shell into the registry. */
    void push(String name, Path work) throws IOException {
        Path layout = work.resolve("oci");
        Path bundle = work.resolve("bundle");
        String image = layout + ":image";
        run("umoci", "init", "--layout", layout.toString());
        run("umoci", "new", "--image", image);
        run("umoci", "unpack", "--image", image, bundle.toString());
        Path bin = Files.createDirectories(bundle.resolve("rootfs/bin"));
        Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"));
        Files.createSymbolicLink(bin.resolve("sh"), Path.of("busybox"));
        run("umoci", "repack", "--image", image, bundle.toString());
        run("umoci", "config", "--image", image, "--config.cmd=/bin/sh", "--config.cmd=-c", "--config.cmd=echo hello");
        run(
                "skopeo",
                "copy",
                "--dest-tls-verify=false",
                "--dest-creds",
                USER + ":" + PASSWORD,
                "oci:" + image,
                "docker://" + host() + "/" + name);
    }

    private static void run(String... command) {
        Dray.Result result = Dray.program(command);
        assertThat(result.code()).as(result.err()).isZero();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
