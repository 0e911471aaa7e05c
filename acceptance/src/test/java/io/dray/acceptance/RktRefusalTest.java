package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each wrong word has its message, before anything is started, and a pod that cannot be leaves nothing. */
class RktRefusalTest {
    private static final String IMAGE = "example.com/rkt/refused";
    private static final String TEMPORARY = "example.com/rkt/refused-too";
    private static final Path POD_LINKS = Path.of("/run/dray/pods");

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    static Path directory;

    private static Rkt rkt;

    private HostState before;

    private List<String> leasesBefore;

    @BeforeAll
    static void makeImages() throws IOException {
        rkt = Rkt.in(directory);
        rkt.fetch(TinyImage.named(IMAGE, directory.resolve("one"))
                .running("echo started")
                .withFile("plain", "x"));
        rkt.fetch(TinyImage.named(TEMPORARY, directory.resolve("two")));
    }

    @BeforeEach
    void look() throws IOException {
        before = HostState.now();
        leasesBefore = HostState.leases();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(entries(directory.resolve("data/pods"))).isEmpty();
        assertThat(entries(directory.resolve("data/tmp"))).isEmpty();
        assertThat(entries(directory.resolve("data/names"))).isEmpty();
        assertThat(entries(POD_LINKS)).noneMatch(RktRefusalTest::leadsHere);
        await().atMost(SOON).untilAsserted(() -> assertThat(HostState.now()).isEqualTo(before));
        assertThat(HostState.leases()).isEqualTo(leasesBefore);
    }

    private static boolean leadsHere(Path link) {
        try {
            return Files.readSymbolicLink(link).startsWith(directory);
        } catch (IOException _) {
            // another pod's, which has gone meanwhile
            return false;
        }
    }

