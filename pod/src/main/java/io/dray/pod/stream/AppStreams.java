package io.dray.pod.stream;

import io.dray.core.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The standard streams of an app. A pod's manifest says them in three annotations of the app, as rkt's did; what it does not say
 * is nothing for the input and the log for the outputs.
 */
public record AppStreams(StreamMode stdin, StreamMode stdout, StreamMode stderr) {
    /** What a pod's manifest says them by, with the name of a stream behind it. */
    public static final String ANNOTATION = "coreos.com/rkt/stage2/";

    /** Their names, in the order of their descriptors. */
    public static final List<String> NAMES = List.of("stdin", "stdout", "stderr");

    /** What nobody has said anything about. */
    public static final AppStreams DEFAULT = new AppStreams(StreamMode.NULL, StreamMode.LOG, StreamMode.LOG);

    /**
     * The streams that the annotations of an app say.
     *
     * @param app its name, for messages
     * @throws InvalidInputException for a word that is no mode, and for a terminal that is not all three
     */
    public static AppStreams of(Map<String, String> annotations, String app) {
        if (!areSaid(annotations)) {
            return DEFAULT;
        }
        List<StreamMode> modes = new ArrayList<>();
        for (String name : NAMES) {
            modes.add(mode(annotations, name, app));
        }
        AppStreams streams = new AppStreams(modes.get(0), modes.get(1), modes.get(2));
        streams.checkTerminal(app);
        return streams;
    }

    /** Whether the annotations say anything about streams. */
    public static boolean areSaid(Map<String, String> annotations) {
        for (String name : NAMES) {
            if (annotations.containsKey(ANNOTATION + name)) {
                return true;
            }
        }
        return false;
    }

    private static StreamMode mode(Map<String, String> annotations, String name, String app) {
        String word = annotations.get(ANNOTATION + name);
        boolean input = name.equals("stdin");
        if (word == null) {
            return unsaid(annotations, input);
        }
        StreamMode mode = StreamMode.of(word)
                .orElseThrow(() -> new InvalidInputException(
                        "cannot run app " + app + ": '" + word + "' is not what its " + name + " can be",
                        "it can be " + (input ? "" : "log, ") + "null, stream or tty"));
        if (input && mode == StreamMode.LOG) {
            throw new InvalidInputException(
                    "cannot run app " + app + ": its stdin cannot be a log", "it can be null, stream or tty");
        }
        return mode;
    }

    /** A terminal is all three unless something else is said. */
    private static StreamMode unsaid(Map<String, String> annotations, boolean input) {
        for (StreamMode terminal : List.of(StreamMode.TTY, StreamMode.INTERACTIVE)) {
            for (String name : NAMES) {
                if (terminal.word().equals(annotations.get(ANNOTATION + name))) {
                    return terminal;
                }
            }
        }
        return input ? DEFAULT.stdin : DEFAULT.stdout;
    }

    private void checkTerminal(String app) {
        for (StreamMode terminal : List.of(StreamMode.TTY, StreamMode.INTERACTIVE)) {
            boolean one = false;
            boolean all = true;
            for (StreamMode mode : List.of(stdin, stdout, stderr)) {
                one |= mode == terminal;
                all &= mode == terminal;
            }
            if (one && !all) {
                throw new InvalidInputException(
                        "cannot run app " + app + ": stdin is " + stdin.word() + ", stdout is " + stdout.word()
                                + " and stderr is " + stderr.word() + ", but a terminal is all three of them",
                        "make all three " + terminal.word() + ", or none");
            }
        }
    }

    /** Whether one can attach to any of them. */
    public boolean areAttachable() {
        return stdin.isAttachable() || stdout.isAttachable() || stderr.isAttachable();
    }

    /** Whether they are a terminal of the app's own. */
    public boolean areTerminal() {
        return stdin == StreamMode.TTY;
    }

    /** Whether they are the caller's. */
    public boolean areInteractive() {
        return stdin == StreamMode.INTERACTIVE;
    }
}
