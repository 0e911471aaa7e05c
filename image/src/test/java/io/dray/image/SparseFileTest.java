package io.dray.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.DataDirectory;
import io.dray.core.InvalidInputException;
import io.dray.image.aci.Aci;
import io.dray.image.unpack.UnpackLimits;
import io.dray.linux.Command;
import io.dray.linux.ProgramRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sparse files as GNU tar writes them. */
class SparseFileTest {
    private static final int PIECES = 30;
    private static final long STEP = 1 << 20;

    @TempDir
    private Path directory;

    private DataDirectory data;
    private ImageStore store;
    private Path layout;

    @BeforeEach
    void makeLayout() throws IOException {
        data = new DataDirectory(directory.resolve("data"));
        store = new ImageStore(data);
        layout = Files.createDirectory(directory.resolve("layout"));
        Files.writeString(layout.resolve("manifest"), Aci.MANIFEST.formatted("a", ""));
        Path file = Files.createDirectory(layout.resolve("rootfs")).resolve("holes");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            for (int i = 1; i <= PIECES; i++) {
                channel.write(ByteBuffer.wrap(("piece " + i).getBytes(StandardCharsets.UTF_8)), i * STEP);
            }
        }
    }

    static Stream<List<String>> formats() {
        return Stream.of(
                List.of("--format=gnu"),
                List.of("--format=pax", "--sparse-version=0.0"),
                List.of("--format=pax", "--sparse-version=0.1"),
                List.of("--format=pax", "--sparse-version=1.0"));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void keepTheirHolesAndTheirArchive(List<String> format) throws IOException {
        Path aci = pack(format);

        StoredImage image = store.importArchive(aci, ImportListener.silent());

        Path file = store.chain(image).trees().getFirst().resolve("holes");
        assertThat(file).hasSameBinaryContentAs(layout.resolve("rootfs/holes"));
        assertThat((Long) Files.getAttribute(file, "unix:size")).isGreaterThan(PIECES * STEP);
        String blocks = new ProgramRunner()
                .require(Command.of("stat", "-c", "%b", file.toString()))
                .output();
        assertThat(Long.parseLong(blocks.strip()) * 512).isLessThan(PIECES * STEP / 4);
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        new LayerArchive(data).write(image.id(), archive);
        assertThat(archive.toByteArray()).isEqualTo(Files.readAllBytes(aci));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void holesCountAgainstTheLimit(List<String> format) {
        Path aci = pack(format);
        UnpackLimits limits = new UnpackLimits(1 << 20, 100, 500);

        assertThatThrownBy(() -> new ArchiveImport(
                                data, InstantSource.system(), limits, (id, manifest) -> ImageOrigin.UNKNOWN)
                        .run(aci, ImportListener.silent()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("larger than the limit of 1048576 bytes");
    }

    @Test
    void aMapThatDoesNotFitIsRefused() throws IOException {
        Path aci = pack(List.of("--format=pax", "--sparse-version=0.1"));
        String text = Files.readString(aci, StandardCharsets.ISO_8859_1);
        Files.writeString(aci, text.replace("map=1048576,", "map=9948576,"), StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> store.importArchive(aci, ImportListener.silent()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("its map of holes is wrong");
        assertThat(data.temporary()).isEmptyDirectory();
    }

    private Path pack(List<String> format) {
        Path aci = directory.resolve("a.aci");
        new ProgramRunner()
                .require(Command.of("tar", "--sparse")
                        .withArguments(format)
                        .withArguments(List.of("-C", layout.toString(), "-cf", aci.toString(), "manifest", "rootfs")));
        return aci;
    }
}
