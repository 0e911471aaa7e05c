package io.dray.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.EnvironmentException;
import io.dray.core.OperationFailedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramRunnerTest {
    private final ProgramRunner runner = new ProgramRunner();

    @TempDir
    private Path directory;

    @Test
    void capturesBothOutputsAndTheExitCode() {
        ProgramResult result = runner.run(Command.of("sh", "-c", "echo out; echo err >&2; exit 3"));

        assertThat(result).isEqualTo(new ProgramResult(3, "out\n", "err\n"));
    }

    @Test
    void saysWhatAFailedProgramSaidLast() {
        assertThatThrownBy(() -> runner.require(Command.of("sh", "-c", "echo one >&2; echo two >&2; exit 3")))
                .isInstanceOf(OperationFailedException.class)
                .hasMessage("sh failed with exit code 3: two");
    }

    @Test
    void namesThePackageOfAMissingProgram() {
        assertThatThrownBy(() -> runner.run(Command.of("dray-no-such-program")))
                .isInstanceOfSatisfying(
                        EnvironmentException.class,
                        e -> assertThat(e.hint()).contains("apt-get install dray-no-such-program"))
                .hasMessage("cannot run dray-no-such-program: it is not installed");
    }

    @Test
    void givesInputDirectoryAndEnvironment() {
        Command command = Command.of("sh", "-c", "cat; pwd; echo $DRAY_TEST ${HOME-none}")
                .withInput("in:".getBytes(StandardCharsets.UTF_8))
                .withDirectory(directory)
                .withCleanEnvironment()
                .withVariable("DRAY_TEST", "a b");

        assertThat(runner.require(command).output()).isEqualTo("in:" + directory + "\na b none\n");
    }

    @Test
    void survivesMuchOutputOnBothSidesAndInputNobodyReads() {
        Command command = Command.of("sh", "-c", "head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero")
                .withInput(new byte[1_000_000]);

        ProgramResult result = runner.run(command);

        assertThat(result.output()).hasSize(300_000);
        assertThat(result.errors()).hasSize(300_000);
    }

    @Test
    void handsOverLinesInOrder() {
        List<String> lines = new ArrayList<>();

        int exitCode = runner.follow(Command.of("sh", "-c", "echo a; echo b >&2; exit 7"), lines::add);

        assertThat(lines).containsExactly("a", "b");
        assertThat(exitCode).isEqualTo(7);
    }

    @Test
    void endsTheProgramWhenTheListenerGivesUp() {
        assertThatThrownBy(() -> runner.follow(Command.of("sh", "-c", "echo $$; exec sleep 600"), line -> {
                    throw new IllegalStateException(line);
                }))
                .isInstanceOfSatisfying(
                        IllegalStateException.class,
                        e -> assertThat(ProcessHandle.of(Long.parseLong(String.valueOf(e.getMessage())))
                                        .map(ProcessHandle::onExit)
                                        .map(exit -> exit.orTimeout(10, TimeUnit.SECONDS)
                                                .join()
                                                .isAlive())
                                        .orElse(false))
                                .isFalse());
    }

    @Test
    void detachesAProgramIntoASessionOfItsOwn() throws Exception {
        Path output = directory.resolve("output");
        ProcessHandle detached = runner.detach(
                Command.of("sh", "-c", "read -r stat </proc/$$/stat; echo ${stat##*) }; echo error >&2"), output);
        detached.onExit().get(20, TimeUnit.SECONDS);

        String own = Long.toString(detached.pid());
        // state, parent, group and session
        assertThat(Files.readString(output)).matches("R \\d+ " + own + " " + own + " .*\nerror\n");
    }

    @Test
    void tellsSignalsFromExitCodes() {
        assertThat(runner.run(Command.of("sh", "-c", "kill -9 $$")).exitCode()).isEqualTo(137);
    }
}
