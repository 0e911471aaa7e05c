package io.dray.image.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dray.core.InvalidInputException;
import io.dray.linux.ByteString;
import io.dray.linux.Command;
import io.dray.linux.FileStatus.FileTime;
import io.dray.linux.ProgramRunner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarReaderTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"v7", "oldgnu", "gnu", "ustar", "pax"})
    void readsWhatGnuTarWrites(String format) throws IOException {
        String longPart = "long-name-".repeat(8);
        boolean shortNamesOnly = format.equals("v7");
        String name = shortNamesOnly ? "short" : longPart + "/" + longPart;
        Path file = directory.resolve("in").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "content");
        Files.createSymbolicLink(directory.resolve("in/soft"), Path.of("target"));
        Files.createLink(directory.resolve("in/a"), file);
        Path archive = directory.resolve("archive.tar");
        new ProgramRunner()
                .require(Command.of("tar", "--format=" + format, "--sort=name", "--mtime=@1234.5", "-cf")
                        .withArguments(List.of(
                                archive.toString(),
                                "-C",
                                directory.resolve("in").toString(),
                                ".")));

        List<TarEntry> entries = read(Files.readAllBytes(archive));

        assertThat(entries).extracting(TarEntry::type).contains(TarType.DIRECTORY, TarType.FILE, TarType.LINK);
        assertThat(entries)
                .filteredOn(e -> e.type() == TarType.HARD_LINK)
                .singleElement()
                .satisfies(e -> {
                    assertThat(e.name()).hasToString("./" + name);
                    assertThat(e.target()).hasToString("./a");
                });
        assertThat(entries)
                .filteredOn(e -> e.type() == TarType.FILE)
                .singleElement()
                .satisfies(e -> {
                    assertThat(e.name()).hasToString("./a");
                    assertThat(e.size()).isEqualTo(7);
                    assertThat(e.modified()).isEqualTo(new FileTime(1234, format.equals("pax") ? 500_000_000 : 0));
                });
    }

    @Test
    void readsWhatTheWriterWrites() throws IOException {
        List<TarEntry> written = List.of(
                entry("a".repeat(100)).build(),
                entry("a".repeat(101)).build(),
                entry("d".repeat(90) + "/" + "f".repeat(99)).build(),
                entry("d".repeat(160) + "/" + "f".repeat(99)).build(),
                entry("Főtanúsítvány").modified(new FileTime(-1, 1)).build(),
                entry("old").modified(new FileTime(-100, 0)).build(),
                entry("half").modified(new FileTime(-2, 750_000_000)).build(),
                entry("future").modified(new FileTime(1L << 40, 999_999_999)).build(),
                entry("big-ids")
                        .owner(new TarEntry.Owner(0xFFFF_FFFEL, 1L << 31))
                        .build(),
                TarEntry.builder(ByteString.of("l"), TarType.LINK)
                        .target(ByteString.of("t".repeat(300)))
                        .build(),
                TarEntry.builder(ByteString.copyOf(new byte[] {'x', (byte) 0xff}), TarType.FIFO)
                        .mode(07777)
                        .build());

        assertThat(read(write(written))).isEqualTo(written);
    }

    @Test
    void keepsBinaryAttributeValues() throws IOException {
        byte[] value = {(byte) 0xff, '\n', 0, '=', (byte) 0x80};
        TarEntry entry = entry("a").attributes(Map.of("user.x", value)).build();

        assertThat(read(write(List.of(entry))).getFirst().attributes().get("user.x"))
                .isEqualTo(value);
    }

    @Test
    void oneZeroBlockEndsTheArchive() throws IOException {
        byte[] one = write(List.of(entry("a").build()));
        byte[] oneZeroBlock = Arrays.copyOf(one, 1024);

        assertThat(read(oneZeroBlock)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 a=b\n",
                "5 a=b\n",
                "99 a=b\n",
                "6 a=bX",
                "-6 a=b\n",
                "6 =ab\n",
                "4 a\n",
                "99999999999999 a=b\n"
            })
    void refusesMalformedExtendedHeaders(String records) throws IOException {
        byte[] archive =
                write(List.of(entry("PaxHeaders").size(records.length()).build()), records);
        archive[156] = 'x';
        fixChecksum(archive);

        assertThatThrownBy(() -> read(archive))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("an extended header has a record");
    }

    @Test
    void refusesSizesThatCannotBe() throws IOException {
        byte[] archive = write(List.of(entry("a").build()));
        Arrays.fill(archive, 124, 136, (byte) 0xff);
        fixChecksum(archive);
        assertThatThrownBy(() -> read(archive)).hasMessage("entry a: its size -1 is not possible");
        Arrays.fill(archive, 124, 136, (byte) '9');
        fixChecksum(archive);
        assertThatThrownBy(() -> read(archive)).hasMessage("entry a: a number in its header is not octal");
    }

    @Test
    void refusesDataThatOnlySomeReadersSee() throws IOException {
        byte[] archive = write(
                List.of(
                        entry("PaxHeaders").size(10).build(),
                        TarEntry.builder(ByteString.of("l"), TarType.LINK)
                                .target(ByteString.of("t"))
                                .build()),
                "10 size=5\n");
        archive[156] = 'x';
        fixChecksum(archive);

        assertThatThrownBy(() -> read(archive)).hasMessage("entry l: it has data although it is not a plain file");
    }

    @Test
    void refusesUnknownTypes() throws IOException {
        byte[] archive = write(List.of(entry("a").build()));
        archive[156] = 'Z';
        fixChecksum(archive);
        assertThatThrownBy(() -> read(archive)).hasMessage("entry a: its type is unknown: Z");
    }

    @Test
    void refusesAnArchiveWithoutItsEnd() throws IOException {
        byte[] archive = write(List.of(entry("a").size(3).build()), "abc");

        assertThatThrownBy(() -> read(Arrays.copyOf(archive, 1024)))
                .hasMessage("it ends too early: the end mark of the tar archive is missing");
        assertThatThrownBy(() -> read(Arrays.copyOf(archive, 514))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> read(Arrays.copyOf(archive, 300))).isInstanceOf(InvalidInputException.class);
    }

    private static TarEntry.Builder entry(String name) {
        return TarEntry.builder(ByteString.of(name), TarType.FILE);
    }

    private static byte[] write(List<TarEntry> entries, String... contents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarWriter writer = new TarWriter(bytes)) {
            int next = 0;
            for (TarEntry entry : entries) {
                writer.begin(entry);
                if (entry.size() > 0) {
                    ByteArrayInputStream data =
                            new ByteArrayInputStream(contents[next++].getBytes(StandardCharsets.UTF_8));
                    writer.writeData(data::read);
                }
            }
        }
        return bytes.toByteArray();
    }

    private static List<TarEntry> read(byte[] archive) throws IOException {
        TarReader reader = new TarReader(new ByteArrayInputStream(archive));
        List<TarEntry> entries = new ArrayList<>();
        for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            entries.add(entry.get());
        }
        return entries;
    }

    private static void fixChecksum(byte[] archive) {
        Arrays.fill(archive, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += archive[i] & 0xff;
        }
        byte[] digits = String.format("%06o\0", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, archive, 148, digits.length);
    }
}
