package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples build, and two differently configured servers run at once from one image. */
class ExamplesTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int TIMEOUT_MILLIS = 2000;

    @TempDir
    Path directory;

    @Test
    void theSameImageRunsTwiceDifferentlyConfigured() throws Exception {
        build("aci-debian");
        build("aci-redis");
        Process plain = start("plain");
        Process tuned =
                start("tuned", "--set-env=TEMPLATER_OVERRIDE={\"redis\":{\"port\":6380,\"maxmemory\":\"64mb\"}}");
        try {
            String first = address("plain");
            String second = address("tuned");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ask(first, 6379, "PING")).contains("+PONG"));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ask(second, 6380, "PING")).contains("+PONG"));

            assertThat(first).isNotEqualTo(second);
            assertThat(ask(first, 6379, "CONFIG GET maxmemory")).contains("\n0\n");
            assertThat(ask(second, 6380, "CONFIG GET maxmemory")).contains("\n67108864\n");
            assertThat(explain("plain")).contains("port 6379").contains("redis.yml:");
            assertThat(explain("tuned")).contains("port 6380").contains("TEMPLATER_OVERRIDE");
        } finally {
            plain.destroy();
            tuned.destroy();
            assertThat(plain.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(tuned.waitFor(20, TimeUnit.SECONDS)).isTrue();
            Dray.run("gc");
        }
        assertThat(HostState.leases()).isEmpty();
    }

    private static void build(String example) {
        Path source = Dray.HOME.resolve("examples").resolve(example);
        Dray.Result built = Dray.run("build", source.toString());
        assertThat(built.code()).as(built.err()).isZero();
        Path archive = source.resolve("target/image.aci");
        assertThat(Dray.program("actool", "validate", archive.toString())).isEqualTo(new Dray.Result(0, "", ""));
    }

    private Process start(String name, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "run";
        arguments[1] = "--uuid-file-save=" + directory.resolve(name + ".uuid");
        System.arraycopy(options, 0, arguments, 2, options.length);
        arguments[options.length + 2] = "example.com/aci-redis";
        return Dray.start(directory.resolve(name + ".log"), arguments);
    }

    private String address(String name) throws IOException {
        Path file = directory.resolve(name + ".uuid");
        await().atMost(SOON)
                .until(() ->
                        Files.exists(file) && !pod(file).isEmpty() && pod(file).contains("ip4="));
        String line = pod(file);
        String rest = line.substring(line.indexOf("ip4=") + "ip4=".length());
        return rest.split("[^0-9.]", 2)[0];
    }

    private static String pod(Path uuidFile) throws IOException {
        String uuid = Files.readString(uuidFile).strip();
        return Dray.run("list", "--full", "--no-legend")
                .out()
                .lines()
                .filter(line -> line.startsWith(uuid))
                .findFirst()
                .orElse("");
    }

    private String explain(String name) throws IOException {
        String uuid = Files.readString(directory.resolve(name + ".uuid")).strip();
        return Dray.run("explain", "--file=/etc/redis/redis.conf", uuid).out();
    }

    private static String ask(String address, int port, String command) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).replace("\r", "");
        }
    }
}
