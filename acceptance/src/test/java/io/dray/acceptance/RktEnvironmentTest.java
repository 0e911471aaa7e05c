package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where an app's variables come from, and which of two wins. */
class RktEnvironmentTest {
    private static final String IMAGE = "example.com/rkt/environment";

    @TempDir
    static Path directory;

    private static Rkt rkt;

    @BeforeAll
    static void makeImage() throws IOException {
        rkt = Rkt.in(directory);
        rkt.fetch(TinyImage.named(IMAGE, directory.resolve("image"))
                .running("echo V=$V- OTHER=$OTHER- TERM=$TERM- PATH=$PATH- app=$AC_APP_NAME-")
                .withApp("\"environment\":[{\"name\":\"V\",\"value\":\"image\"}]"));
        Files.writeString(
                directory.resolve("variables"), "# comment\n\n; another\nOTHER=file\nV=file\nBLANKS=a b  c\n");
    }

    @AfterEach
    void collect() {
        rkt.collect();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                              |  | V=image- OTHER=-",
                "--set-env=OTHER=line                          |  | V=image- OTHER=line-",
                "--set-env=V=line                              |  | V=line- OTHER=-",
                "--set-env V=line --set-env OTHER=x            |  | V=line- OTHER=x-",
                "--inherit-env=true                            |  | V=image- OTHER=caller-",
                "--inherit-env                                 |  | V=image- OTHER=caller-",
                "--inherit-env=false                           |  | V=image- OTHER=-",
                "--inherit-env --set-env=OTHER=line            |  | V=image- OTHER=line-",
                "--set-env-file=FILE                           |  | V=file- OTHER=file-",
                "--set-env-file=FILE --set-env=OTHER=line      |  | V=file- OTHER=line-",
                "--inherit-env --set-env-file=FILE             |  | V=file- OTHER=file-",
                "--set-env=V=line                              | --environment=V=own | V=own- OTHER=-",
                "--set-env-file=FILE --inherit-env             | --environment=OTHER=own | V=file- OTHER=own-",
                "--set-env=TERM=dumb                           |  | TERM=dumb-",
                "                                              |  | PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin-",
                "                                              | --name=web | app=web-",
            })
    void theNearestWins(String ofPod, String ofApp, String shown) {
        String words = "run --net=none " + (ofPod == null ? "" : ofPod).replace("FILE", directory + "/variables") + " "
                + IMAGE + " " + (ofApp == null ? "" : ofApp);

        Dray.Result result = rkt.run(
                Map.of("V", "caller", "OTHER", "caller"), List.of(words.strip().split(" +", -1)));

        Rkt.assertEnds(result, 0, shown);
    }

    @Test
    void aValueMayHoldBlanksAndQuotes() {
        Rkt.assertEnds(
                rkt.run("run", "--net=none", "--set-env=OTHER=a  \"b\" $c 'd'", IMAGE, "--exec=/bin/env"),
                0,
                "OTHER=a  \"b\" $c 'd'\n");
        Rkt.assertEnds(
                rkt.line("run --net=none --set-env-file=" + directory.resolve("variables") + " " + IMAGE
                        + " --exec=/bin/env"),
                0,
                "BLANKS=a b  c\n");
    }

    @Test
    void whatIsPreparedKeepsItsVariables() {
        String pod = rkt.prepare("--net=none --set-env=V=prepared " + IMAGE);
        assertThat(Rkt.shown(rkt.line("run-prepared " + pod))).contains("V=prepared-");
    }
}
