package io.dray.clikit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTextTest {
    private final TestingProgram ship = new TestingProgram();

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help", "--debug help"})
    void listsTheCommands(String line) {
        assertThat(ship.run(line.split(" ", -1))).isZero();
        assertThat(ship.out()).isEqualTo("""
                        Usage: ship [options] COMMAND

                        Ships things.

                        Commands:
                          build       Build it
                          run         Run an image in the foreground
                          image list  List the images
                          image rm    Remove images
                          list        List the pods
                          completion  Print the completion script of a shell
                          help        Say how to use a command

                        Options of every command:
                          --dir=DIR   Keep everything in this directory
                          --debug     Show the stack trace of an error
                          -h, --help  Say how to use this command

                        'ship help COMMAND' says more about one of them.
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run --help", "run -h", "help run", "--help run", "help ru"})
    void explainsACommand(String line) {
        assertThat(ship.run(line.split(" ", -1))).isZero();
        assertThat(ship.out()).isEqualTo("""
                        Usage: ship run [options] IMAGE... [-- ARGUMENT...]

                        Run an image in the foreground.

                        The exit code is that of the app. What follows -- is handed to the app as it
                        stands, options included, and nothing of it is looked at.

                        Options:
                          --net[=host|none|default]
                                                Choose the network
                          --set-env=NAME=VALUE  Set an environment variable of the app, over what the
                                                image says

                        Options of every command:
                          --dir=DIR   Keep everything in this directory
                          --debug     Show the stack trace of an error
                          -h, --help  Say how to use this command

                        Examples:
                          ship run example.com/redis:1 -- --port 7000
                              Run redis on another port
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image --help", "help image"})
    void explainsAGroup(String line) {
        assertThat(ship.run(line.split(" ", -1))).isZero();
        assertThat(ship.out())
                .startsWith(
                        "Usage: ship image [options] COMMAND\n\nLook after images.\n\nCommands:\n  list  List the images\n")
                .endsWith("'ship help image COMMAND' says more about one of them.\n");
    }

    @Test
    void refusesToExplainWhatDoesNotExist() {
        assertThat(ship.run("help", "frobnicate")).isEqualTo(254);
    }
}
