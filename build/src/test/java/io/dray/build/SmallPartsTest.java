package io.dray.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.Digest;
import io.dray.core.InvalidInputException;
import io.dray.image.tree.LayeredTree;
import io.dray.linux.Command;
import io.dray.linux.ProgramRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallPartsTest {
    @TempDir
    Path directory = Path.of("unset");

    @Test
    void namesRunlevelsAsTheirDirectories() {
        assertThat(Arrays.stream(Runlevel.values()).map(Runlevel::directory))
                .containsExactly(
                        "builder",
                        "inherit-build-early",
                        "build",
                        "build-late",
                        "inherit-build-late",
                        "prestart-early",
                        "prestart-late");
        assertThatThrownBy(() -> Runlevel.ofDirectory("build_late"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.hint()).contains("did you mean 'build-late'?"));
    }

    @Test
    void callsMachinesAsAppcDoes() {
        assertThat(List.of("amd64", "x86_64", "aarch64", "i686"))
                .extracting(Architecture::ofJava)
                .containsExactly("amd64", "amd64", "aarch64", "i386");
    }

    @Test
    void generatesAVersionFromTheTime() {
        assertThat(new GeneratedVersion(new ProgramRunner(), directory)
                        .at(Instant.parse("2026-11-21T22:26:38Z"), ZoneOffset.UTC))
                .isEqualTo("20261121.222638");
    }

    @Test
    void takesTheNewestFileTimeFromTheEnvironment() {
        assertThat(new GeneratedVersion(new ProgramRunner(), directory).newestFileTime(Optional.of("86400")))
                .contains(Instant.parse("1970-01-02T00:00:00Z"));
    }

    @Test
    void findsHostMountsWhereverTheyAreWritten() {
        Path home = Path.of("/home/user");
        assertThat(new HostMount("~/.m2", "/m2").source(directory, home)).isEqualTo(Path.of("/home/user/.m2"));
        assertThat(new HostMount("cache", "/m2").source(directory, home)).isEqualTo(directory.resolve("cache"));
        assertThat(new HostMount("/srv", "/m2").source(directory, home)).isEqualTo(Path.of("/srv"));
        assertThatThrownBy(() -> new HostMount("x", "m2")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new HostMount("x", "/a/../..")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void mountsLowestLayersLast() {
        Path data = Path.of("/var/lib/dray");
        Overlay overlay = new Overlay(
                List.of("l/base", "steps/k/tree"), data.resolve("tmp/u"), data.resolve("tmp/w"), data.resolve("tmp/r"));
        assertThat(overlay.mountLine(data))
                .contains("lowerdir=steps/k/tree:l/base,upperdir=tmp/u,workdir=tmp/w,")
                .endsWith(" overlay tmp/r");
    }

    @Test
    void putsMountPointsWhereLinksOfTheImageLead() throws IOException {
        Path image = Trees.directory(directory.resolve("image"));
        Files.createSymbolicLink(Trees.directory(image.resolve("var")).resolve("run"), Path.of("/run"));
        Skeleton skeleton =
                Skeleton.ofContainer(directory.resolve("skeleton"), Optional.of(new LayeredTree(List.of(image))));
        skeleton.addDirectory("/var/run/x");
        skeleton.addPlaceFor(Path.of("/etc/hosts"), "/etc/hosts");
        assertThat(directory.resolve("skeleton/run/x")).isDirectory();
        assertThat(directory.resolve("skeleton/var")).doesNotExist();
        assertThat(directory.resolve("skeleton/etc/hosts")).isRegularFile();
        assertThat(directory.resolve("skeleton/proc")).isDirectory();
    }

    @Test
    void remembersWhatTheArchiveWasMadeFrom() throws IOException {
        TargetDirectory target = new TargetDirectory(directory.resolve("target"));
        Digest id = Digest.of(Digest.Algorithm.SHA512, new byte[0]);
        TargetDirectory.Built built = new TargetDirectory.Built("key", id, "5:7-1");
        target.prepare();
        target.begin();
        Files.writeString(target.archive(), "");
        target.finish(
                "{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8), ImageName.parse("example.com/x:5:7-1"), built);
        assertThat(target.built()).contains(built);
        assertThat(target.directory().resolve("version")).hasContent("example.com/x:5:7-1\n");
        Files.delete(target.archive());
        assertThat(target.built()).isEmpty();
    }

    @Test
    void offersTheFunctionsThatScriptsOfDgrUse() throws IOException {
        Files.write(directory.resolve("functions.sh"), Tools.resource("functions.sh"));
        Files.createDirectories(directory.resolve("run"));
        Files.writeString(directory.resolve("run/2"), "#!/bin/sh\necho two; exit 3\n");
        Files.writeString(directory.resolve("run/1"), "#!/bin/sh\necho one\n");
        Files.writeString(directory.resolve("run/3"), "#!/bin/sh\necho three\n");
        String script = ". ./functions.sh; isLevelEnabled DEBUG && echo debug; isLevelEnabled WARN && echo warn;"
                + " levelFromString TRACE; execute_files run; echo $?";
        assertThat(new ProgramRunner()
                        .require(Command.of("sh", "-c", script)
                                .withDirectory(directory)
                                .withVariable("LOG_LEVEL", "ERROR"))
                        .output())
                .isEqualTo("6\none\ntwo\n3\n");
    }

    @Test
    void aFileWrittenAsideIsAbandonedWhenItsProcessIsGone() {
        assertThat(TargetDirectory.isAbandoned(".image.aci.999999999.tmp")).isTrue();
        assertThat(TargetDirectory.isAbandoned(
                        ".image.aci." + ProcessHandle.current().pid() + ".tmp"))
                .isFalse();
        assertThat(TargetDirectory.isAbandoned(".tmp")).isFalse();
        assertThat(TargetDirectory.isAbandoned(".x.12a.tmp")).isFalse();
        assertThat(TargetDirectory.isAbandoned("image.aci")).isFalse();
    }
}
