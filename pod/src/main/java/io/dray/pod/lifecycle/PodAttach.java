package io.dray.pod.lifecycle;

import io.dray.core.InvalidInputException;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonObject;
import io.dray.core.MissingException;
import io.dray.linux.Errno;
import io.dray.linux.ErrnoException;
import io.dray.linux.IoFailures;
import io.dray.linux.PacketSocket;
import io.dray.pod.PodDirectory;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodRegistry;
import io.dray.pod.stream.AppStreams;
import io.dray.pod.stream.AttachMode;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Attaches this process's standard streams to those of an app that was started with {@code stream} or {@code tty}. Any number of
 * processes may be attached to one app; what it writes while nobody is attached is lost, as it was with rkt.
 */
public final class PodAttach {
    private static final int INPUT_SIZE = 8 * 1024;

    /** The first byte of a packet says which stream it is from. */
    private static final int FROM_STDERR = 3;

    private final PodRegistry pods;

    /** Attaches to apps of these pods. */
    public PodAttach(PodRegistry pods) {
        this.pods = pods;
    }

    /**
     * The streams of an app.
     *
     * @throws InvalidInputException if one can attach to none of them
     */
    public AppStreams streams(Pod pod, Pod.App app) {
        AppStreams streams = AppStreams.of(annotations(pods.manifest(pod), app.name()), app.name());
        if (!streams.areAttachable()) {
            throw new InvalidInputException(
                    "cannot attach to app " + app.name() + " of pod \"" + pod.uuid() + "\": stdin is "
                            + streams.stdin().word() + ", stdout is "
                            + streams.stdout().word() + " and stderr is "
                            + streams.stderr().word(),
                    "start it with --stdin, --stdout or --stderr as stream, or with all of them as tty");
        }
        return streams;
    }

    private static Map<String, String> annotations(JsonValue manifest, String app) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (JsonValue item : items(manifest.asObject("manifest"), "apps")) {
            JsonObject each = item.asObject("apps");
            if (text(each, "name").equals(app)) {
                for (JsonValue pair : items(each, "annotations")) {
                    pairs.put(text(pair.asObject("annotations"), "name"), text(pair.asObject("annotations"), "value"));
                }
            }
        }
        return pairs;
    }

    private static Iterable<JsonValue> items(JsonObject object, String field) {
        return object.field(field).map(list -> list.asList(field)).orElse(List.of());
    }

    private static String text(JsonObject object, String field) {
        return object.field(field).map(value -> value.asString(field)).orElse("");
    }

    /**
     * Stays attached until the app has ended, or the person at a raw terminal detaches.
     *
     * @param terminal the caller's, if the app's takes its place
     */
    public void attach(Pod pod, Pod.App app, AttachMode mode, Optional<CallerTerminal> terminal) {
        Path directory = new PodDirectory(pod.directory()).app(app.name());
        try (PacketSocket socket = PacketSocket.connect(directory, "attach")) {
            if (terminal.isPresent()) {
                // before anything is typed
                resize(directory, terminal.get().size());
                terminal.get().followSize(size -> resize(directory, size));
            }
            if (mode.input()) {
                Thread.ofPlatform().daemon().name("input").start(() -> copyInput(socket, terminal));
            }
            copyOutput(socket, mode);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ECONNREFUSED) {
                throw new MissingException(
                        "cannot attach to app " + app.name() + " of pod \"" + pod.uuid() + "\": it does not run",
                        "see 'dray app status'",
                        e);
            }
            throw IoFailures.with("cannot attach to", directory, e);
        } catch (IOException e) {
            throw IoFailures.with("cannot attach to", directory, e);
        }
    }

    /** Rows and columns, as conmon reads them. */
    private static void resize(Path directory, String size) {
        try (OutputStream control =
                new FileOutputStream(directory.resolve("ctl").toFile())) {
            control.write(("1 " + size + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException _) {
            // the app ends just now
        }
    }

    /** The end of the own input ends nothing: somebody else may write, and the app may have much to say. */
    private static void copyInput(PacketSocket socket, Optional<CallerTerminal> terminal) {
        DetachKeys keys = new DetachKeys();
        byte[] buffer = new byte[INPUT_SIZE];
        try (InputStream in = new FileInputStream(FileDescriptor.in)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                byte[] sent = Arrays.copyOf(buffer, length);
                if (terminal.isPresent()) {
                    sent = keys.pass(sent);
                }
                if (sent.length > 0) {
                    socket.send(sent);
                }
                if (keys.werePressed()) {
                    terminal.orElseThrow().leave();
                    return;
                }
            }
        } catch (IOException _) {
            // the app has ended, which the other direction notices too
        }
    }

    private static void copyOutput(PacketSocket socket, AttachMode mode) throws IOException {
        try (OutputStream out = new FileOutputStream(FileDescriptor.out);
                OutputStream err = new FileOutputStream(FileDescriptor.err)) {
            for (byte[] packet = socket.receive(); packet.length > 0; packet = socket.receive()) {
                boolean errors = packet[0] == FROM_STDERR;
                if (errors ? mode.errors() : mode.output()) {
                    (errors ? err : out).write(packet, 1, packet.length - 1);
                }
            }
        }
    }
}
