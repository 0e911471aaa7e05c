package io.dray.pod.metadata;

import io.dray.core.AtomicFiles;
import io.dray.core.DataDirectory;
import io.dray.core.EnvironmentException;
import io.dray.core.InvalidInputException;
import io.dray.core.ProcessOwner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which pods the metadata service answers: {@code metadata/pods/<token>} in the directory of what ends with the boot is a link to
 * the pod's directory. Whoever knows the token is the pod. Files only, so that the service may be restarted, and pods be
 * registered without a word to it. Thread-safe.
 */
public final class MetadataRegistry {
    /** Where rkt's service listened. */
    public static final int DEFAULT_PORT = 18112;

    /** Tells an app where the service answers it (appc spec, ace.md, "App Container Metadata Service"). */
    public static final String VARIABLE = "AC_METADATA_URL";

    private static final long GRACE_MILLIS = 60_000;
    private static final Path RANDOM_UUID = Path.of("/proc/sys/kernel/random/uuid");

    private final Path directory;

    /**
     * The registry of a machine.
     *
     * @param runtime the directory of what ends with the boot
     */
    public MetadataRegistry(Path runtime) {
        this.directory = runtime.resolve("metadata");
    }

    /**
     * The base address under which a new pod reaches the service.
     *
     * @param host how the pod reaches the machine
     * @throws EnvironmentException if no service runs
     */
    public String newAddress(String host) {
        return "http://" + host + ":" + requirePort() + "/" + newToken();
    }

    /** 244 random bits. */
    private static String newToken() {
        try {
            return (Files.readString(RANDOM_UUID) + Files.readString(RANDOM_UUID))
                    .replace("-", "")
                    .replace("\n", "");
        } catch (IOException e) {
            throw new EnvironmentException("cannot read " + RANDOM_UUID + ": " + e.getMessage(), "mount /proc", e);
        }
    }

    private int requirePort() {
        Optional<Announcement> service = service();
        if (service.isEmpty() || !service.get().owner().isAlive()) {
            throw new EnvironmentException(
                    "cannot register the pod: no metadata service runs", "start it: dray metadata-service");
        }
        return service.get().port();
    }

    /** Lets the service know the pod by the token in its address. */
    public void register(String address, Path pod) throws IOException {
        Files.createSymbolicLink(link(address), pod);
    }

    /** Forgets a pod that is not to be after all. */
    public void withdraw(String address) throws IOException {
        Files.deleteIfExists(link(address));
    }

    private Path link(String address) {
        return DataDirectory.create(pods()).resolve(address.substring(address.lastIndexOf('/') + 1));
    }

    /** Forgets a pod that is gone. */
    public void forget(String uuid) throws IOException {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(pods())) {
            for (Path link : links) {
                if (Files.readSymbolicLink(link).endsWith(uuid)) {
                    Files.deleteIfExists(link);
                }
            }
        } catch (NoSuchFileException _) {
            // nobody was ever registered, or another process was faster
        }
    }

    /** Forgets all pods that are gone; a link is made a moment before the directory gets its name. */
    public void collect() throws IOException {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(pods())) {
            for (Path link : links) {
                long made = Files.getLastModifiedTime(link, LinkOption.NOFOLLOW_LINKS)
                        .toMillis();
                if (!Files.exists(link) && made < System.currentTimeMillis() - GRACE_MILLIS) {
                    Files.deleteIfExists(link);
                }
            }
        } catch (NoSuchFileException _) {
            // nobody was ever registered, or another process was faster
        }
    }

    /** The directory of the pod that has this token, as long as there is one. */
    Optional<Path> find(String token) {
        for (int i = 0; i < token.length(); i++) {
            if (Character.digit(token.charAt(i), 16) < 0) {
                return Optional.empty();
            }
        }
        try {
            Path pod = Files.readSymbolicLink(pods().resolve(token));
            return Files.isDirectory(pod) ? Optional.of(pod) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /**
     * Where a service listens.
     *
     * @param owner its process, dead or alive
     */
    record Announcement(ProcessOwner owner, int port) {}

    /** What the last service announced. */
    Optional<Announcement> service() {
        try {
            String text = Files.readString(announcement()).strip();
            int blank = text.indexOf(' ');
            return Optional.of(new Announcement(
                    ProcessOwner.parse(text.substring(0, blank)), Integer.parseInt(text.substring(blank + 1))));
        } catch (IOException | InvalidInputException | IndexOutOfBoundsException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** From now on pods are told this port. */
    void announce(int port) throws IOException {
        DataDirectory.create(directory);
        AtomicFiles.write(
                announcement(), (ProcessOwner.current() + " " + port + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    void retract() throws IOException {
        Files.deleteIfExists(announcement());
    }

    private Path announcement() {
        return directory.resolve("service");
    }

    /** The key of this boot. */
    Path key() {
        return DataDirectory.create(directory).resolve("key");
    }

    private Path pods() {
        return directory.resolve("pods");
    }
}
