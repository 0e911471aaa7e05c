package io.dray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.clikit.OptionSpec;
import io.dray.clikit.ReferencePages;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command tables and what is made of them. */
class ReferenceTest {
    @TempDir
    private Path data;

    @Test
    void isWhatDocsCommandsSays() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("../docs/commands"))) {
            for (Path file : files) {
                pages.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        assertThat(pages)
                .as("run: bin/dray internal reference docs/commands")
                .isEqualTo(new TreeMap<>(ReferencePages.of(Dray.program())));
    }

    @Test
    void hasACommandBehindEveryName() {
        TestingConsole console = new TestingConsole(data);
        DrayCommands commands = new DrayCommands();
        for (String name : commands.names()) {
            assertThat(commands.create(name).spec().name()).isEqualTo(name);
            assertThat(console.run((name + " --help").split(" ", -1))).isZero();
            assertThat(console.out()).startsWith("Usage: dray " + name);
            assertThat(console.out().lines())
                    .as(name)
                    .allMatch(line -> line.length() <= 80 || line.contains("  dray "));
        }
        for (String name : commands.hiddenNames()) {
            assertThat(commands.create(name).spec().name()).isEqualTo(name);
        }
    }

    @Test
    void meansTheSameByOneOptionEverywhere() {
        // completion goes by the name of an option alone
        Map<String, String> placeholders = new HashMap<>();
        DrayCommands commands = new DrayCommands();
        for (String name : commands.names()) {
            for (OptionSpec option : commands.create(name).spec().options()) {
                if (name.equals("image export") && option.name().equals("format")) {
                    // no listing: a format of files, whose words are completed with those of listings
                    continue;
                }
                String known = placeholders.putIfAbsent(option.name(), option.placeholder());
                assertThat(known == null ? option.placeholder() : known)
                        .as(name + " --" + option.name())
                        .isEqualTo(option.placeholder());
            }
        }
    }

    @Test
    void writesPagesAndRemovesThoseOfCommandsThatAreGone() throws IOException {
        Path directory = Files.createDirectories(data.resolve("reference"));
        Files.writeString(directory.resolve("dray-old.md"), "gone");

        assertThat(new TestingConsole(data).run("internal", "reference", directory.toString()))
                .isZero();

        assertThat(directory.resolve("dray-old.md")).doesNotExist();
        assertThat(directory.resolve("README.md")).content().startsWith("# Commands of dray\n");
    }
}
