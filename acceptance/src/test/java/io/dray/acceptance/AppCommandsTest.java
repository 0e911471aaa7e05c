package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the apps of a pod one by one, in rkt's words. */
class AppCommandsTest {
    private static final String IMAGE = "example.com/acceptance/apps";

    @BeforeAll
    static void makeImage(@TempDir Path layout) throws IOException {
        TinyImage.named(IMAGE, layout.resolve("apps")).fetch();
    }

    @AfterEach
    void remove() {
        Dray.run("stop", "--force", "apps");
        assertThat(Dray.run("rm", "apps").code()).isZero();
    }

    @Test
    void eachAppIsListedAndEntered() {
        String uuid = start();

        assertThat(Dray.run("app", "list", "apps").out()).matches("NAME\t+STATE\none\t+running\ntwo\t+exited\n");
        assertThat(Dray.run("app", "list", "--no-legend", uuid).out()).matches("one\t+running\ntwo\t+exited\n");
        assertThat(Dray.run("app", "list", "--format=json", "apps").out())
                .startsWith("[{\"name\":\"one\",\"state\":\"running\",\"created_at\":");
        assertThat(Dray.run("app", "exec", "--app=one", "apps", "/bin/echo", "inside")
                        .out())
                .isEqualTo("inside\n");
    }

    @Test
    void theStatusOfAnAppTellsItsMountsAndLabels() {
        start();

        assertThat(Dray.run("app", "status", "--app=two", "apps").out())
                .startsWith("name=two\nstate=exited\nimage_id=sha512-")
                .containsPattern("\ncreated_at=20.*\nstarted_at=20.*\nfinished_at=20.*\nexit_code=0\n")
                .endsWith("\nmounts=/etc:/host:(read_only:true)\nuser_labels=tier:web\n");
        assertThat(Dray.run("app", "status", "--app=one", "apps").out())
                .contains("state=running\n")
                .doesNotContain("exit_code", "mounts");
    }

    @Test
    void itsFailuresAreOfCodeOne() {
        String uuid = start();

        Dray.Result missing = Dray.run("app", "status", "--app=three", "apps");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.errorLine()).isEqualTo("dray: pod \"" + uuid + "\" has no app three");
        assertThat(Dray.run("app", "status", "apps").errorLine()).isEqualTo("dray: app status needs --app");
        assertThat(Dray.run("app", "status", "--app=one", "nobody").code()).isEqualTo(1);
        assertThat(Dray.run("app", "list", "nobody").code()).isEqualTo(254);
    }

    private static String start() {
        Dray.Result started = Dray.run(
                "run",
                "--detach",
                "--net=none",
                "--name=apps",
                "--on-app-exit=ignore",
                "--volume=etc,kind=host,source=/etc,readOnly=true",
                IMAGE,
                "--name=one",
                "--",
                "-c",
                "sleep 100",
                "---",
                IMAGE,
                "--name=two",
                "--mount=volume=etc,target=/host",
                "--user-label=tier=web",
                "--exec=/bin/echo");
        assertThat(started.code()).as(started.err()).isZero();
        String status = "";
        for (int i = 0; i < 100 && !status.contains("exited"); i++) {
            status = Dray.run("app", "status", "--app=two", "apps").out();
        }
        return started.out().strip();
    }
}
