package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dray lint}, from the shell. */
class LintTest {
    @TempDir
    Path directory;

    private void file(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, content);
    }

    @Test
    void findsEachKindOfMistakeWithItsPlace() throws IOException {
        file("attributes/a.yml", "default:\n  used: 1\n  unused: 2\n  twice: 3\n  word: on\n");
        file("attributes/b.yml", "default:\n  twice: 4\n");
        file("templates/etc/a.tmpl", "{{.used}}{{.twice}}{{.word}}\n{{.nope}}\n");
        file("templates/etc/b.tmpl", "x\n{{if}}\n");
        Dray.Result result = Dray.run("lint", directory.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out().lines())
                .hasSize(5)
                .anyMatch(line -> line.contains("/attributes/a.yml:3: unused is used by no template"))
                .anyMatch(line -> line.contains("/attributes/a.yml:4: twice is set again in "))
                .anyMatch(line -> line.contains("/attributes/a.yml:5: 'on' means true in YAML 1.1"))
                .anyMatch(line -> line.contains("/templates/etc/a.tmpl:2: .nope is never set"))
                .anyMatch(line -> line.contains("/templates/etc/b.tmpl:2: "));
    }

    @Test
    void isSilentWhenAllIsWell() throws IOException {
        file("attributes/a.yml", "default:\n  used: 1\n");
        file("templates/a.tmpl", "{{.used}}{{if .optional}}{{.optional}}{{end}}");
        Dray.Result result = Dray.run("lint", directory.toString());
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isZero();
    }
}
