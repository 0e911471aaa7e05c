package io.dray.image.aci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.tar.Compression;
import io.dray.image.unpack.UnpackLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveUnpackTest {
    @TempDir
    private Path directory;

    private final ArchiveUnpack archives = new ArchiveUnpack(UnpackLimits.DEFAULT);

    @Test
    void ofAnAciComeManifestAndRoot() {
        Path aci = Aci.named("a").file("rootfs/x", "x").write(directory.resolve("a.aci"), Compression.XZ);
        Path target = directory.resolve("target");

        archives.unpack(target, List.of(aci));

        assertThat(target.resolve("rootfs/x")).hasContent("x");
        assertThat(target.resolve("manifest")).hasContent(Aci.MANIFEST.formatted("a", ""));
    }

    @Test
    void layersAreAppliedInTheirOrder() throws IOException {
        Path first = Aci.empty()
                .directory("d")
                .file("d/gone", "1")
                .file("d/kept", "1")
                .directory("o")
                .file("o/gone", "1")
                .file("f", "1")
                .directory("usr")
                .link("lib", "usr")
                .directory("r")
                .file("r/x", "1")
                .write(directory.resolve("1"));
        Path second = Aci.empty()
                .file("d/.wh.gone", "")
                .file("d/new", "2")
                .directory("o")
                .file("o/new", "2")
                .file("o/.wh..wh..opq", "")
                .directory("f")
                .file("f/x", "2")
                .file("lib/y", "2")
                .hardLink("again", "d/kept")
                .file("r", "2")
                .directory("n")
                .file("n/.wh.nothing", "")
                .write(directory.resolve("2"), Compression.GZIP);
        Path target = Files.createDirectory(directory.resolve("target"));

        archives.unpack(target, List.of(first, second));

        assertThat(target.resolve("d/gone")).doesNotExist();
        assertThat(target.resolve("d/kept")).hasContent("1");
        assertThat(target.resolve("d/new")).hasContent("2");
        assertThat(target.resolve("o")).isDirectoryContaining("glob:**/new").isDirectoryNotContaining("glob:**/gone");
        assertThat(target.resolve("f/x")).hasContent("2");
        assertThat(target.resolve("usr/y")).hasContent("2");
        assertThat(target.resolve("lib")).isSymbolicLink();
        assertThat(target.resolve("again")).hasContent("1");
        assertThat(target.resolve("r")).hasContent("2");
        assertThat(target.resolve("n")).isEmptyDirectory();
        assertThat(target.toFile().list()).containsExactlyInAnyOrder("again", "d", "f", "lib", "n", "o", "r", "usr");
    }

    @Test
    void anOpaqueRootLeavesNothingOfTheLayersBefore() throws IOException {
        Path first =
                Aci.empty().directory("d").file("d/gone", "1").file("gone", "1").write(directory.resolve("1"));
        Path second = Aci.empty().file(".wh..wh..opq", "").file("d/new", "2").write(directory.resolve("2"));
        Path target = directory.resolve("target");

        archives.unpack(target, List.of(first, second));

        assertThat(target.toFile().list()).containsExactly("d");
        assertThat(target.resolve("d").toFile().list()).containsExactly("new");
    }

    @Test
    void leavesTheDirectoryAsItWas() throws IOException {
        Path good = Aci.empty().file("x", "1").write(directory.resolve("good"));
        Path bad = Aci.empty().file("y", "1").file("../z", "1").write(directory.resolve("bad"));
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Path missing = directory.resolve("missing");

        for (Path target : List.of(empty, missing)) {
            assertThatThrownBy(() -> archives.unpack(target, List.of(good, bad)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("cannot unpack " + bad + ": entry ../z: its name climbs with ..");
        }
        assertThat(empty).isEmptyDirectory();
        assertThat(missing).doesNotExist();
        assertThat(directory.resolve("z")).doesNotExist();
    }

    @Test
    void refusesADirectoryThatIsNotEmptyAndAFileThatIsNotThere() throws IOException {
        Path full = Files.createDirectory(directory.resolve("full"));
        Path file = Files.writeString(full.resolve("mine"), "mine");

        assertThatThrownBy(() -> archives.unpack(full, List.of(file)))
                .hasMessage("cannot unpack into " + full + ": it is not empty");
        assertThat(file).hasContent("mine");
        assertThatThrownBy(() -> archives.unpack(directory.resolve("new"), List.of(directory.resolve("none"))))
                .isInstanceOf(MissingException.class)
                .hasMessageEndingWith("there is no such file");
        assertThat(directory.resolve("new")).doesNotExist();
    }

    @Test
    void linksOfALowerLayerLeadNowhereOutside() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Path first = Aci.empty()
                .link("out", outside.toString())
                .link("up", "../../../../../../.." + outside)
                .write(directory.resolve("1"));
        Path second =
                Aci.empty().file("out/.wh.x", "").file("up/.wh..wh..opq", "").write(directory.resolve("2"));
        Files.writeString(outside.resolve("x"), "mine");

        assertThatThrownBy(() -> archives.unpack(directory.resolve("target"), List.of(first, second)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a link in its path leads to nothing");
        assertThat(outside.resolve("x")).hasContent("mine");
    }
}
