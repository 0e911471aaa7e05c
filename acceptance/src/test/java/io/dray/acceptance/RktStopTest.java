package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a pod in the foreground, and of the command that is it, when rkt's {@code stop} ends it. */
class RktStopTest {
    private static final String NAME = "example.com/acceptance/rkt-stop";

    @TempDir
    private Path directory;

    private Machine machine;
    private String archive;

    @BeforeEach
    void makeImage() throws IOException {
        machine = Machine.in(directory);
        archive = TinyImage.named(NAME, directory.resolve("image"))
                .running("trap 'exit 0' TERM; echo up; while :; do sleep 1 & wait $!; done")
                .archive()
                .toString();
    }

    @AfterEach
    void collect() throws IOException {
        machine.rkt("gc", "--grace-period=0s");
    }

    /** Java counts a death by signal as 128 and the signal. */
    @ParameterizedTest
    @CsvSource({"'', UUID, 0", "--force, UUID, 137", "'', FILE, 0", "--force, FILE, 137"})
    void thePodIsOverAndTheCommandTellsHow(String option, String what, int code) throws IOException {
        String uuid = machine.rkt("--insecure-options=image", "prepare", "--net=none", archive)
                .out()
                .strip();
        Path output = directory.resolve("out");
        Process pod = machine.start(output, "run-prepared", uuid);
        Awaitility.await().until(() -> Files.readString(output).contains("up\n"));
        String named = what.equals("UUID") ? uuid : "--uuid-file=" + Files.writeString(directory.resolve("id"), uuid);

        Dray.Result stopped = option.isEmpty() ? machine.rkt("stop", named) : machine.rkt("stop", option, named);

        assertThat(stopped).isEqualTo(new Dray.Result(0, "\"" + uuid + "\"\n", ""));
        assertThat(pod.onExit().join().exitValue()).isEqualTo(code);
        assertThat(machine.rkt("status", uuid).out()).startsWith("state=exited\n");
        assertThat(machine.rkt("stop", uuid))
                .isEqualTo(new Dray.Result(0, "pod \"" + uuid + "\" is already stopped\n", ""));
    }
}
