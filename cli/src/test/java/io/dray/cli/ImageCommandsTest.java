package io.dray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageCommandsTest {
    @TempDir
    private Path data;

    @Test
    void listsNothingBeforeAnythingIsThere() {
        TestingConsole console = new TestingConsole(data.resolve("new"));

        assertThat(console.run("image", "list")).isZero();
        assertThat(console.out()).isEqualTo("ID\tNAME\tSIZE\tIMPORT TIME\tLAST USED\n");
        assertThat(console.run("image", "list", "--no-legend")).isZero();
        assertThat(console.out()).isEmpty();
        assertThat(console.run("image", "list", "--format=json")).isZero();
        assertThat(console.out()).isEqualTo("[]\n");
        assertThat(data.resolve("new")).doesNotExist();
    }

    @Test
    void reportsEachImageThatItCannotRemoveAndFailsAtTheEnd() {
        TestingConsole console = new TestingConsole(data);

        assertThat(console.run("image", "rm", "example.com/a:1", "Not A Name")).isEqualTo(254);
        assertThat(console.err())
                .contains("dray: there is no image example.com/a:1 in " + data + "\n")
                .contains("dray: 'Not A Name' ")
                .doesNotContain("successfully");
        assertThat(console.out()).isEmpty();
    }

    @Test
    void saysWhichFileCannotBeFetched() {
        TestingConsole console = new TestingConsole(data);

        assertThat(console.run("fetch", data + "/none.aci")).isEqualTo(254);
        assertThat(console.err()).startsWith("dray: cannot fetch " + data + "/none.aci: there is no such file\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fetch x.aci", "image rm x"})
    void changesNothingForUnprivilegedUsers(String line) {
        TestingConsole console = new TestingConsole(data).withoutRoot();

        assertThat(console.run(line.split(" ", -1))).isEqualTo(254);
        assertThat(console.err()).startsWith("dray: cannot run as unprivileged user\n");
    }
}
