package io.dray.image.aci;

import io.dray.image.tar.Compression;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarType;
import io.dray.image.tar.TarWriter;
import io.dray.linux.ByteString;
import io.dray.linux.FileStatus.FileTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Builds archives for tests entry by entry, also such as no decent program would write. */
public final class Aci {
    public static final String MANIFEST = "{\"acKind\":\"ImageManifest\",\"acVersion\":\"0.8.11\",\"name\":\"%s\"%s}";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarWriter tar = new TarWriter(bytes);

    /** An archive that has nothing yet. */
    public static Aci empty() {
        return new Aci();
    }

    /** An archive with a manifest and an empty root. */
    public static Aci named(String name) {
        return named(name, "");
    }

    /** An archive with a manifest that has more fields, {@code "labels":[...]}, and an empty root. */
    public static Aci named(String name, String fields) {
        String manifest = MANIFEST.formatted(name, fields.isEmpty() ? "" : "," + fields);
        return empty().file("manifest", manifest).directory("rootfs");
    }

    public Aci file(String name, String content) {
        return file(TarEntry.builder(ByteString.of(name), TarType.FILE), content);
    }

    public Aci file(TarEntry.Builder entry, String content) {
        byte[] data = content.getBytes(StandardCharsets.UTF_8);
        int[] position = {0};
        try {
            tar.begin(entry.size(data.length).build());
            tar.writeData((target, start, length) -> {
                int count = Math.min(length, data.length - position[0]);
                System.arraycopy(data, position[0], target, start, count);
                position[0] += count;
                return count;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public Aci directory(String name) {
        return add(TarEntry.builder(ByteString.of(name), TarType.DIRECTORY)
                .mode(0755)
                .modified(new FileTime(1000, 5)));
    }

    public Aci link(String name, String target) {
        return add(TarEntry.builder(ByteString.of(name), TarType.LINK).target(ByteString.of(target)));
    }

    public Aci hardLink(String name, String target) {
        return add(TarEntry.builder(ByteString.of(name), TarType.HARD_LINK).target(ByteString.of(target)));
    }

    public Aci add(TarEntry.Builder entry) {
        try {
            tar.begin(entry.build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The uncompressed archive. */
    public byte[] toByteArray() {
        try {
            tar.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public Path write(Path file) {
        return write(file, Compression.NONE);
    }

    public Path write(Path file, Compression compression) {
        return write(file, toByteArray(), compression);
    }

    public static Path write(Path file, byte[] content, Compression compression) {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try {
            try (var out = compression.compress(target)) {
                out.write(content);
            }
            return Files.write(file, target.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