    private static List<Path> entries(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(place)) {
            return entries.filter(entry -> Files.isSymbolicLink(entry) || Files.exists(entry))
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "run                                      | run: must provide at least one image or specify the pod manifest",
                "run --exec=/bin/sh IMAGE                 | run: --exec must follow an image",
                "run --signature=x IMAGE                  | run: --signature must follow an image",
                "fetch --signature=x IMAGE                | fetch: --signature must follow an image",
                "fetch IMAGE --signature=x --signature=y  | --signature specified multiple times for the same image",
                "run --user=0 IMAGE                       | run: --user must follow an image",
                "run --name=x IMAGE                       | run: --name must follow an image",
                "run -- x                                 | run: an image is required before any app arguments",
                "run IMAGE -- a --- -- b                  | only one set of app arguments allowed per image",
                "run IMAGE --exec=/a --exec=/b            | --exec specified multiple times for the same image",
                "run IMAGE IMAGE                          | run: ",
                "run --interactive IMAGE OTHER            | only a pod of one app can be interactive",
                "run --ipc=frob IMAGE                     | --ipc takes one of",
                "run --pull-policy=frob IMAGE             | --pull-policy takes one of",
                "run --insecure-options=frob IMAGE        | --insecure-options does not know 'frob'",
                "run --volume=x IMAGE                     | kind is missing",
                "run --volume=x,kind=frob IMAGE           | 'frob' is neither host nor empty",
                "run --volume=x,kind=host IMAGE           | source is missing",
                "run --mount=volume=x IMAGE               | target is missing",
                "run IMAGE --mount=volume=x,target=/y     | the pod has no such volume",
                "run --volume=a,kind=empty --volume=a,kind=empty IMAGE --mount=volume=a,target=/y | duplicate volume name",
                "run --set-env=x IMAGE                    | --set-env needs NAME=VALUE",
                "run --set-env-file=/nope IMAGE           | /nope",
                "run IMAGE --memory=frob                  | frob",
                "run IMAGE --cpu=frob                     | frob",
                "run IMAGE --cpu-shares=1                 | cpu-shares",
                "run IMAGE --oom-score-adj=2000           | oom-score-adj",
                "run IMAGE --supplementary-gids=x         | --supplementary-gids takes whole numbers, not 'x'",
                "run IMAGE --caps-retain=CAP_FROB         | CAP_FROB",
                "run IMAGE --caps-retain=CAP_KILL --cap-remove=CAP_KILL | exclude each other",
                "run IMAGE --seccomp=mode=frob,reboot     | frob",
                "run --port=x IMAGE                       | --port",
                "run --port=nope:8080 IMAGE               | nope",
                "run --dns=frob IMAGE                     | --dns: 'frob' is not an IP address",
                "run --dns=host --dns-opt=debug IMAGE     | --dns=host cannot be combined with other DNS options",
                "run --hosts-entry=frob IMAGE             | --hosts-entry: 'frob' is not an address and a name",
                "run --hostname=-x IMAGE                  | '-x' cannot be a host name",
                "run --stage1-path=a --stage1-url=b IMAGE | flags --stage1-path and --stage1-url are mutually exclusive",
                "run --stage1-name=a --stage1-name=b IMAGE | --stage1-name already used",
                "run --net=nosuch IMAGE                   | stage1: failed to setup network: networks not found: nosuch",
                "run --pod-manifest=/nope                 | /nope",
                "run sha512-abcdefabcdef                  | no image IDs found",
                "run sha512-a                             | image ID too short",
                "run --frob IMAGE                         | run: unknown option --frob",
                "run-prepared                             | run-prepared needs a POD",
                "run-prepared 12345678                    | no matches found for \"12345678\"",
                "enter                                    | enter needs a POD",
                "enter 12345678                           | no matches found for \"12345678\"",
                "export 12345678                          | export needs",
                "gc --expire-prepared=x                   | --expire-prepared: 'x' is not a span of time",
                "status                                   | status needs a POD",
                "cat-manifest 12345678                    | no matches found for \"12345678\"",
            })
    void aWrongLineIsRefused(String words, String shown) {
        Rkt.assertEnds(rkt.line(words.replace("IMAGE", IMAGE).replace("OTHER", TEMPORARY)), Rkt.FAILURE, shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--exec=/nope                             | there is no /nope in the image",
                "--exec=nope                              | looked for in /usr/local/sbin",
                "--exec=/plain                            | /plain in the image is not executable",
                "--user=bob                               | \"bob\" user not found: the image's /etc/passwd",
                "--group=staff                            | \"staff\" group not found: the image's /etc/group",
                "--user=/nope                             | no such file or directory in the image",
                "--group=/nope                            | no such file or directory in the image",
                "--working-dir=/nope                      | there is no directory /nope in the image",
            })
    void whatIsMissingIsNamedWithThePlaceWhereItWasLookedFor(String option, String shown) {
        Rkt.assertEnds(rkt.line("run --net=none " + IMAGE + " " + option), Rkt.FAILURE, shown);
        if (option.contains("user") || option.contains("group")) {
            String pod = rkt.prepare("--net=none " + IMAGE + " " + option);
            Rkt.assertEnds(rkt.line("run-prepared --hostname=other " + pod), Rkt.FAILURE, shown);
            Rkt.assertEnds(rkt.line("run-prepared " + pod), Rkt.FAILURE, shown);
        } else {
            Rkt.assertEnds(rkt.line("prepare --net=none " + IMAGE + " " + option), Rkt.FAILURE, shown);
        }
    }

    @Test
    void aMissingSourceIsWhatAnotherProgramOnceSaid() {
        Rkt.assertEnds(
                rkt.line("run --volume=a,kind=host,source=/does/not/exist " + IMAGE + " --mount=volume=a,target=/a"),
                1,
                "Failed to stat /does/not/exist: No such file or directory\n");
    }

    @Test
    void aNetworkNamesWhereItWasLookedForAndWhichPluginItWants() throws IOException {
        Rkt.assertEnds(rkt.line("run --net=nosuch " + IMAGE), Rkt.FAILURE, directory.resolve("local") + "/net.d");
        Path conf = Files.createDirectories(directory.resolve("local/net.d")).resolve("10-odd.conf");
        Files.writeString(conf, "{\"name\":\"odd\",\"type\":\"nosuchplugin\"}");
        Dray.Result result = rkt.line("run --net=odd " + IMAGE);
        Files.delete(conf);
        Rkt.assertEnds(result, Rkt.FAILURE, "stage1: failed to setup network: ");
        assertThat(result.err()).contains("nosuchplugin");
    }

    @Test
    void aStartThatFailsInTheMiddleLeavesNothingEither() throws IOException {
        TinyImage image = TinyImage.named("example.com/rkt/failing", directory.resolve("failing"))
                .withApp("\"eventHandlers\":[{\"name\":\"pre-start\",\"exec\":[\"/bin/sh\",\"-c\",\"exit 3\"]}]");
        rkt.fetch(image);

        Rkt.assertEnds(
                rkt.line("run example.com/rkt/failing"),
                Rkt.FAILURE,
                "stage1: the pre-start handler /bin/sh of app failing failed with exit code 3");
    }

    @Test
    void whatANetworkRefusesAtTheStartIsSaidByTheFirstStage() {
        Rkt.assertEnds(
                rkt.line("run --net=default:IP=172.16.28.1 " + IMAGE),
                Rkt.FAILURE,
                "stage1: failed to setup network default: ");
    }

    @Test
    void aPodWithoutAppsIsNone() throws IOException {
        Path manifest = Files.writeString(
                directory.resolve("empty.json"), "{\"acKind\":\"PodManifest\",\"acVersion\":\"0.8.11\",\"apps\":[]}");

        Rkt.assertEnds(
                rkt.line("run --pod-manifest=" + manifest),
                Rkt.FAILURE,
                "run: pod must contain at least one application");
    }
}
