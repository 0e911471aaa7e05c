package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apps that get the sockets which a service manager has opened for the command. */
class SocketActivationTest {
    private static final String IMAGE = "example.com/acceptance/activated";
    private static final String PLAIN = "example.com/acceptance/unactivated";
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Says what it was given, and answers whoever connects to its first socket. */
    private static final String ANSWER = "my $f = join ',', sort { $a <=> $b } grep { -S qq{/proc/$$/fd/$_} }"
            + " map { m,([0-9]+)$, } glob qq{/proc/$$/fd/*};"
            + " open my $s, '+<&=3' or die; accept my $c, $s or die;"
            + " syswrite $c, qq{fds $f of $ENV{LISTEN_FDS} named $ENV{LISTEN_FDNAMES} }"
            + " . ($ENV{LISTEN_PID} == $$ ? qq{mine\\n} : qq{of another\\n});";

    /** Opens sockets at ports that are free, writes the ports, and becomes the program with the sockets from 3 on. */
    private static final String LISTEN = """
            use Socket; $^F = 300; my ($names, $file, @program) = @ARGV; my $given = ""; my @sockets; my @ports;
            for my $name (split /:/, $names) {
                my $port = $name =~ s/=(.*)// ? $1 : 0; $given .= ":$name";
                socket(my $s, PF_INET, SOCK_STREAM, 0) or die; bind($s, sockaddr_in($port, INADDR_LOOPBACK)) or die;
                listen($s, 5) or die; push @sockets, $s; push @ports, (sockaddr_in(getsockname $s))[0];
            }
            open my $out, '>', "$file.new" or die; print $out join(' ', @ports); close $out; rename "$file.new", $file;
            $ENV{LISTEN_FDS} = @sockets; $ENV{LISTEN_FDNAMES} = substr $given, 1; $ENV{LISTEN_PID} = $$;
            exec @program;
            """;

    @TempDir
    Path directory;

    @BeforeAll
    static void makeImages(@TempDir Path images) throws IOException {
        HostPrograms.image(IMAGE, images.resolve("activated"))
                .withApp("\"ports\":[{\"name\":\"web\",\"protocol\":\"tcp\",\"port\":80,\"socketActivated\":true}]")
                .fetch();
        HostPrograms.image(IMAGE + "-other", images.resolve("other"))
                .withApp("\"ports\":[{\"name\":\"admin\",\"protocol\":\"tcp\",\"port\":81,\"socketActivated\":true}]")
                .fetch();
        TinyImage.named(PLAIN, images.resolve("plain")).fetch();
    }

    @AfterEach
    void collect() {
        assertThat(Dray.run("gc").code()).isZero();
    }

    @Test
    void anAppAnswersOnTheSocketOfTheHostWithoutANetworkOfItsOwn() throws Exception {
        Process pod = listen("web.socket", app(IMAGE));

        assertThat(ask(0)).isEqualTo("fds 3 of 1 named web.socket mine\n");
        assertThat(pod.waitFor()).isZero();
    }

    @Test
    void moreSocketsThanScriptsHaveDescriptorsReachTheApp() throws Exception {
        Process pod = listen("a:b:c:d:e:f:g:h:i", app(IMAGE));

        assertThat(ask(0)).isEqualTo("fds 3,4,5,6,7,8,9,10,11 of 9 named a:b:c:d:e:f:g:h:i mine\n");
        assertThat(pod.waitFor()).isZero();
    }

    @Test
    void eachAppGetsItsOwn() throws Exception {
        List<String> both = new ArrayList<>(app(IMAGE));
        both.add("---");
        both.addAll(app(IMAGE + "-other").subList(2, app(IMAGE).size()));
        Process pod = listen("admin:nobodys:web", both);

        assertThat(ask(0)).isEqualTo("fds 3 of 1 named admin mine\n");
        assertThat(ask(2)).isEqualTo("fds 3 of 1 named web mine\n");
        assertThat(pod.waitFor()).isZero();
    }

    @Test
    void anAppThatExpectsNoneSeesNone() throws Exception {
        Path seen = directory.resolve("output");
        Process pod = listen(
                "a:b:c",
                List.of(PLAIN, "--exec=/bin/sh", "--", "-c", "ls /proc/self/fd | wc -l; env | grep -c LISTEN"));

        assertThat(pod.waitFor()).isOne();
        // the directory itself is the fourth
        assertThat(Files.readString(seen)).isEqualTo("4\n0\n");
    }

    @Test
    void whatNobodyGaveIsOpenedInThePodsNetwork() throws Exception {
        int port = freePort();
        Process forwarded = start(
                List.of(),
                List.of(
                        "--port=web:" + port,
                        HostPrograms.VOLUME,
                        IMAGE,
                        HostPrograms.MOUNT,
                        "--exec=/bin/sh",
                        "--",
                        "-c",
                        "exec perl -e \"$0\"",
                        ANSWER));

        assertThat(answerAt(port)).isEqualTo("fds 3 of 1 named web mine\n");
        assertThat(forwarded.waitFor()).isZero();
    }

