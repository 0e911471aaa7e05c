package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sources that were written for dgr rely on. */
class BuildSourceTest {
    @TempDir
    Path directory;

    @AfterEach
    void collect() {
        assertThat(Dray.run("gc").code()).isZero();
    }

    @Test
    void prestartScriptsOfTheSourceRunAroundTheTemplates() throws IOException {
        Project project = base("starting")
                .file("attributes/a.yml", "default:\n  greeting: from the source\n")
                .file("templates/etc/greeting.tmpl", "{{.greeting}}\n")
                .script(
                        "runlevels/prestart-early/10.early",
                        "mkdir -p /dgr/attributes/zz",
                        "printf 'default:\\n  greeting: from the start\\n' >/dgr/attributes/zz/early.yml")
                .script("runlevels/prestart-late/10.late", "{ cat /etc/greeting; echo late; } >/etc/late");

        assertThat(show(project, "starting", "/etc/late")).isEqualTo("from the start\nlate\n");
    }

    @Test
    void aSourceMayNameItsOwnBuilder() throws IOException {
        assertThat(base("builder")
                        .file("files/of-the-builder", "mine\n")
                        .build()
                        .code())
                .isZero();
        Project project = Project.at(directory.resolve("built"), """
                name: example.com/acceptance/built:1
                builder:
                  image: example.com/acceptance/builder:1
                  environment:
                    - {name: COLOUR, value: blue}
                """)
                .script(
                        "runlevels/builder/10.copy",
                        "[ ! -e /usr/bin/debootstrap ]",
                        "/dgr/bin/busybox mkdir $ROOTFS/bin",
                        "/dgr/bin/busybox cp /bin/busybox $ROOTFS/bin/cat",
                        "{ cat /of-the-builder; echo $COLOUR; } >$ROOTFS/made");

        assertThat(show(project, "built", "/made")).isEqualTo("mine\nblue\n");
    }

    @Test
    void variablesOfTheCommandLineReachTheScriptsAsTheyAre() throws IOException {
        Project project = base("variables").script("runlevels/build/10.show", "echo \"$FIRST|$SECOND\" >/variables");
        Dray.Result built = Dray.run(
                Map.of("DGR_ENV_SECOND", "two"),
                "build",
                "--set-env=FIRST=it's \"$(one)\"",
                project.directory().toString());
        assertThat(built.code()).as(built.err()).isZero();

        assertThat(Dray.program("tar", "-xOf", project.archive().toString(), "rootfs/variables")
                        .out())
                .isEqualTo("it's \"$(one)\"|two\n");
    }

    @Test
    void pathsAndNamesMayHoldAnything() throws IOException {
        Project project = Project.withShell(directory.resolve("it's a \"$(dir)\" \u00fc"), "naming")
                .script("runlevels/build/10 it's.sh", "echo \"$0\" >/ran")
                .file("files/etc/na\u00efve \u2603", "snow\n");

        assertThat(show(project, "naming", "/ran", "/etc/na\u00efve \u2603"))
                .isEqualTo("/dgr/builder/runlevels/build/10 it's.sh\nsnow\n");
    }

    @Test
    void aScriptNeedsNoInterpreterLineAndNoPermission() throws IOException {
        Project project = base("plain").file("runlevels/build/10.plain", "echo plain >/plain\n");
        Path script = project.directory().resolve("runlevels/build/10.plain");

        assertThat(show(project, "plain", "/plain")).isEqualTo("plain\n");
        assertThat(Files.isExecutable(script)).isFalse();
    }

    private static String show(Project project, String name, String... files) {
        Dray.Result built = project.build();
        assertThat(built.code()).as(built.err()).isZero();
        String[] arguments = new String[files.length + 5];
        System.arraycopy(
                new String[] {"run", "--net=none", "example.com/acceptance/" + name, "--exec=/bin/cat", "--"},
                0,
                arguments,
                0,
                5);
        System.arraycopy(files, 0, arguments, 5, files.length);
        Dray.Result ran = Dray.run(arguments);
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran.out();
    }

    private Project base(String name) throws IOException {
        return Project.withShell(directory.resolve(name), name);
    }
}
