package io.dray.image.fetch;

import io.dray.core.AtomicFiles;
import io.dray.core.DataDirectory;
import io.dray.core.Digest;
import io.dray.core.DrayException;
import io.dray.core.Json;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.Timestamps;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What an address gave when it was last fetched: {@code cache/remotes/<hash of the address>.json}. A cache: what cannot be read is
 * as good as absent.
 */
final class RemoteRecords {
    private final Path directory;

    RemoteRecords(DataDirectory data) {
        this.directory = data.root().resolve("cache").resolve("remotes");
    }

    /**
     * What was fetched.
     *
     * @param address from where
     * @param id which image it was
     * @param etag the server's name for it, or the digest of a registry's manifest; may be empty
     * @param lastModified the server's time of it; may be empty
     * @param maxAge how long it need not be asked again
     * @param fetched when it was asked last
     */
    record Remote(String address, Digest id, String etag, String lastModified, Duration maxAge, Instant fetched) {
        boolean isFresh(Instant now) {
            return !now.isBefore(fetched) && now.isBefore(fetched.plus(maxAge));
        }
    }

    /** A safe file name that stands for the address. */
    static String key(String address) {
        return Digest.of(Digest.Algorithm.SHA256, address.getBytes(StandardCharsets.UTF_8))
                .hex();
    }

    Optional<Remote> find(String address) {
        return read(file(address)).filter(remote -> remote.address.equals(address));
    }

    private static Optional<Remote> read(Path file) {
        try {
            JsonObject json =
                    Json.parse(file.toString(), Files.readAllBytes(file)).asObject("record");
            return Optional.of(new Remote(
                    text(json, "address"),
                    Digest.parse(text(json, "id")),
                    text(json, "etag"),
                    text(json, "lastModified"),
                    Duration.ofSeconds(json.field("maxAge")
                            .map(age -> age.asLong("maxAge"))
                            .orElse(0L)),
                    Timestamps.parse(text(json, "fetched"))));
        } catch (IOException | DrayException _) {
            return Optional.empty();
        }
    }

    private static String text(JsonObject json, String name) {
        return json.field(name).map(value -> value.asString(name)).orElse("");
    }

    void keep(Remote remote) {
        JsonObject json = JsonValue.object()
                .put("address", remote.address)
                .put("id", remote.id.toString())
                .put("etag", remote.etag)
                .put("lastModified", remote.lastModified)
                .put("maxAge", remote.maxAge.toSeconds())
                .put("fetched", Timestamps.format(remote.fetched))
                .build();
        Path file = file(remote.address);
        try {
            DataDirectory.create(directory);
            AtomicFiles.write(file, Json.writePretty(json));
        } catch (IOException e) {
            throw IoFailures.with("cannot write", file, e);
        }
    }

    /** Forgets what addresses gave whose images are not in the store any more. */
    void collect(Path images) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
            for (Path file : files) {
                Optional<Remote> remote = read(file);
                if (remote.isEmpty()
                        || !Files.exists(images.resolve(remote.get().id().toString()))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException _) {
            // nothing was ever fetched
        }
    }

    private Path file(String address) {
        return directory.resolve(key(address) + ".json");
    }

    /** The seconds of {@code max-age} in a Cache-Control header (RFC 9111, 5.2.2); 0 if it says none or forbids to keep. */
    static Duration maxAge(String cacheControl) {
        Duration age = Duration.ZERO;
        for (String part : cacheControl.toLowerCase(Locale.ROOT).split(",", -1)) {
            String directive = part.strip();
            if (directive.equals("no-cache") || directive.equals("no-store")) {
                return Duration.ZERO;
            }
            if (directive.startsWith("max-age=")) {
                age = seconds(directive.substring("max-age=".length()));
            }
        }
        return age;
    }

    private static Duration seconds(String text) {
        try {
            return Duration.ofSeconds(Math.max(0, Math.min(Integer.MAX_VALUE, Long.parseLong(text))));
        } catch (NumberFormatException _) {
            return Duration.ZERO;
        }
    }
}
