package io.dray.cli;

import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.InvalidInputException;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodState;
import java.util.ArrayList;
import java.util.List;

/** Which pods a command is about: those that meet every option that is given, and of the values of one option any. */
final class PodFilter {
    private static final OptionSpec STATE = OptionSpec.value(
                    "state", "STATES", "Only pods in these states, between commas")
            .repeated();
    private static final OptionSpec LABEL = OptionSpec.value(
                    "label", "NAME=VALUE", "Only pods with this label, or with any of the name")
            .repeated();
    private static final OptionSpec NAME = OptionSpec.value(
                    "name", "NAME", "Only pods of this name; a * stands for any characters")
            .repeated();
    private static final OptionSpec APP = OptionSpec.value("app", "NAME", "Only pods with an app of this name")
            .repeated();
    private static final OptionSpec IMAGE = OptionSpec.value(
                    "image", "NAME", "Only pods with an app of this image, with or without its version")
            .repeated();

    static final OptionSpec[] OPTIONS = {STATE, LABEL, NAME, APP, IMAGE};

    private final List<PodState> states;
    private final ParsedArguments arguments;

    private PodFilter(List<PodState> states, ParsedArguments arguments) {
        this.states = states;
        this.arguments = arguments;
    }

    static PodFilter of(ParsedArguments arguments) {
        List<PodState> states = new ArrayList<>();
        for (String list : arguments.values(STATE)) {
            for (String word : Words.split(list, ',')) {
                states.add(state(word));
            }
        }
        return new PodFilter(states, arguments);
    }

    private static PodState state(String word) {
        List<String> known = new ArrayList<>();
        for (PodState state : PodState.values()) {
            if (state.label().equals(word)) {
                return state;
            }
            known.add(state.label());
        }
        throw new InvalidInputException(
                "'" + word + "' is no state of a pod", "choose from " + String.join(", ", known));
    }

    boolean accepts(Pod pod) {
        if (!states.isEmpty() && !states.contains(pod.state())) {
            return false;
        }
        for (String label : arguments.values(LABEL)) {
            if (!hasLabel(pod, label)) {
                return false;
            }
        }
        return hasName(pod) && hasApp(pod) && hasImage(pod);
    }

    private static boolean hasLabel(Pod pod, String wanted) {
        int equals = wanted.indexOf('=');
        if (equals < 0) {
            return pod.identity().labels().containsKey(wanted);
        }
        return wanted.substring(equals + 1).equals(pod.identity().labels().get(wanted.substring(0, equals)));
    }

    private boolean hasName(Pod pod) {
        List<String> wanted = arguments.values(NAME);
        for (String pattern : wanted) {
            if (pod.identity().name().isPresent()
                    && matches(pattern, pod.identity().name().get())) {
                return true;
            }
        }
        return wanted.isEmpty();
    }

    private boolean hasApp(Pod pod) {
        List<String> wanted = arguments.values(APP);
        for (Pod.App app : pod.apps()) {
            if (wanted.contains(app.name())) {
                return true;
            }
        }
        return wanted.isEmpty();
    }

    private boolean hasImage(Pod pod) {
        List<String> wanted = arguments.values(IMAGE);
        for (Pod.App app : pod.apps()) {
            String name = app.image();
            int colon = name.lastIndexOf(':');
            if (wanted.contains(name) || (colon > 0 && wanted.contains(name.substring(0, colon)))) {
                return true;
            }
        }
        return wanted.isEmpty();
    }

    /** Whether the text is what the pattern says, where each {@code *} stands for any characters or none. */
    private static boolean matches(String pattern, String text) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(text);
        }
        if (!text.startsWith(pattern.substring(0, star))) {
            return false;
        }
        String rest = pattern.substring(star + 1);
        for (int end = star; end <= text.length(); end++) {
            if (matches(rest, text.substring(end))) {
                return true;
            }
        }
        return false;
    }
}
