package io.dray.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dray.core.InvalidInputException;
import io.dray.image.tree.LayeredTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesStepTest {
    @TempDir
    Path directory = Path.of("unset");

    private Path base = Path.of("unset");
    private Path tree = Path.of("unset");

    @BeforeEach
    void makeImage() throws IOException {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        base = Trees.directory(directory.resolve("base"));
        tree = Trees.directory(directory.resolve("tree"));
    }

    private Project project() {
        return new Project(directory.resolve("project")).withManifest("name: example.com/aci-x\n");
    }

    private void copy(Project project) {
        new FilesStep(tree, Optional.of(new LayeredTree(List.of(base)))).copy(project.read());
    }

    @Test
    void putsEachPartWhereTheImageExpectsIt() throws IOException {
        copy(project()
                .with("files/etc/dummy", "file")
                .with("attributes/sub/a.yml", "default: {}")
                .with("attributes/notes.txt", "")
                .with("templates/etc/x.tmpl", "x")
                .with("runlevels/prestart-early/10.sh", "#!/bin/sh\n")
                .with("runlevels/build/10.sh", "#!/bin/sh\n"));
        assertThat(tree.resolve("etc/dummy")).hasContent("file");
        assertThat(tree.resolve("dgr/attributes/aci-x/sub/a.yml")).exists();
        assertThat(tree.resolve("dgr/attributes/aci-x/notes.txt")).doesNotExist();
        assertThat(tree.resolve("dgr/templates/etc/x.tmpl")).exists();
        assertThat(tree.resolve("dgr/runlevels/prestart-early/10.sh")).isExecutable();
        assertThat(tree.resolve("dgr/runlevels/build")).doesNotExist();
        assertThat(SourceTree.mode(tree.resolve("dgr/runlevels"))).isEqualTo(0755);
    }

    @Test
    void refusesWhatCannotBeCopied() throws Exception {
        Project project = project().with("files/etc/x", "");
        Path pipe = project.directory().resolve("files/etc/pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> copy(project))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("files/etc/pipe");
    }

    @Test
    void leavesTheUsersScriptsAsTheyAre() throws IOException {
        Project project = project().with("runlevels/prestart-late/10.sh", "#!/bin/sh\n");
        Path script = project.directory().resolve("runlevels/prestart-late/10.sh");
        Trees.setMode(script, 0600);
        copy(project);
        assertThat(SourceTree.mode(script)).isEqualTo(0600);
    }

    @Test
    void keepsOwnerAndModeOfADirectoryThatTheImageHas() throws IOException {
        Path secret = Trees.directory(base.resolve("root"));
        Trees.setMode(secret, 0700);
        Files.setAttribute(secret, "unix:gid", 42);
        copy(project().with("files/root/.profile", ""));
        assertThat(SourceTree.mode(tree.resolve("root"))).isEqualTo(0700);
        assertThat(Files.getAttribute(tree.resolve("root"), "unix:gid")).isEqualTo(42);
    }

    @Test
    void goesThroughALinkToADirectory() throws IOException {
        Trees.directory(base.resolve("usr/bin"));
        Files.createSymbolicLink(base.resolve("bin"), Path.of("usr/bin"));
        copy(project().with("files/bin/tool", "tool"));
        assertThat(tree.resolve("usr/bin/tool")).hasContent("tool");
        assertThat(Files.exists(tree.resolve("bin"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void neverFollowsALinkOutOfTheImage() throws IOException {
        Files.createSymbolicLink(base.resolve("out"), Path.of("../../../.." + directory.resolve("victim")));
        copy(project().with("files/out/file", "x"));
        assertThat(directory.resolve("victim")).doesNotExist();
    }

    @Test
    void copiesLinksAsLinks() throws IOException {
        Project project = project().with("files/etc/a", "");
        Files.createSymbolicLink(project.directory().resolve("files/etc/b"), Path.of("/nowhere"));
        copy(project);
        assertThat(Files.readSymbolicLink(tree.resolve("etc/b"))).isEqualTo(Path.of("/nowhere"));
    }
}