    @Test
    void ofTheSocketsThatAreMissingThePortIsSaid() {
        Dray.Result result = Dray.run("run", "--net=none", IMAGE, "--exec=/bin/sh", "--", "-c", "echo $LISTEN_FDS");

        assertThat(result)
                .isEqualTo(new Dray.Result(
                        0,
                        "1\n",
                        "dray: warning: no --port option for socket-activated port \"web\", assuming port 80 as specified"
                                + " in the manifest\n"));
    }

    @Test
    void aPortThatIsTakenIsSaid() throws IOException {
        try (ServerSocket other = new ServerSocket(0)) {
            int port = other.getLocalPort();
            HostPrograms.image(IMAGE + "-taken", directory.resolve("taken"))
                    .withApp("\"ports\":[{\"name\":\"web\",\"protocol\":\"tcp\",\"port\":" + port
                            + ",\"socketActivated\":true}]")
                    .fetch();
            Dray.Result result = Dray.run("run", "--net=host", IMAGE + "-taken", "--exec=/bin/sh");

            assertThat(result.code()).isEqualTo(254);
            assertThat(result.err())
                    .contains("cannot open the sockets that the app expects: tcp port " + port
                            + ": another socket has the address");
        }
    }

    @Test
    void theManagersSocketIsNoProcessInTheWayOfThePort() throws Exception {
        int port = freePort();
        List<String> arguments = new ArrayList<>(List.of("--port=admin:" + port));
        List<String> both = new ArrayList<>(app(IMAGE));
        both.remove("--net=none");
        arguments.addAll(both);
        arguments.add("---");
        arguments.addAll(app(IMAGE + "-other").subList(2, app(IMAGE).size()));
        Process pod = listen("any=" + port + ":web", arguments);

        // the one by its port of the host, the other by its name
        assertThat(ask(0)).isEqualTo("fds 3 of 1 named any mine\n");
        assertThat(ask(1)).isEqualTo("fds 3 of 1 named web mine\n");
        assertThat(pod.waitFor()).isZero();
    }

    @Test
    void whatIsNotForThisProcessIsIgnored() {
        Dray.Result result = Dray.run(
                Map.of("LISTEN_FDS", "9", "LISTEN_PID", "1"),
                "run",
                "--net=none",
                PLAIN,
                "--exec=/bin/sh",
                "--",
                "-c",
                "ls /proc/self/fd | wc -l; env | grep -c LISTEN");

        assertThat(result.out()).isEqualTo("4\n0\n");
    }

    @Test
    void promisesThatAreNotKeptAreSaid() {
        String dray = Dray.HOME.resolve("bin/dray").toString();
        String mine = "export LISTEN_PID=$$; exec " + dray + " version";

        assertThat(Dray.program(Map.of("LISTEN_FDS", "lots"), "sh", "-c", mine).err())
                .isEqualTo("dray: LISTEN_FDS is not a number of sockets: 'lots'\n");
        assertThat(Dray.program(Map.of("LISTEN_FDS", "2"), "sh", "-c", mine).err())
                .isEqualTo("dray: there is no socket 3 of the 2 that LISTEN_FDS promises\n");
    }

    /** An app that answers, after the options of the pod. */
    private static List<String> app(String image) {
        return List.of(
                "--net=none",
                HostPrograms.VOLUME,
                image,
                HostPrograms.MOUNT,
                "--exec=/bin/sh",
                "--",
                "-c",
                "exec perl -e \"$0\"",
                ANSWER);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** @param names of the sockets, and after a = the port if it has to be a certain one */
    private Process listen(String names, List<String> arguments) throws IOException {
        List<String> line = new ArrayList<>(
                List.of("perl", "-e", LISTEN, names, directory.resolve("ports").toString()));
        return start(line, arguments);
    }

    private Process start(List<String> before, List<String> arguments) throws IOException {
        List<String> line = new ArrayList<>(before);
        line.addAll(List.of(Dray.HOME + "/bin/dray", "--dir=" + Dray.DATA, "run"));
        line.addAll(arguments);
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
    }

    /** What the app says that listens on this one of the sockets. */
    private String ask(int index) throws IOException {
        Path file = directory.resolve("ports");
        await().atMost(SOON).until(() -> Files.exists(file));
        return answer(Integer.parseInt(Files.readString(file).split(" ", -1)[index]));
    }

    /** What the app says that listens there sooner or later. */
    private static String answerAt(int port) {
        return await().atMost(SOON).ignoreException(ConnectException.class).until(() -> answer(port), said -> true);
    }

    private static String answer(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) SOON.toMillis());
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
