package io.dray.clikit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.core.EnvironmentException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    private final TestingProgram ship = new TestingProgram();

    @Test
    void printsMessageAndHintOfAFailure() {
        ship.fails = true;
        ship.failure = new EnvironmentException("cannot run crun: it is not installed", "apt-get install crun");

        assertThat(ship.run("list")).isEqualTo(254);
        assertThat(ship.err())
                .isEqualTo("ship: cannot run crun: it is not installed\nship: hint: apt-get install crun\n");
    }

    @Test
    void showsTheStackOnlyWithDebug() {
        ship.fails = true;
        ship.failure = new EnvironmentException("no");

        ship.run("list", "--debug");

        assertThat(ship.err()).startsWith("ship: no\n").contains("at io.dray.clikit");
    }

    @Test
    void tellsABugFromAMistake() {
        ship.fails = true;

        assertThat(ship.run("list")).isEqualTo(254);
        assertThat(ship.err()).isEqualTo("""
                ship: internal error: java.lang.IllegalStateException: unused
                ship: hint: this is a bug; please report it with the output of --debug
                """);
    }

    @Test
    void writesEveryErrorOnOneVisibleLine() {
        assertThat(ship.run("a\nb\u001b[31m\u202ec")).isEqualTo(254);
        assertThat(ship.err().lines().findFirst()).contains("ship: unknown command 'a\\nb\\u001b[31m\\u202ec'");
        assertThat(ship.run("")).isEqualTo(254);
        assertThat(ship.err()).contains("ship: unknown command ''\n");
    }

    @Test
    void saysWhenInputOrOutputFailsSomewhereUnexpected() {
        ship.fails = true;
        ship.failure = new UncheckedIOException(new IOException("No space left on device"));

        assertThat(ship.run("list")).isEqualTo(254);
        assertThat(ship.err()).isEqualTo("ship: input or output failed: No space left on device\n");
    }

    @Test
    void failsWhenNobodyGetsTheResult() {
        assertThat(runInto("No space left on device")).isEqualTo(254);
        assertThat(ship.err()).isEqualTo("ship: cannot write to standard output: No space left on device\n");
    }

    @Test
    void doesNotMindAReaderThatHasEnough() {
        assertThat(runInto("Broken pipe")).isZero();
        assertThat(ship.err()).isEmpty();
    }

    private int runInto(String failure) {
        CommandContext context = ship.context(Map.of());
        ResultStream out = ResultStream.to(new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException(failure);
            }
        });
        return CommandLine.run(
                ship.program(),
                List.of("list"),
                new CommandContext(out, context.err(), Map.of(), context.surroundings()));
    }

    @Test
    void printsTheOverviewAsAnErrorWhenNothingWasAsked() {
        assertThat(ship.run()).isEqualTo(254);
        assertThat(ship.out()).isEmpty();
        assertThat(ship.err()).startsWith("Usage: ship [options] COMMAND\n");
    }

    @Test
    void needsNoArgumentsForHelp() {
        assertThat(ship.run("run", "--help")).isZero();
        assertThat(ship.run("--help", "run")).isZero();
        assertThat(ship.executed).isEmpty();
    }

    @Test
    void leavesHelpAfterTwoDashesToTheApp() {
        assertThat(ship.parse("run", "img", "--", "--help").passedOn()).containsExactly("--help");
    }
}
