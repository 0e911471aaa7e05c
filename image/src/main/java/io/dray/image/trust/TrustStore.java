package io.dray.image.trust;

import io.dray.core.AcIdentifier;
import io.dray.core.AtomicFiles;
import io.dray.core.InvalidInputException;
import io.dray.linux.IoFailures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The trusted keys of a machine, laid out as rkt's: below each place of configuration {@code trustedkeys/root.d/<fingerprint>}
 * for all images and {@code trustedkeys/prefix.d/<name>/<fingerprint>} for the images whose name is {@code <name>} or goes on
 * with a slash. An empty file in a stronger place takes the trust of a weaker one back. {@code trustedkeys/unsigned.d/<name>/accepted}
 * is Dray's own: images of that name need no signature.
 */
public final class TrustStore {
    private static final String KEYS = "trustedkeys";
    private static final String ROOT = "root.d";
    private static final String PREFIX = "prefix.d";
    private static final String UNSIGNED = "unsigned.d";
    private static final String ACCEPTED = "accepted";
    private static final int FINGERPRINT_DIGITS = 40;

    private final List<Path> places;
    private final Path written;
    private final InstantSource clock;

    /**
     * The store in these places.
     *
     * @param places of configuration, weakest first
     * @param written the place that gets what is added
     */
    public TrustStore(List<Path> places, Path written, InstantSource clock) {
        this.places = List.copyOf(places);
        this.written = written;
        this.clock = clock;
    }

    /**
     * Checks the signature of a file against the keys that are trusted for images of this name.
     *
     * @throws UntrustedException if it is no good signature by one of them
     * @throws InvalidInputException if it is no signature at all
     */
    public Signer verify(String name, Path file, byte[] signature) throws UntrustedException, IOException {
        return new OpenPgp(keysFor(name), clock.instant()).verify(file, signature);
    }

    /** Whether images of this name are accepted without a signature. */
    public boolean acceptsUnsigned(String name) {
        boolean accepted = false;
        for (Path place : places) {
            for (Path directory : waysTo(place.resolve(KEYS).resolve(UNSIGNED), name)) {
                Path file = directory.resolve(ACCEPTED);
                try {
                    accepted = Files.exists(file) ? Files.size(file) > 0 : accepted;
                } catch (IOException e) {
                    throw IoFailures.with("cannot read", file, e);
                }
            }
        }
        return accepted;
    }

    /** The keys that are trusted for images of this name. */
    public List<PublicKey> keysFor(String name) {
        Map<String, PublicKey> keys = new LinkedHashMap<>();
        for (Path place : places) {
            collect(place.resolve(KEYS).resolve(ROOT), keys);
        }
        for (Path place : places) {
            for (Path directory : waysTo(place.resolve(KEYS).resolve(PREFIX), name)) {
                collect(directory, keys);
            }
        }
        return List.copyOf(keys.values());
    }

    /** {@code a}, {@code a/b} and {@code a/b/c} below the base; nothing for what is no name, which so never becomes a path. */
    private static List<Path> waysTo(Path base, String name) {
        List<Path> ways = new ArrayList<>();
        if (!AcIdentifier.isValid(name)) {
            return ways;
        }
        Path way = base;
        for (String part : name.split("/", -1)) {
            way = way.resolve(part);
            ways.add(way);
        }
        return ways;
    }

    private static void collect(Path directory, Map<String, PublicKey> keys) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (!Files.isRegularFile(file)) {
                    continue;
                }
                String fingerprint = String.valueOf(file.getFileName());
                if (Files.size(file) == 0) {
                    keys.remove(fingerprint);
                } else {
                    keys.put(fingerprint, read(file, fingerprint));
                }
            }
        } catch (IOException e) {
            throw IoFailures.with("cannot list", directory, e);
        }
    }

    private static PublicKey read(Path file, String fingerprint) throws IOException {
        if (Files.size(file) > PublicKey.MAX_BYTES) {
            throw new InvalidInputException(file + " is longer than a key can be", "remove it");
        }
        PublicKey key = PublicKey.parse(file.toString(), Files.readAllBytes(file));
        if (!key.fingerprint().equals(fingerprint)) {
            throw new InvalidInputException(
                    file + " holds the key " + key.fingerprint(), "name the file by the fingerprint of its key");
        }
        return key;
    }

    /** Whether the key is trusted for this prefix, or for all images. */
    public boolean isTrusted(PublicKey key, String prefix) {
        for (PublicKey known : keysFor(prefix)) {
            if (known.fingerprint().equals(key.fingerprint())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Trusts the key for images whose name begins with this prefix, or all if it is empty.
     *
     * @return the file that says so
     */
    public Path trust(PublicKey key, byte[] content, String prefix) {
        Path keys = written.resolve(KEYS);
        Path directory = prefix.isEmpty() ? keys.resolve(ROOT) : directoryOf(keys.resolve(PREFIX), prefix);
        return write(directory.resolve(key.fingerprint()), content);
    }

    /**
     * Accepts images whose name begins with this prefix without a signature.
     *
     * @return the file that says so
     */
    public Path acceptUnsigned(String prefix) {
        Path directory = directoryOf(written.resolve(KEYS).resolve(UNSIGNED), prefix);
        byte[] content =
                ("images of " + prefix + " are accepted without a signature\n").getBytes(StandardCharsets.UTF_8);
        return write(directory.resolve(ACCEPTED), content);
    }

    private static Path directoryOf(Path base, String prefix) {
        requirePrefix(prefix);
        return waysTo(base, prefix).getLast();
    }

    /**
     * Checks a prefix before anybody is asked about it.
     *
     * @throws InvalidInputException if no name of an image can begin with it
     */
    public static void requirePrefix(String prefix) {
        if (!AcIdentifier.isValid(prefix)) {
            throw new InvalidInputException(
                    "'" + prefix + "' is not the beginning of an image's name",
                    prefix.endsWith("/*")
                            ? "it counts for all images below it without the /*"
                            : "write it as in --prefix=example.com/team, without https://");
        }
    }

    private static Path write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            AtomicFiles.write(file, content);
            return file;
        } catch (IOException e) {
            throw IoFailures.with("cannot write", file, e);
        }
    }

    /** A fingerprint as it was typed, with blanks or colons, in either case; empty if it is none. */
    public static String fingerprint(String typed) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (Character.digit(c, 16) >= 0) {
                hex.append(Character.toLowerCase(c));
            } else if (c != ' ' && c != ':') {
                return "";
            }
        }
        return hex.length() >= FINGERPRINT_DIGITS ? hex.toString() : "";
    }
}
