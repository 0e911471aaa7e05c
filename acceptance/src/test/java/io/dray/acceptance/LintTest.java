package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
                .anyMatch(line -> line.contains("/attributes/a.yml:5: warning: 'on' means true in YAML 1.1"))
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

    @Test
    void findsNothingInSourcesThatAreInOrder() throws IOException {
        for (Path root :
                List.of(Dray.HOME.resolve("examples"), Dray.HOME.resolve("acceptance/src/test/resources/sources"))) {
            try (Stream<Path> sources = Files.list(root)) {
                for (Path source : sources.toList()) {
                    Dray.Result result = Dray.run("lint", "--strict", source.toString());
                    assertThat(result.out()).as(source.toString()).isEmpty();
                    assertThat(result.code()).isZero();
                }
            }
        }
    }

    @Test
    void countsWhatDependenciesSetAndUse() throws IOException {
        TinyImage.named("example.com/acceptance/lint-base", directory.resolve("base"))
                .withFile("dgr/attributes/base/a.yml", "default:\n  base: {port: 1, unused: on}\n")
                .withFile("dgr/templates/etc/base.tmpl", "{{.base.port}} {{.wanted}} {{.never}}\n")
                .withFile("dgr/templates/base.partial", "{{define \"base\"}}{{.base.port}}{{end}}")
                .fetch();
        file(
                "aci-manifest.yml",
                "name: example.com/lint\naci:\n  dependencies:\n  - example.com/acceptance/lint-base\n");
        file("attributes/a.yml", "default:\n  wanted: 1\n  mine: 2\n  base: {port: 3}\n");
        file("templates/etc/a.tmpl", "{{template \"base\" .}}{{.base.port}}\n{{.base.prot}}\n");
        Dray.Result result = Dray.run("lint", directory.toString());
        assertThat(result.out())
                .isEqualTo(directory + "/attributes/a.yml:3: mine is used by no template\n" + directory
                        + "/templates/etc/a.tmpl:2: .base.prot is never set; did you mean .base.port?\n");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void isNotSureAboutWhatAnAbsentDependencySets() throws IOException {
        file("aci-manifest.yml", "name: example.com/lint\naci:\n  dependencies:\n  - example.com/nowhere:1\n");
        file("templates/etc/a.tmpl", "{{.base}}\n");
        Dray.Result result = Dray.run("lint", directory.toString());
        assertThat(result.out())
                .isEqualTo(directory + "/templates/etc/a.tmpl:1: warning: .base is never set, unless"
                        + " example.com/nowhere:1, which is not in the image store, sets it\n");
        assertThat(result.code()).isZero();
        Dray.Result strict = Dray.run("lint", "--strict", "--format=json", directory.toString());
        assertThat(strict.out()).contains("\"kind\":\"unset\",\"severity\":\"warning\"");
        assertThat(strict.code()).isEqualTo(1);
    }

    @Test
    void knowsWhatScriptsAndTestsDo() throws IOException {
        file("aci-manifest.yml", "name: example.com/lint\n");
        file("attributes/a.yml", "default:\n  tested: 1\n");
        file("templates/a.tmpl", "{{.pod.ip}}\n{{.pod.name}}\n");
        file(
                "runlevels/prestart-early/10.ip",
                "#!/bin/sh\necho \"default: {pod: {ip: $IP}}\" >/dgr/attributes/ip.yml\n");
        file("tests/templates/t.tmpl", "{{.tested}}{{.untold}}\n");
        Dray.Result result = Dray.run("lint", directory.toString());
        assertThat(result.out()).isEqualTo(directory + "/templates/a.tmpl:2: .pod.name is never set\n");
    }

    @Test
    void leavesThePodsToTheirImages() throws IOException {
        file("pod-manifest.yml", "name: example.com/pod\n");
        file("attributes/a.yml", "default:\n  a: 1\n");
        Dray.Result result = Dray.run("lint", directory.toString());
        assertThat(result.code()).isEqualTo(254);
        assertThat(result.err()).contains("it is the source of a pod").contains("--attributes=pod:" + directory);
    }
}
