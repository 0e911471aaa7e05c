package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom an app runs as: numbers, names, owners of files, of the image or of the command line. */
class RktUsersTest {
    private static final String PLAIN = "example.com/rkt/plain";
    private static final String OWN = "example.com/rkt/own";
    private static final String GROUPS = "example.com/rkt/groups";

    @TempDir
    static Path directory;

    private static Rkt rkt;

    @BeforeAll
    static void makeImages() throws IOException {
        rkt = Rkt.in(directory);
        Map<String, String> apps = Map.of(
                PLAIN, "\"user\":\"0\",\"group\":\"0\"",
                OWN, "\"user\":\"400\",\"group\":\"500\"",
                GROUPS, "\"user\":\"0\",\"group\":\"0\",\"supplementaryGIDs\":[400,500,1200]");
        for (Map.Entry<String, String> app : apps.entrySet()) {
            Path layout = directory.resolve(app.getKey().replace('/', '-'));
            TinyImage.named(app.getKey(), layout)
                    .withFile("etc/passwd", "user1:x:1000:100::/:/bin/sh\n")
                    .withFile("etc/group", "group1:x:100:\n")
                    .archive();
            Files.writeString(layout.resolve("manifest"), """
                    {"acKind":"ImageManifest","acVersion":"0.8.11","name":"%s",
                    "labels":[{"name":"os","value":"linux"},{"name":"arch","value":"amd64"}],
                    "app":{"exec":["/bin/sh","-c","echo $(id -u):$(id -g) groups $(id -G)"],%s}}
                    """.formatted(app.getKey(), app.getValue()));
            Dray.program("tar", "-C", layout.toString(), "-cf", layout + ".aci", "manifest", "rootfs");
            assertThat(rkt.run("--insecure-options=image", "fetch", layout + ".aci")
                            .code())
                    .isZero();
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
                "plain |                                | 0:0",
                "plain | --user=200                     | 200:0",
                "plain | --group=300                    | 0:300",
                "plain | --user=200 --group=300         | 200:300",
                "plain | --user=user1 --group=300       | 1000:300",
                "plain | --user=200 --group=group1      | 200:100",
                "plain | --user=user1 --group=group1    | 1000:100",
                "plain | --user=root --group=root       | 0:0",
                "plain | --user=/etc/passwd --group=/etc/group | 0:0",
                "own   |                                | 400:500",
                "own   | --user=200                     | 200:500",
                "own   | --group=300                    | 400:300",
                "own   | --user=200 --group=300         | 200:300",
                "own   | --user=user1 --group=group1    | 1000:100",
                "own   | --user=root --group=root       | 0:0",
                "groups |                               | 0:0 groups 0 400 500 1200",
                "groups | --supplementary-gids=7,8      | 0:0 groups 0 7 8",
                "plain | --supplementary-gids=7,8 --user=9 --group=10 | 9:10 groups 10 7 8",
            })
    void whatTheCommandLineSaysWins(String image, String options, String shown) {
        String words = "example.com/rkt/" + image + " " + (options == null ? "" : options);

        Rkt.assertEnds(rkt.line("run --net=none " + words), 0, "]: " + shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "last"})
    void eachAppOfAPodHasItsOwn(String place) {
        String other = PLAIN + " --name=other --exec=/bin/sleep -- 0 ---";
        String own = OWN + " --user=user1";
        Rkt.assertEnds(
                rkt.line("run --net=none " + (place.equals("first") ? own + " " + other : other + " " + own)),
                0,
                "own[2]: 1000:500");
    }
}
