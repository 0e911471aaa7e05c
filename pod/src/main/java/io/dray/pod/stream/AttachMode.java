package io.dray.pod.stream;

import io.dray.core.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * To which streams of an app somebody attaches.
 *
 * @param input whether what they write goes to the app
 * @param output whether they see its output
 * @param errors whether they see its errors; on a terminal that is its output
 */
public record AttachMode(boolean input, boolean output, boolean errors) {
    private static final String TTY = "tty";
    private static final String TTY_IN = "tty-in";
    private static final String TTY_OUT = "tty-out";

    /**
     * Reads {@code auto}, or what is attached to with commas between.
     *
     * @throws InvalidInputException for other words, for a terminal together with streams, and for what the app does not have
     */
    public static AttachMode parse(String text, AppStreams streams, String app) {
        List<String> words = text.isEmpty() || text.equals("auto") ? endpoints(streams) : List.of(text.split(",", -1));
        boolean terminal = words.contains(TTY) || words.contains(TTY_IN) || words.contains(TTY_OUT);
        for (String word : words) {
            boolean stream = AppStreams.NAMES.contains(word);
            if (!stream && !List.of(TTY, TTY_IN, TTY_OUT).contains(word)) {
                throw new InvalidInputException(
                        "invalid attach mode: unknown endpoint \"" + word + "\"",
                        "it is list, auto, tty, tty-in, tty-out, or some of stdin, stdout and stderr between commas");
            }
            if (stream && terminal) {
                throw new InvalidInputException("invalid attach mode: incompatible endpoints \"" + text
                        + "\", cannot simultaneously attach TTY and streams");
            }
        }
        for (String word : words) {
            requireEndpoint(terminal ? TTY : word, streams, app);
        }
        return terminal
                ? new AttachMode(
                        words.contains(TTY) || words.contains(TTY_IN),
                        words.contains(TTY) || words.contains(TTY_OUT),
                        false)
                : new AttachMode(words.contains("stdin"), words.contains("stdout"), words.contains("stderr"));
    }

    private static void requireEndpoint(String name, AppStreams streams, String app) {
        List<String> all = endpoints(streams);
        if (!all.contains(name)) {
            throw new InvalidInputException(
                    "cannot attach to " + name + " of app " + app + ": one can attach to its " + String.join(", ", all)
                            + " only",
                    "--mode=list prints what there is");
        }
    }

    /** What one can attach to, in rkt's words. */
    public static List<String> endpoints(AppStreams streams) {
        if (streams.areTerminal()) {
            return List.of(TTY);
        }
        List<StreamMode> modes = List.of(streams.stdin(), streams.stdout(), streams.stderr());
        List<String> endpoints = new ArrayList<>();
        for (int i = 0; i < modes.size(); i++) {
            if (modes.get(i).isAttachable()) {
                endpoints.add(AppStreams.NAMES.get(i));
            }
        }
        return endpoints;
    }
}
