package io.dray.clikit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks the real bash what it would offer, and every shell that is there whether it can read its script. */
class CompletionTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "'', build run image list completion help",
        "b, build",
        "'image ', list rm",
        "image l, list",
        "'--debug image ', list rm",
        "image list --f, --format=",
        "image list --format = j, json json-pretty",
        "image list --format = json-, json-pretty",
        "'run --net = ', host none default",
        "'run ', one two",
        "run t, two",
        "run x --se, --set-env=",
        "completion z, zsh",
        "list --, --dir= --debug --help",
        "'run x -- ', ''",
    })
    void offersWhatFits(String typed, String expected) throws Exception {
        assertThat(offered(typed)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void isReadableByItsShell(String shell) throws Exception {
        assumeThat(Files.isExecutable(Path.of("/usr/bin", shell))).isTrue();

        assertThat(output(List.of(shell, "-n", script(shell).toString()))).isEmpty();
    }

    @Test
    void describesCommandsToZshAndFish() throws Exception {
        assertThat(Files.readString(script("zsh")))
                .contains("('image')\n            next=( 'list:List the images' 'rm:Remove images' )")
                .contains("'--net=-[Choose the network]::host none default:(host none default)'")
                .contains(
                        "'*--set-env=[Set an environment variable of the app, over what the image says]:NAME=VALUE:()'")
                .contains("'*:IMAGE:{_ship_words IMAGE}'");
        assertThat(Files.readString(script("fish")))
                .contains("complete -c ship -n '__ship_is image' -a list -d 'List the images'\n")
                .contains(
                        "complete -c ship -n '__ship_in run' -l net -x -a 'host none default' -d 'Choose the network'\n")
                .contains("complete -c ship -n '__ship_in run' -x -a '(ship internal words IMAGE 2>/dev/null)'\n");
    }

    private String offered(String typed) throws Exception {
        List<String> words = new ArrayList<>(List.of("ship"));
        words.addAll(List.of(typed.split(" ", -1)));
        String asks = "source " + script("bash") + "\n"
                + "ship() { [[ \"$*\" == 'internal words IMAGE' ]] && printf 'one\\ntwo\\n'; }\n"
                + "compopt() { :; }\n"
                + "COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _ship; echo \"${COMPREPLY[*]}\"\n";
        List<String> command = new ArrayList<>(List.of("bash", "-c", asks));
        command.add("bash");
        command.addAll(words);
        return output(command).strip();
    }

    private Path script(String shell) throws IOException {
        TestingProgram ship = new TestingProgram();
        ship.run("completion", shell);
        return Files.writeString(directory.resolve("completion." + shell), ship.out());
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
