package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What apps may do, by their image and by the command line, in rkt's spellings. */
class RktIsolatorsTest {
    private static final String IMAGE = "example.com/rkt/isolated";
    private static final String RETAINING = "example.com/rkt/retaining";
    private static final String REMOVING = "example.com/rkt/removing";
    private static final String BOUND = "grep CapBnd /proc/self/status";

    /** The fourteen that apps have without a word said. */
    private static final String USUAL = "00000000a80425fb";

    @TempDir
    static Path directory;

    private static Rkt rkt;

    @BeforeAll
    static void makeImages() throws IOException {
        rkt = Rkt.in(directory);
        Map<String, String> isolators = Map.of(
                IMAGE,
                        "{\"name\":\"resource/memory\",\"value\":{\"request\":\"25Mi\",\"limit\":\"25Mi\"}},"
                                + "{\"name\":\"os/linux/oom-score-adj\",\"value\":99}",
                RETAINING, "{\"name\":\"os/linux/capabilities-retain-set\",\"value\":{\"set\":[\"CAP_MKNOD\"]}}",
                REMOVING,
                        "{\"name\":\"os/linux/capabilities-remove-set\",\"value\":{\"set\":[\"CAP_CHOWN\"]}},"
                                + "{\"name\":\"os/linux/no-new-privileges\",\"value\":true},"
                                + "{\"name\":\"os/linux/seccomp-remove-set\",\"value\":{\"errno\":\"EXFULL\",\"set\":[\"mkdir\",\"mkdirat\"]}}");
        for (Map.Entry<String, String> each : isolators.entrySet()) {
            String name = each.getKey().substring(each.getKey().lastIndexOf('/') + 1);
            rkt.fetch(TinyImage.named(each.getKey(), directory.resolve(name))
                    .withApp("\"isolators\":[" + each.getValue() + "]"));
        }
    }

    @AfterEach
    void collect() {
        rkt.collect();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "isolated  |                                        | 00000000a80425fb",
                "isolated  | --caps-retain=CAP_NET_BIND_SERVICE     | 0000000000000400",
                "isolated  | --cap-retain=CAP_NET_BIND_SERVICE      | 0000000000000400",
                "isolated  | --caps-retain=CAP_CHOWN,CAP_FOWNER     | 0000000000000009",
                "isolated  | --caps-remove=CAP_CHOWN                | 00000000a80425fa",
                "isolated  | --cap-remove=CAP_CHOWN                 | 00000000a80425fa",
                "isolated  | --caps-remove=CAP_SYS_ADMIN            | 00000000a80425fb",
                "retaining |                                        | 0000000008000000",
                "retaining | --cap-retain=CAP_KILL                  | 0000000000000020",
                "retaining | --cap-remove=CAP_KILL                  | 00000000a80425db",
                "removing  |                                        | 00000000a80425fa",
                "removing  | --cap-retain=CAP_KILL                  | 0000000000000020",
                "removing  | --cap-remove=CAP_KILL                  | 00000000a80425db",
            })
    void capabilities(String image, String options, String bounding) {
        String words = "example.com/rkt/" + image + " " + (options == null ? "" : options) + " --exec=/bin/sh --";

        Rkt.assertEnds(rkt.line("run --net=none " + words, "-c", BOUND), 0, bounding);
    }

    @ParameterizedTest
    @CsvSource({"image,true", "'image,ondisk,paths',true", "all-fetch,true", "'image,capabilities',false", "all,false"})
    void protectionIsGivenUpForAPodThatIsPreparedToo(String insecure, boolean usual) {
        String words = " --insecure-options=" + insecure + " --net=none " + IMAGE + " --exec=/bin/sh --";
        Dray.Result run = rkt.line("run" + words, "-c", BOUND);
        String pod = rkt.prepare(words, "-c", BOUND);
        Dray.Result prepared = rkt.line("run-prepared --insecure-options=" + insecure + " " + pod);

        for (Dray.Result result : List.of(run, prepared)) {
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(result.out().contains(USUAL)).as(result.out()).isEqualTo(usual);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "isolated |                                             | mkdir /x && echo made           | 0 | made",
                "isolated | --seccomp=mode=remove,errno=EXFULL,mkdir,mkdirat | mkdir /x                   | 1 | Exchange full",
                "isolated | --seccomp=mode=remove,reboot                | echo alive                      | 0 | alive",
                "isolated | --seccomp=mode=retain,@appc.io/all          | mkdir /x && echo made           | 0 | made",
                "isolated | --seccomp=mode=retain,@docker/default-whitelist | mkdir /x && echo made       | 0 | made",
                "isolated | --seccomp=mode=retain,@rkt/default-whitelist | mkdir /x && echo made          | 0 | made",
                "isolated | --seccomp=mode=remove,@rkt/default-blacklist | mkdir /x && echo made          | 0 | made",
                "removing |                                             | mkdir /x                        | 1 | Exchange full",
                "removing | --seccomp=mode=retain,@appc.io/all          | mkdir /x && echo made           | 0 | made",
                "removing | --user=1000 --group=100                     | mkdir /x                        | 1 | Exchange full",
                "removing | --insecure-options=image,seccomp            | mkdir /x && echo made           | 0 | made",
                "removing | --insecure-options=image,all-run            | mkdir /x && echo made           | 0 | made",
                "removing | --insecure-options=image,paths              | mkdir /x                        | 1 | Exchange full",
                "removing |                                             | grep NoNewPrivs /proc/self/status | 0 | NoNewPrivs:	1",
                "isolated |                                             | grep NoNewPrivs /proc/self/status | 0 | NoNewPrivs:	0",
                "isolated |                                             | cat /proc/self/oom_score_adj    | 0 | ]: 99",
                "removing |                                             | cat /proc/self/oom_score_adj    | 0 | ]: 0",
                "removing | --oom-score-adj=42                          | cat /proc/self/oom_score_adj    | 0 | ]: 42",
                "isolated |                                             | mkdir /sys/fs/cgroup/x          | 1 | Read-only file system",
                "isolated | --readonly-rootfs=true                      | echo x >/x                      | 1 | Read-only file system",
                "isolated | --readonly-rootfs=false                     | echo x >/x && echo made         | 0 | made",
            })
    void whatAnAppMayDo(String image, String options, String script, int code, String shown) {
        String words = "example.com/rkt/" + image + " " + (options == null ? "" : options) + " --exec=/bin/sh --";

        Rkt.assertEnds(rkt.line("run --net=none " + words, "-c", script), code, shown);
    }
}
