package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code dray template --in DIR --out DIR}: what it writes, where, and that it writes all or nothing. */
class TemplateTreeTest {
    @TempDir
    Path directory;

    private Path file(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, content);
    }

    private Dray.Result render(String... options) {
        List<String> line =
                new ArrayList<>(List.of("template", "--in=" + directory + "/in", "--out=" + directory + "/out"));
        line.addAll(List.of(options));
        return Dray.run(line.toArray(String[]::new));
    }

    private void rendered(String... options) {
        Dray.Result result = render(options);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
    }

    /** All paths below the output, so that what is left aside is seen, too. */
    private List<String> written() throws IOException {
        Path out = directory.resolve("out");
        try (Stream<Path> paths = Files.walk(out)) {
            return paths.skip(1)
                    .map(path -> out.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    private static String owner(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid") + ":" + Files.getAttribute(file, "unix:gid") + " "
                + Integer.toOctalString((Integer) Files.getAttribute(file, "unix:mode") & 07777);
    }

    @Test
    void makesFilesByTheirNames() throws IOException {
        file("in/attributes/a.yml", "default: {a: 1}");
        file("in/templates/etc/plain.conf.tmpl", "{{.a}}");
        file("in/templates/etc/inner.tmpl.conf", "{{template \"p\" .}}");
        file("in/templates/etc/twice.tmpl.tmpl", "t");
        file("in/templates/etc/ignored.conf", "{{");
        file("in/templates/etc/ignored.partial", "{{");
        file("in/templates/all.partial", "{{define \"p\"}}p{{.a}}{{end}}");
        Files.createDirectories(directory.resolve("in/templates/empty"));
        rendered();
        assertThat(written()).containsExactly("empty", "etc", "etc/inner.conf", "etc/plain.conf", "etc/twice.tmpl");
        assertThat(directory.resolve("out/etc/inner.conf")).hasContent("p1");
    }

    @Test
    void givesFilesTheirOwnersAndModes() throws IOException {
        file("in/templates/a.tmpl", "a");
        file("in/templates/a.tmpl.cfg", "uid: 1234\ngid: 5678\nmode: 04751\n");
        Files.setAttribute(file("in/templates/b.tmpl", "b"), "unix:mode", 0640);
        file("in/templates/c.tmpl", "c");
        file("in/templates/c.tmpl.cfg", "gid: 9\nmode: 0o600\n");
        file("out/a", "old");
        rendered();
        assertThat(owner(directory.resolve("out/a"))).isEqualTo("1234:5678 4751");
        assertThat(owner(directory.resolve("out/b"))).isEqualTo("0:0 640");
        assertThat(owner(directory.resolve("out/c"))).isEqualTo("0:9 600");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode: 644 | a.tmpl.cfg:1: mode must be octal with a leading zero",
                "mode: 0899 | a.tmpl.cfg:1: mode must be octal",
                "mode: 010000 | a.tmpl.cfg:1: mode must be octal",
                "uid: -1 | a.tmpl.cfg:1: uid must be a number from 0",
                "uid: root | a.tmpl.cfg:1: uid must be a number from 0",
                "gid: 4294967295 | a.tmpl.cfg:1: gid must be a number from 0",
                "checkCmd: [a] | a.tmpl.cfg:1: checkCmd must be a string, not a list",
                "checkcmd: a | a.tmpl.cfg:1: unknown key 'checkcmd'",
                "- a | a.tmpl.cfg:1: template settings must be a map",
                "a: [ | a.tmpl.cfg:1: not valid YAML"
            })
    void refusesSettingsThatMeanNothing(String settings, String reason) throws IOException {
        file("in/templates/a.tmpl", "a");
        file("in/templates/a.tmpl.cfg", settings);
        file("out/a", "old");
        Dray.Result result = render();
        assertThat(result.code()).isEqualTo(254);
        assertThat(result.errorLine()).contains(reason);
        assertThat(result.err()).contains("dray: hint: ");
        assertThat(written()).containsExactly("a");
        assertThat(directory.resolve("out/a")).hasContent("old");
    }

    @Test
    void aFailureOfTheLastTemplateLeavesAllAsItWas() throws IOException {
        file("in/attributes/a.yml", "default: {a: 1}");
        file("in/templates/etc/a.tmpl", "new");
        file("in/templates/etc/new/b.tmpl", "new");
        file("in/templates/zz.tmpl", "x\n{{.nope}}");
        file("out/etc/a", "old");
        file("out/zz", "old");
        Dray.Result result = render();
        assertThat(result.code()).isEqualTo(254);
        assertThat(result.errorLine()).contains("templates/zz.tmpl:2:").contains(".nope");
        assertThat(written()).containsExactly("etc", "etc/a", "zz");
        assertThat(directory.resolve("out/etc/a")).hasContent("old");
        assertThat(directory.resolve("out/zz")).hasContent("old");
    }

    @Test
    void aFailureWhileWritingLeavesAllAsItWas() throws IOException {
        file("in/templates/a.tmpl", "new");
        file("in/templates/b.tmpl", "new");
        file("in/templates/z.tmpl", "new");
        file("out/a", "old");
        Files.createDirectories(directory.resolve("out/z"));
        Dray.Result result = render();
        assertThat(result.code()).isEqualTo(254);
        assertThat(result.errorLine()).contains("/z").contains("something else than a plain file");
        assertThat(written()).containsExactly("a", "z");
        assertThat(directory.resolve("out/a")).hasContent("old");
    }

    @Test
    void aFailingCheckBringsTheOldFilesBack() throws IOException {
        file("in/templates/a.tmpl", "new");
        file("in/templates/b.tmpl", "new");
        file("in/templates/b.tmpl.cfg", "checkCmd: grep -q new a && grep -q new b && exit 3\n");
        file("out/a", "old");
        Dray.Result result = render("--check");
        assertThat(result.code()).isEqualTo(254);
        assertThat(result.errorLine()).contains("the check of /b failed with exit code 3");
        assertThat(written()).containsExactly("a");
        assertThat(directory.resolve("out/a")).hasContent("old");
        assertThat(render().err()).contains("the check of /b was not run");
        assertThat(directory.resolve("out/a")).hasContent("new");
    }

    @Test
    void followsLinksAsIfTheOutputWereTheRoot() throws IOException {
        file("in/templates/etc/a.tmpl", "new");
        file("in/templates/var/b.tmpl", "new");
        file("in/templates/c.tmpl", "new");
        file("in/templates/d.tmpl", "new");
        file("outside/a", "old");
        file("outside/c", "old");
        Files.createDirectories(directory.resolve("out/real/etc"));
        link("out/etc", "real/etc");
        link("out/var", "../../../../../../../../../" + directory + "/outside");
        link("out/c", directory + "/outside/c");
        link("out/d", "/real/d");
        rendered();
        assertThat(directory.resolve("out/real/etc/a")).hasContent("new");
        assertThat(directory.resolve("out/real/d")).hasContent("new");
        assertThat(directory.resolve("out/etc")).isSymbolicLink();
        assertThat(directory.resolve("out/d")).isSymbolicLink();
        assertThat(directory.resolve("outside/a")).hasContent("old");
        assertThat(directory.resolve("outside/c")).hasContent("old");
        assertThat(directory.resolve("outside/b")).doesNotExist();
        assertThat(Path.of(directory.resolve("out") + directory.toString(), "outside/c"))
                .hasContent("new");
    }

    private void link(String name, String target) throws IOException {
        Path link = directory.resolve(name);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of(target));
    }

    @Test
    void refusesLinksInACircle() throws IOException {
        file("in/templates/a.tmpl", "new");
        file("in/templates/loop/b.tmpl", "new");
        link("out/loop", "loop");
        Dray.Result result = render();
        assertThat(result.code()).isEqualTo(254);
        assertThat(result.err()).doesNotContain("internal error").contains("cannot write");
        assertThat(written()).containsExactly("loop");
        Files.delete(directory.resolve("in/templates/loop/b.tmpl"));
        Files.delete(directory.resolve("in/templates/loop"));
        link("out/a", "a");
        assertThat(render().errorLine()).contains("too many links");
    }

    @Test
    void obeysTheManifestOfASource() throws IOException {
        TinyImage.named("example.com/acceptance/tree-base", directory.resolve("base"))
                .withFile("dgr/attributes/base/a.yml", "default: {size: 20971520, own: 1}")
                .withFile("dgr/templates/base.partial", "{{define \"base\"}}base {{.size}}{{end}}")
                .withFile("dgr/templates/base.tmpl", "not of this source")
                .fetch();
        file("in/aci-manifest.yml", """
                name: example.com/aci-tree
                compat: dgr
                aci:
                  dependencies:
                    - example.com/acceptance/tree-base
                """);
        file("in/attributes/a.yml", "default: {own: 2}");
        file("in/templates/a.tmpl", "{{template \"base\" .}} {{.own}}");
        rendered();
        assertThat(written()).containsExactly("a");
        assertThat(Files.readString(directory.resolve("out/a"))).isEqualTo("base 2.097152e+07 2\n");
        rendered("--functions=dray");
        assertThat(Files.readString(directory.resolve("out/a"))).isEqualTo("base 20971520 2");
    }

    @Test
    void saysWhatASourceWouldNeed() throws IOException {
        file("in/aci-manifest.yml", "name: example.com/aci-tree\naci: {dependencies: [example.com/nowhere]}\n");
        file("in/templates/a.tmpl", "{{.of.base}}");
        Dray.Result result = render();
        assertThat(result.code()).isEqualTo(254);
        assertThat(result.err())
                .contains("note: example.com/nowhere is not in the image store")
                .contains("a.tmpl:1:");
        assertThat(Files.exists(directory.resolve("out"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }
}
