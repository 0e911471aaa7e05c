package io.dray.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Imports that are killed at any moment, alone and beside others that go on, one after the other into the same store. The
 * variable {@code DRAY_KILLS} says how many.
 */
class ImportInterruptionTest {
    private static final String KILLS =
            Optional.ofNullable(System.getenv("DRAY_KILLS")).orElse("25");
    private static final String INSECURE = "--insecure-options=image";
    private static final int FILES = 300;
    private static final int VERIFIED_EVERY = 20;
    private static final Pattern LAYER = Pattern.compile("sha(256|512)-[0-9a-f]+");

    /** Ways to write an image. */
    private enum Form {
        ACI,
        GZIP,
        OCI,
        DOCKER
    }

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @TempDir
    private Path directory;

    @Test
    void whatKilledImportsLeaveIsSoundAndGcRemovesTheRest() throws Exception {
        Machine machine = Machine.in(directory);
        long length = lengthOfAnImport(machine);
        int kills = Integer.parseInt(KILLS);
        for (int killed = 0; killed < kills; ) {
            killed += interrupt(machine, killed, length) ? 1 : 0;
            if (killed % VERIFIED_EVERY == 0) {
                assertSound(machine);
            }
        }
        assertSound(machine);
        assertThat(machine.dray("image", "gc").code()).isZero();
        assertOnlyImagesAreLeft(machine);
        assertThat(machine.dray("image", "gc", "--grace-period=0s").code()).isZero();
        for (String place : List.of("images", "layers", "l", "tmp", "cache/files")) {
            assertThat(names(machine, place)).as(this + place).isEmpty();
        }
    }

    private long lengthOfAnImport(Machine machine) throws IOException {
        long start = System.nanoTime();
        Machine.assertFetched(machine.dray(INSECURE, "fetch", image(Form.OCI, "first")));
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    /** Starts imports of a new image or of one that was killed before, and kills the first; whether it was still there to be killed. */
    private boolean interrupt(Machine machine, int number, long length) throws Exception {
        Form form = Form.values()[random.nextInt(Form.values().length)];
        String image = image(form, "number" + (random.nextInt(3) == 0 ? number / 2 : number));
        List<Process> others = new ArrayList<>();
        if (random.nextBoolean()) {
            others.add(start(machine, "same", image));
        }
        Process killed = start(machine, "killed", image);
        if (random.nextBoolean()) {
            others.add(start(machine, "other", image(Form.ACI, "other" + number % 5)));
        }
        boolean ended = killed.waitFor(random.nextLong(length * (1 + others.size())), TimeUnit.MILLISECONDS);
        killed.destroyForcibly().waitFor();
        for (Process other : others) {
            assertThat(other.waitFor())
                    .as(this
                            + Files.readString(directory.resolve("same"))
                            + Files.readString(directory.resolve("other")))
                    .isZero();
        }
        return !ended;
    }

    private Process start(Machine machine, String name, String image) throws IOException {
        Files.writeString(directory.resolve("same"), "");
        Files.writeString(directory.resolve("other"), "");
        return machine.start(directory.resolve(name), INSECURE, "fetch", image);
    }

    /** An image whose upper half is its own and whose lower half all have, if the form has layers. */
    private String image(Form form, String name) throws IOException {
        Path file = directory.resolve(name + "." + form);
        if (!Files.exists(file)) {
            Path unfinished = directory.resolve("unfinished");
            try (OutputStream out = form == Form.GZIP
                    ? new GZIPOutputStream(Files.newOutputStream(unfinished))
                    : Files.newOutputStream(unfinished)) {
                out.write(content(form, name));
            }
            Files.move(unfinished, file);
        }
        return file.toString();
    }

    private static byte[] content(Form form, String name) {
        return switch (form) {
            case ACI, GZIP -> withFiles(TarBytes.image(name), "rootfs/", name).finished();
            case OCI ->
                new LayoutFiles.Changes()
                        .layer(withFiles(new TarBytes(), "", name).finished())
                        .make()
                        .tar()
                        .finished();
            case DOCKER -> docker(name);
        };
    }

    private static byte[] docker(String name) {
        byte[] lower = withFiles(new TarBytes(), "", "lower").finished();
        byte[] upper = withFiles(new TarBytes(), "", name).finished();
        return new TarBytes()
                .file("0.tar", new String(lower, StandardCharsets.ISO_8859_1))
                .file("1.tar", new String(upper, StandardCharsets.ISO_8859_1))
                .file(
                        "config.json",
                        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                                + TinyOci.digest(lower) + "\",\"" + TinyOci.digest(upper) + "\"]}}")
                .file(
                        "manifest.json",
                        "[{\"Config\":\"config.json\",\"RepoTags\":[\"example.com/" + name
                                + ":1\"],\"Layers\":[\"0.tar\",\"1.tar\"]}]")
                .finished();
    }

    private static TarBytes withFiles(TarBytes tar, String prefix, String content) {
        tar.directory(prefix + "d");
        for (int i = 0; i < FILES; i++) {
            tar.file(prefix + "d/" + i, content.repeat(500 + i));
        }
        return tar;
    }

    private void assertSound(Machine machine) {
        Dray.Result verified = machine.dray("image", "verify");
        assertThat(verified.code()).as(this + verified.err()).isZero();
        assertThat(verified.out() + verified.err()).as(toString()).doesNotContain("failed");
    }

    /** Nothing half made, no layer that no image has, no short link that leads nowhere. */
    private void assertOnlyImagesAreLeft(Machine machine) throws IOException {
        assertThat(names(machine, "tmp")).as(toString()).isEmpty();
        Set<String> needed = new HashSet<>();
        for (String image : names(machine, "images")) {
            String record = Files.readString(
                    machine.data().resolve("images").resolve(image).resolve("image.json"));
            LAYER.matcher(record.substring(record.indexOf("layers")))
                    .results()
                    .forEach(found -> needed.add(found.group()));
        }
        assertThat(names(machine, "layers")).as(toString()).isSubsetOf(needed).isNotEmpty();
        assertThat(names(machine, "l")).as(toString()).hasSameSizeAs(names(machine, "layers"));
    }

    private static List<String> names(Machine machine, String place) throws IOException {
        Path path = machine.data().resolve(place);
        if (!Files.exists(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public String toString() {
        return "seed " + seed + ": ";
    }
}
