package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that contradict each other and values that cannot be, each with its message under both names. */
class FlagMessagesTest {
    private static final String IMAGE = "example.com/acceptance/flags";
    private static final Map<String, String> EXPERIMENT = Map.of("RKT_EXPERIMENT_APP", "true");

    @TempDir
    static Path directory;

    private static Rkt rkt;

    @BeforeAll
    static void makeImages() throws IOException {
        rkt = Rkt.in(directory);
        TinyImage image = TinyImage.named(IMAGE, directory.resolve("image")).running("echo started");
        rkt.fetch(image);
        image.fetch();
        Files.writeString(
                directory.resolve("empty.json"), "{\"acVersion\":\"0.8.11\",\"acKind\":\"PodManifest\",\"apps\":[]}");
    }

    @AfterAll
    static void noPodWasMade() throws IOException {
        try (var pods = Files.list(directory.resolve("data/pods"))) {
            assertThat(pods).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "run --net=none,default IMAGE                                 ~ --net=none cannot be combined with --net=default",
                "run --net=none --net=default-restricted IMAGE                ~ --net=none cannot be combined with --net=default-restricted",
                "run --net=host --net=default IMAGE                           ~ --net=host cannot be combined with other networks",
                "run --net=a,a IMAGE                                          ~ found duplicate netname \"a\"",
                "run --net=host:IP=1 IMAGE                                    ~ arguments are not supported by special netname \"host\"",
                "run --net=default:IP IMAGE                                   ~ network \"default\" provided with invalid arguments: [IP]",
                "run --net=none --port=http:80 IMAGE                          ~ --port flag does not work with 'none' networking",
                "run --net=host --port=http:80 IMAGE                          ~ --port flag does not work with 'host' networking",
                "run --port=http:frob:80 IMAGE                                ~ 'frob' is not an IPv4 address",
                "run --port=http:70000 IMAGE                                  ~ '70000' is not a port from 1 to 65535",
                "run --dns=none --dns-search=x IMAGE                          ~ --dns=none cannot be combined with other DNS options",
                "run --dns-domain= IMAGE                                      ~ --dns-domain: '' is not one word",
                "run --hosts-entry=host --hosts-entry=1.2.3.4=x IMAGE         ~ --hosts-entry=host cannot be combined with other entries",
                "run --hosts-entry=1.2.3.4= IMAGE                             ~ '1.2.3.4=' is not an address and a name",
                "run --hostname=a..b IMAGE                                    ~ 'a..b' cannot be a host name",
                "run --mount=volume=x,target=/y IMAGE                         ~ the pod has no such volume",
                "run IMAGE --mount=target=/y                                  ~ volume is missing",
                "run --volume=a,kind=host,source=/tmp,readOnly=frob IMAGE     ~ readOnly is true or false, not 'frob'",
                "run --volume=a,kind=host,source=/tmp,recursive=frob IMAGE    ~ recursive is true or false, not 'frob'",
                "run --volume=a,kind=host,source=/tmp,mode=0755 IMAGE         ~ there is no mode for a volume of kind host",
                "run --volume=a,kind=empty,source=/tmp IMAGE                  ~ there is no source for a volume of kind empty",
                "run --volume=a,kind=empty,mode=999 IMAGE                     ~ '999' is not a mode",
                "run --volume=a,kind=empty,uid=frob IMAGE                     ~ uid=frob is not the number of an owner",
                "run --volume=a,kind=empty,gid=-1 IMAGE                       ~ gid=-1 is not the number of an owner",
                "run --volume=a,kind=empty,frob=1 IMAGE                       ~ there is no frob for a volume of kind empty",
                "run --volume=A!,kind=empty IMAGE                             ~ 'A!' is not a valid appc name",
                "run --pod-manifest=EMPTY                                     ~ pod must contain at least one application",
                "run --pod-manifest=EMPTY IMAGE                               ~ conflicting flags set with --pod-manifest (see --help)",
                "run --pod-manifest=EMPTY --volume=a,kind=empty               ~ conflicting flags set with --pod-manifest (see --help)",
                "run --pod-manifest=EMPTY --set-env=a=b                       ~ conflicting flags set with --pod-manifest (see --help)",
                "run --pod-manifest=EMPTY --inherit-env                       ~ conflicting flags set with --pod-manifest (see --help)",
                "run --pod-manifest=EMPTY --port=a:1                          ~ conflicting flags set with --pod-manifest (see --help)",
                "run --pod-manifest=EMPTY --exec=/x                           ~ conflicting flags set with --pod-manifest (see --help)",
                "run --pod-manifest=EMPTY -- x                                ~ conflicting flags set with --pod-manifest (see --help)",
                "run --interactive --detach IMAGE                             ~ an interactive pod cannot be detached or start its app again",
                "run --interactive --restart=always IMAGE                     ~ an interactive pod cannot be detached or start its app again",
                "run --uuid-file-save=/nope/x IMAGE                           ~ /nope/x: no such file or directory",
                "run --store-only --no-store IMAGE                            ~ --no-store and --store-only contradict each other",
                "run --private-users=frob IMAGE                               ~ --private-users takes true or false, not 'frob'",
                "run --mds-register --net=none IMAGE                          ~ a pod without a network cannot reach the metadata service",
                "run --restart=frob IMAGE                                     ~ --restart takes one of no|on-failure|always, not 'frob'",
                "run --on-app-exit=frob IMAGE                                 ~ --on-app-exit takes one of stop-pod|ignore, not 'frob'",
                "run --pid=host IMAGE                                         ~ --pid takes one of auto|private|shared, not 'host'",
                "run --label=x IMAGE                                          ~ --label needs NAME=VALUE, not 'x'",
                "run IMAGE --name=A!                                          ~ 'A!' is not a valid appc name",
                "run IMAGE --name=x --- IMAGE --name=x                        ~ two apps of the pod are called x",
                "run IMAGE --exec=                                            ~ the name of the program is empty",
                "run IMAGE --user=/nope                                       ~ the user is to be the owner of /nope: no such file or directory in the image",
                "run IMAGE --supplementary-gids=-1                            ~ --supplementary-gids: -1 is not the number of a group",
                "run IMAGE --working-dir=rel                                  ~ the working directory rel is not absolute",
                "run IMAGE --readonly-rootfs=frob                             ~ --readonly-rootfs takes true or false, not 'frob'",
                "run IMAGE --memory=16m                                       ~ a limit of 1 bytes is less than one page of memory",
                "run IMAGE --memory=-1                                        ~ resource/memory.limit: '-1' is not an amount",
                "run IMAGE --cpu=-1                                           ~ resource/cpu.limit: '-1' is not an amount",
                "run IMAGE --cpu-shares=frob                                  ~ --cpu-shares takes whole numbers, not 'frob'",
                "run IMAGE --caps-retain=                                     ~ os/linux/capabilities-retain-set names no capability",
                "run IMAGE --seccomp=reboot                                   ~ the mode is retain or remove, not ''",
                "run IMAGE --seccomp=mode=retain                              ~ names no system call",
                "run IMAGE --oom-score-adj=frob                               ~ --oom-score-adj takes whole numbers, not 'frob'",
                "run IMAGE --annotation=x                                     ~ --annotation needs NAME=VALUE, not 'x'",
                "run IMAGE --user-annotation=x                                ~ --user-annotation needs NAME=VALUE, not 'x'",
                "run IMAGE --user-label=x                                     ~ --user-label needs NAME=VALUE, not 'x'",
                "run IMAGE --stdin=frob                                       ~ --stdin takes one of null|stream|tty, not 'frob'",
                "run IMAGE --stdin=tty --stdout=stream                        ~ but a terminal is all three of them",
                "app sandbox --port=http:80                                   ~ --port=http:80: invalid format",
                "app sandbox --port=http:frob:80:0.0.0.0:80                   ~ invalid protocol \"frob\"",
                "app sandbox IMAGE                                            ~ app sandbox takes no arguments",
                "app add                                                      ~ must provide the pod UUID and an IMAGEID",
                "app rm 12345678                                              ~ must provide the app to remove",
                "gc --grace-period=frob                                       ~ --grace-period: 'frob' is not a span of time",
                "list --format=frob                                           ~ --format takes one of json|json-pretty, not 'frob'",
                "prepare                                                      ~ must provide at least one image or specify the pod manifest",
            })
    void aWrongLineIsRefused(String words, String message) {
        List<String> line = List.of(words.replace("IMAGE", IMAGE)
                .replace("EMPTY", directory.resolve("empty.json").toString())
                .split(" ", -1));

        Dray.Result dray = Dray.run(line.toArray(String[]::new));
        assertThat(dray.errorLine()).startsWith("dray: ").contains(message);
        assertThat(dray.code()).isEqualTo(254);
        assertThat(dray.out()).isEmpty();

        Dray.Result asRkt = rkt.run(EXPERIMENT, line);
        assertThat(Rkt.shown(asRkt)).contains(message);
        assertThat(asRkt.code()).isEqualTo(254);
    }
}
