package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a second version of an image costs of which little has changed. */
class LayerSharingTest {
    private static final int FILES = 990;
    private static final int CHANGED = 10;

    /** A layer of many files, and two versions of one percent more on top of it. */
    private static final String IMAGES = """
        set -e
        mkdir base one two
        for i in $(seq %1$d); do head -c 8000 /dev/urandom >base/$i; done
        for i in $(seq %2$d); do head -c 8000 /dev/urandom >one/new$i; head -c 8000 /dev/urandom >two/new$i; done
        umoci init --layout layout
        for version in one two; do
            umoci new --image layout:$version
            for layer in base $version; do
                tar -C $layer -cf $layer.tar .
                umoci raw add-layer --image layout:$version $layer.tar
            done
        done
        """.formatted(FILES, CHANGED);

    @TempDir
    private Path directory;

    private String shell(String script) {
        Dray.Result result = Dray.program("sh", "-c", "cd " + directory + "\n" + script);
        assertThat(result.code()).as(result.err()).isZero();
        return result.out();
    }

    private void fetch(String version) {
        List<String> command = new ArrayList<>(List.of(
                Dray.HOME.resolve("bin/dray").toString(),
                "--dir=" + directory.resolve("data"),
                "--insecure-options=image",
                "fetch",
                "oci:" + directory.resolve("layout") + ":" + version));
        Dray.Result result = Dray.program(command.toArray(new String[0]));
        assertThat(result.code()).as(result.err()).isZero();
    }

    private long count(String option) {
        return Long.parseLong(shell("du -s " + option + " data | cut -f1").strip());
    }

    @Test
    void writesTheChangedLayerOnly() {
        shell(IMAGES);
        fetch("one");
        long inodes = count("--inodes");
        long bytes = count("-B1");
        String base = shell("find data/layers -path '*/tree/[0-9]*' -printf '%i %n %C@ %p\\n' | sort");

        fetch("two");

        // its files, and a few of the store's own
        assertThat(inodes).isGreaterThan(FILES);
        assertThat(count("--inodes") - inodes).isBetween((long) CHANGED, CHANGED + 15L);
        assertThat(count("-B1") - bytes).isLessThan(bytes / 20);
        assertThat(shell("find data/layers -path '*/tree/[0-9]*' -printf '%i %n %C@ %p\\n' | sort"))
                .as("nobody touched the layer that both have")
                .isEqualTo(base);
        assertThat(directory.resolve("data/layers").toFile().list()).hasSize(3);
    }
}
