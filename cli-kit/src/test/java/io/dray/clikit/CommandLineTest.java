package io.dray.clikit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.core.EnvironmentException;
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
