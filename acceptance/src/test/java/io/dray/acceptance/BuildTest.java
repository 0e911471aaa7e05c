package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTest {
    @TempDir
    Path directory;

    @Test
    void buildsAnImageFromEveryPartOfASource() throws IOException {
        Project project = base("whole")
                .script("runlevels/build/10.install.sh", "echo installed >/installed", "[ ! -e /etc/from-files ]")
                .script("runlevels/build-late/10.late.sh", "[ -e /etc/from-files ]", "echo late >>/installed")
                .file("files/etc/from-files", "verbatim\n")
                .file("attributes/a.yml", "default:\n  greeting: hello\n")
                .file("templates/etc/greeting.tmpl", "{{.greeting}}\n");
        Dray.Result built = project.build();

        assertThat(built.code()).as(built.err()).isZero();
        assertThat(Dray.program("actool", "validate", project.archive().toString()))
                .isEqualTo(new Dray.Result(0, "", ""));
        Dray.Result ran = Dray.run(
                "run",
                "--net=none",
                "example.com/acceptance/whole",
                "--exec=/bin/sh",
                "--",
                "-c",
                "cat /installed /etc/from-files /etc/greeting");
        assertThat(ran.out()).isEqualTo("installed\nlate\nverbatim\nhello\n");
        Dray.run("gc");
    }

    @Test
    void placesOfMountsHaveTheModesOfAnImage() throws IOException {
        Project project = base("modes")
                .script(
                        "runlevels/builder/20.fill.sh",
                        "mkdir -p $ROOTFS/etc $ROOTFS/tmp",
                        ": >$ROOTFS/tmp/x",
                        ": >$ROOTFS/etc/x")
                .script(
                        "runlevels/build/10.look.sh",
                        "for d in / /dev /proc /sys /etc /dgr /dgr/bin /tmp; do echo $(stat -c %a $d) $d; done >/modes",
                        ": >/tmp/y",
                        "mkdir -p /dev /dgr/own");
        assertThat(project.build().code()).isZero();
        String listing =
                Dray.program("tar", "-tvf", project.archive().toString()).out();

        assertThat(listing)
                .containsPattern("drwxrwxrwt .* rootfs/tmp/\n")
                .containsPattern("drwxr-xr-x .* rootfs/etc/\n")
                .containsPattern("drwxr-xr-x .* rootfs/dgr/\n")
                .containsPattern("drwxr-xr-x .* rootfs/\n")
                .doesNotContain("rootfs/tmp/x", "rootfs/tmp/y");
        assertThat(Dray.program("tar", "-xOf", project.archive().toString(), "rootfs/modes")
                        .out())
                .isEqualTo("755 /\n755 /dev\n555 /proc\n555 /sys\n755 /etc\n755 /dgr\n755 /dgr/bin\n1777 /tmp\n");
    }

    @Test
    void leavesNothingOfTheHostInTheImage() throws IOException {
        Project project =
                base("clean").script("runlevels/build/10.look.sh", "cat /etc/resolv.conf >/dev/null", ": >/made");
        Dray.Result built = project.build();

        assertThat(built.code()).as(built.err()).isZero();
        List<String> entries = Dray.program("tar", "-tf", project.archive().toString())
                .out()
                .lines()
                .toList();
        assertThat(entries)
                .contains("rootfs/made")
                .noneMatch(entry -> entry.contains("resolv.conf")
                        || entry.contains("aci-home")
                        || entry.startsWith("rootfs/proc/")
                        || entry.startsWith("rootfs/dev/"));
    }

    @Test
    void anUnchangedSourceIsUpToDateAndATemplateEditRunsNoScriptAgain() throws IOException {
        Project project = base("cached")
                .script("runlevels/build/10.mark.sh", "cat /proc/sys/kernel/random/uuid >/mark")
                .file("attributes/a.yml", "default:\n  greeting: hello\n")
                .file("templates/etc/greeting.tmpl", "{{.greeting}}\n");
        assertThat(project.build().code()).isZero();
        String first = mark("cached");
        byte[] archive = Files.readAllBytes(project.archive());
        assertThat(project.build().code()).isZero();
        assertThat(Files.readAllBytes(project.archive())).isEqualTo(archive);
        project.file("templates/etc/greeting.tmpl", "{{.greeting}}, again\n");
        assertThat(project.build().code()).isZero();

        assertThat(mark("cached")).isEqualTo(first);
        project.script("runlevels/build/10.mark.sh", "cat /proc/sys/kernel/random/uuid >/mark # changed");
        assertThat(project.build().code()).isZero();
        assertThat(mark("cached")).isNotEqualTo(first);
    }

    @Test
    void aChildSeesItsDependencyAndADeletionThere() throws IOException {
        Project parent = base("parent").file("files/keep", "kept\n").file("files/remove", "gone\n");
        assertThat(parent.build().code()).isZero();
        Project child = Project.at(directory.resolve("child"), """
                name: example.com/acceptance/child:1
                aci:
                  dependencies:
                    - example.com/acceptance/parent:1
                  app:
                    exec: [/bin/sh, -c, "cat /keep; ls /remove"]
                """).script("runlevels/build/10.rm.sh", "rm /remove");
        Dray.Result built = child.build();

        assertThat(built.code()).as(built.err()).isZero();
        assertThat(Dray.program("actool", "validate", child.archive().toString())
                        .code())
                .isZero();
        Dray.Result ran = Dray.run("run", "--net=none", "example.com/acceptance/child");
        assertThat(ran.out()).isEqualTo("kept\n");
        assertThat(ran.err()).contains("/remove");
        Dray.run("gc");
    }

    @Test
    void aFailingScriptIsShownWithItsNameOutputAndCode() throws IOException {
        HostState before = HostState.now();
        Project project =
                base("unbuildable").script("runlevels/build/10.fails.sh", "echo before the failure", "exit 3");
        Dray.Result built = project.build();

        assertThat(built.code()).isEqualTo(254);
        assertThat(built.err())
                .contains("before the failure")
                .contains("build/10.fails.sh")
                .contains("3");
        assertThat(Dray.run("image", "list", "--no-legend").out()).doesNotContain("acceptance/unbuildable");
        assertThat(project.archive()).doesNotExist();
        assertThat(HostState.now()).isEqualTo(before);
    }

    @Test
    void mistakesInTheManifestAreOneLineWithTheirPlace() throws IOException {
        assertRefused(new Project(directory.resolve("nowhere")), "nowhere");
        assertRefused(new Project(Files.createDirectories(directory.resolve("empty"))), "aci-manifest.yml");
        assertRefused(Project.at(directory.resolve("noname"), "aci: {}\n"), "name");
        assertRefused(
                Project.at(directory.resolve("unknown"), "name: example.com/x\naci:\n  dependancies: []\n"),
                "aci-manifest.yml:3",
                "dependancies",
                "dependencies");
        assertRefused(Project.at(directory.resolve("yaml"), "name: x\n\taci: y\n"), "aci-manifest.yml:2");
        assertRefused(
                Project.at(
                        directory.resolve("unresolved"),
                        "name: example.com/x\naci:\n  dependencies:\n    - example.com/not/there:1\n"),
                "example.com/not/there:1");
    }

    @Test
    void aKilledBuildLeavesNothingThatTheNextOneTripsOver() throws Exception {
        HostState before = HostState.now();
        Project project = base("killed")
                .script("runlevels/build/10.slow.sh", "echo started", "[ -e /fast ] || sleep 300", ": >/done");
        Path output = directory.resolve("killed.log");
        Process build = Dray.start(output, "build", project.directory().toString());
        await().atMost(Duration.ofMinutes(5))
                .until(() -> Files.readString(output).contains("started"));
        build.destroyForcibly();
        assertThat(build.waitFor(10, TimeUnit.SECONDS)).isTrue();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Dray.run("gc");
            assertThat(HostState.now()).isEqualTo(before);
        });
        project.script("runlevels/build/10.slow.sh", "echo started", ": >/done");

        assertThat(project.build().code()).isZero();
    }

    private void assertRefused(Project project, String... named) {
        Dray.Result result = project.build();

        assertThat(result.code()).isEqualTo(254);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(named).doesNotContain("Exception").doesNotContain("\tat ");
    }

    private static String mark(String name) {
        Dray.Result result =
                Dray.run("run", "--net=none", "example.com/acceptance/" + name, "--exec=/bin/cat", "--", "/mark");
        Dray.run("gc");
        assertThat(result.code()).as(result.err()).isZero();
        return result.out();
    }

    private Project base(String name) throws IOException {
        return Project.withShell(directory.resolve(name), name);
    }
}
