package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.dray.acceptance.HostileLayouts.Maker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images in OCI's and Docker's form that mean harm: each is refused in one line, and the store is as it was before. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileLayoutTest {
    private static final String INSECURE = "--insecure-options=image";

    @TempDir
    private static Path shared;

    private static Machine machine;

    @TempDir
    private Path directory;

    @BeforeAll
    static void fetchAGoodOne() throws IOException {
        machine = Machine.in(shared);
        // of another layer than the hostile ones: a layer that is there is not read again
        byte[] layer = new TarBytes().file("good", "x").finished();
        Path good = new LayoutFiles.Changes().layer(layer).make().write(shared.resolve("good"));
        Machine.assertFetched(machine.dray(INSECURE, "fetch", good.toString()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "io.dray.acceptance.HostileLayouts#refused",
        "io.dray.acceptance.HostileDocuments#refused",
        "io.dray.acceptance.HostileImageArchives#refused"
    })
    void isRefusedInOneLine(String name, String rule, Maker maker) throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        String address = maker.make(Files.createDirectory(directory.resolve("image")), outside);
        List<String> before = everything();
        List<String> outsideBefore = namesIn(outside);

        Dray.Result refused = machine.dray(INSECURE, "fetch", address);

        Machine.assertRefusedInOneLine(refused, rule);
        assertThat(everything()).isEqualTo(before);
        assertThat(namesIn(outside)).isEqualTo(outsideBefore);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.dray.acceptance.HostileImageArchives#accepted")
    void isOddButGood(String name, String files, Maker maker) throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        String address = maker.make(Files.createDirectory(directory.resolve("image")), outside);
        Dray.Result fetched = machine.dray(INSECURE, "fetch", address);
        Machine.assertFetched(fetched);
        Path tree = directory.resolve("tree");

        Dray.Result rendered =
                machine.dray("image", "render", "--rootfs-only", fetched.out().strip(), tree.toString());

        assertThat(rendered.code()).as(rendered.err()).isZero();
        assertThat(namesIn(tree)).isEqualTo(List.of(files.split(" ")));
        assertThat(namesIn(outside)).isEmpty();
    }

    /** All files of the store, but for locks. */
    private static List<String> everything() throws IOException {
        return namesIn(machine.data()).stream()
                .filter(file -> !file.startsWith("cache/locks/"))
                .toList();
    }

    private static List<String> namesIn(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(file -> !file.equals(tree))
                    .map(file -> tree.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
