package io.dray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodCommandsTest {
    @TempDir
    private Path data;

    @Test
    void listsNothingBeforeAnythingIsThere() {
        TestingConsole console = new TestingConsole(data.resolve("new"));

        assertThat(console.run("list")).isZero();
        assertThat(console.out()).isEqualTo("UUID\tNAME\tAPP\tIMAGE NAME\tSTATE\tCREATED\tSTARTED\tNETWORKS\n");
        assertThat(console.run("list", "--full")).isZero();
        assertThat(console.out())
                .isEqualTo("UUID\tNAME\tAPP\tIMAGE NAME\tIMAGE ID\tSTATE\tCREATED\tSTARTED\tNETWORKS\n");
        assertThat(console.run("list", "--format=json")).isZero();
        assertThat(console.out()).isEqualTo("[]\n");
        assertThat(data.resolve("new")).doesNotExist();
    }

    @Test
    void reportsEachPodThatItCannotStop() {
        TestingConsole console = new TestingConsole(data);

        assertThat(console.run("stop", "12345678", "abc")).isEqualTo(254);
        assertThat(console.err())
                .contains("dray: no matches found for \"12345678\"\n")
                .contains("dray: no matches found for \"abc\"\n");
    }

    @Test
    void asksForThePodToStop() {
        TestingConsole console = new TestingConsole(data);

        assertThat(console.run("stop")).isEqualTo(254);
        assertThat(console.err()).startsWith("dray: stop needs a POD\n");
    }

    @Test
    void explainsOnlyPodsThatAreThere() {
        TestingConsole console = new TestingConsole(data);

        assertThat(console.run("explain", "abc")).isEqualTo(254);
        assertThat(console.err()).startsWith("dray: no matches found for \"abc\"\n");
    }

    @Test
    void startsAPodOnlyForTheLauncher() {
        TestingConsole console = new TestingConsole(data);

        assertThat(console.run("run", "example.com/a:1")).isEqualTo(254);
        assertThat(console.err()).isEqualTo("""
            dray: cannot start a pod: DRAY_HANDOFF is not set
            dray: hint: use bin/dray, which becomes the pod
            """);
    }

    @Test
    void handsOverNothingWhenAnImageIsMissing() {
        Path plan = data.resolve("plan");
        TestingConsole console = new TestingConsole(data.resolve("data"))
                .with(RunCommand.HANDOFF, plan.toString())
                .with(RunCommand.LAUNCHER, "dray")
                .with(
                        RunCommand.LAUNCHER_PID,
                        Long.toString(ProcessHandle.current().pid()))
                .with(Wiring.RUNTIME_DIRECTORY, data.resolve("run").toString());

        assertThat(console.run("run", "--net=none", "example.com/a:1")).isEqualTo(254);
        assertThat(console.err()).startsWith("dray: ").contains("\ndray: hint: ");
        assertThat(console.out()).isEmpty();
        assertThat(plan).hasContent("planning\n");
        assertThat(data.resolve("data/pods")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run x", "stop x", "gc", "internal render /pod app"})
    void changesNothingForUnprivilegedUsers(String line) {
        TestingConsole console = new TestingConsole(data).withoutRoot();

        assertThat(console.run(line.split(" ", -1))).isEqualTo(254);
        assertThat(console.err()).startsWith("dray: cannot run as unprivileged user\n");
    }
}
