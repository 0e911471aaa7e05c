package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives that mean harm: each is refused whole, or what it does stays inside the directory that it is unpacked into. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileArchiveTest {
    private static final Path OUTSIDE = HostileArchives.OUTSIDE;
    private static final String SECRET = "outside";

    @TempDir
    private Path directory;

    @BeforeEach
    void makeOutside() throws IOException {
        Files.createDirectories(OUTSIDE.resolve("folder"));
        Files.writeString(OUTSIDE.resolve("file"), SECRET);
    }

    @AfterEach
    void removeOutside() throws IOException {
        Files.deleteIfExists(OUTSIDE.resolve("folder/file"));
        Files.deleteIfExists(OUTSIDE.resolve("folder"));
        Files.deleteIfExists(OUTSIDE.resolve("file"));
        Files.deleteIfExists(OUTSIDE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"io.dray.acceptance.HostileArchives#refused", "io.dray.acceptance.HostileHeaders#refused"})
    void isRefusedInOneLine(String name, String rule, byte[] archive) throws IOException {
        Path file = Files.write(directory.resolve("hostile.aci"), archive);
        Path target = directory.resolve("target");
        Path data = directory.resolve("data");

        Machine.assertRefusedInOneLine(dray("image", "unpack", target.toString(), file.toString()), rule);
        Machine.assertRefusedInOneLine(
                dray("--dir=" + data, "--insecure-options=image", "fetch", file.toString()), rule);

        assertThat(target).doesNotExist();
        for (String place : List.of("images", "layers", "l", "tmp")) {
            Path left = data.resolve(place);
            assertThat(!Files.exists(left) || isEmpty(left))
                    .as(name + ": " + left)
                    .isTrue();
        }
        assertOutsideUntouched();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.dray.acceptance.HostileArchives#contained")
    void staysInside(String name, String none, byte[] archive) throws IOException {
        Path file = Files.write(directory.resolve("hostile.aci"), archive);
        Path data = directory.resolve("data");

        Dray.Result unpacked =
                dray("image", "unpack", directory.resolve("target").toString(), file.toString());
        Dray.Result fetched = dray("--dir=" + data, "--insecure-options=image", "fetch", file.toString());

        assertThat(unpacked.code()).as(name + unpacked.err()).isZero();
        assertThat(fetched.code()).as(name + fetched.err()).isZero();
        assertOutsideUntouched();
    }

    private static void assertOutsideUntouched() throws IOException {
        assertThat(OUTSIDE.resolve("file")).hasContent(SECRET);
        assertThat(OUTSIDE.resolve("folder")).isEmptyDirectory();
        assertThat(Files.getAttribute(OUTSIDE.resolve("file"), "unix:nlink")).isEqualTo(1);
    }

    private static boolean isEmpty(Path place) throws IOException {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.findAny().isEmpty();
        }
    }

    private static Dray.Result dray(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Dray.HOME.resolve("bin/dray").toString()));
        command.addAll(List.of(arguments));
        return Dray.program(command.toArray(new String[0]));
    }
}
