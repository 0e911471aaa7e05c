package io.dray.cli;

import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.core.InvalidInputException;
import io.dray.core.JsonValue;
import io.dray.image.manifest.App;
import io.dray.image.manifest.ImageReference;
import io.dray.pod.plan.AppChanges;
import io.dray.pod.plan.AppRequest;
import io.dray.pod.stream.AppStreams;
import io.dray.pod.volume.MountRequest;
import io.dray.pod.volume.VolumeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of {@code run} and {@code prepare} that say something about one app. */
final class AppOptions {
    static final OptionSpec NAME = OptionSpec.value(
            "name",
            "NAME",
            "Before the first image, name the pod, which commands then take instead of its UUID; after an image, name"
                    + " its app, by default the last part of the image's name");
    static final OptionSpec EXEC = OptionSpec.value("exec", "PROGRAM", "Run this program instead of the image's");
    private static final OptionSpec USER =
            OptionSpec.value("user", "USER", "Run the app as this user: a name, a number, or the owner of a path");
    private static final OptionSpec GROUP =
            OptionSpec.value("group", "GROUP", "Run the app as this group: a name, a number, or the group of a path");
    private static final OptionSpec GIDS =
            OptionSpec.value("supplementary-gids", "GIDS", "Add the app to these groups, numbers between commas");
    private static final OptionSpec WORKING_DIR =
            OptionSpec.value("working-dir", "PATH", "Start the app in this directory of the image");
    private static final OptionSpec READ_ONLY =
            OptionSpec.flag("readonly-rootfs", "Keep the app from writing to its root file system");
    static final OptionSpec ENVIRONMENT = OptionSpec.value(
                    "environment", "NAME=VALUE", "Set a variable in this app only")
            .repeated();
    static final OptionSpec MOUNT = OptionSpec.value(
                    "mount",
                    "MOUNT",
                    "Mount a volume of the pod in the app, as volume=NAME,target=PATH, or in all apps if it stands"
                            + " before the first image")
            .repeated();
    private static final OptionSpec MEMORY =
            OptionSpec.value("memory", "AMOUNT", "Limit the app's memory, as in 64M or 1Gi");
    private static final OptionSpec CPU =
            OptionSpec.value("cpu", "AMOUNT", "Limit the app's processor time, as in 500m for half a processor");
    private static final OptionSpec CPU_SHARES = OptionSpec.value(
            "cpu-shares", "WEIGHT", "Give the app this share of the processors when they are busy, 2 to 262144");
    private static final OptionSpec CAPS_RETAIN = OptionSpec.value(
            "caps-retain", "CAPABILITIES", "Leave the app these capabilities, names between commas, and no others");
    private static final OptionSpec CAPS_REMOVE = OptionSpec.value(
            "caps-remove", "CAPABILITIES", "Take these capabilities, names between commas, from the app");
    private static final OptionSpec CAP_RETAIN =
            OptionSpec.value("cap-retain", "CAPABILITIES", "The same as --caps-retain, as rkt once had it");
    private static final OptionSpec CAP_REMOVE =
            OptionSpec.value("cap-remove", "CAPABILITIES", "The same as --caps-remove, as rkt once had it");
    private static final OptionSpec SECCOMP = OptionSpec.value(
            "seccomp",
            "FILTER",
            "Filter the app's system calls: mode=retain or mode=remove, errno=NAME, and the calls, between commas;"
                    + " sets as @docker/default-whitelist stand for many");
    private static final OptionSpec OOM_SCORE = OptionSpec.value(
            "oom-score-adj", "SCORE", "Have the kernel kill the app sooner or later for want of memory, -1000 to 1000");
    private static final OptionSpec ANNOTATION = OptionSpec.value(
                    "annotation", "NAME=VALUE", "Annotate the app in the pod's manifest")
            .repeated();
    private static final OptionSpec STDIN = OptionSpec.value(
            "stdin", "null|stream|tty", "Let the app read nothing, or what 'dray attach' brings, by a terminal or not");
    private static final OptionSpec STDOUT = OptionSpec.value(
            "stdout", "log|null|stream|tty", "Lead the app's output to the pod's, nowhere, or to 'dray attach'");
    private static final OptionSpec STDERR = OptionSpec.value(
            "stderr", "log|null|stream|tty", "Lead the app's errors to the pod's, nowhere, or to 'dray attach'");
    private static final OptionSpec USER_ANNOTATION = OptionSpec.value(
                    "user-annotation", "NAME=VALUE", "Attach free text to the app that never changes what happens")
            .repeated();
    private static final OptionSpec USER_LABEL = OptionSpec.value(
                    "user-label", "NAME=VALUE", "Attach a label to the app that never changes what happens")
            .repeated();

    /** In the order of help. */
    static final OptionSpec[] ALL = {
        NAME,
        EXEC,
        USER,
        GROUP,
        GIDS,
        WORKING_DIR,
        READ_ONLY,
        ENVIRONMENT,
        MOUNT,
        MEMORY,
        CPU,
        CPU_SHARES,
        CAPS_RETAIN,
        CAPS_REMOVE,
        CAP_RETAIN,
        CAP_REMOVE,
        SECCOMP,
        OOM_SCORE,
        STDIN,
        STDOUT,
        STDERR,
        ANNOTATION,
        USER_ANNOTATION,
        USER_LABEL
    };

    private AppOptions() {}

    static boolean contains(OptionSpec option) {
        for (OptionSpec own : ALL) {
            if (own.name().equals(option.name())) {
                return true;
            }
        }
        return false;
    }

    /**
     * The app that an image and the options after it ask for.
     *
     * @param podMounts the mounts of all apps
     */
    static AppRequest request(ImageReference image, ParsedArguments own, List<MountRequest> podMounts) {
        for (OptionSpec once : List.of(NAME, EXEC)) {
            if (own.values(once).size() > 1) {
                throw new InvalidInputException("--" + once.name() + " specified multiple times for the same image");
            }
        }
        if (own.value(NAME).isPresent() && own.value(NAME).get().isEmpty()) {
            throw new InvalidInputException("--name needs the name of an app");
        }
        List<MountRequest> mounts = mounts(own);
        mounts.addAll(0, podMounts);
        return new AppRequest(
                image,
                own.value(NAME),
                Optional.empty(),
                changes(own),
                mounts,
                own.has(READ_ONLY),
                annotations(own),
                false);
    }

    /** Streams are said by annotations, as in rkt's pod manifests. */
    private static Map<String, String> annotations(ParsedArguments own) {
        Map<String, String> annotations = Variables.of(ANNOTATION, own);
        for (OptionSpec stream : List.of(STDIN, STDOUT, STDERR)) {
            Optional<String> mode = own.value(stream);
            if (mode.isPresent()) {
                annotations = new LinkedHashMap<>(annotations);
                annotations.put(AppStreams.ANNOTATION + stream.name(), mode.get());
            }
        }
        return annotations;
    }

    static List<MountRequest> mounts(ParsedArguments own) {
        List<MountRequest> mounts = new ArrayList<>();
        for (String text : own.values(MOUNT)) {
            mounts.add(VolumeText.parseMount(text));
        }
        return mounts;
    }

    private static AppChanges changes(ParsedArguments own) {
        return new AppChanges(
                own.value(EXEC),
                own.passedOn(),
                Variables.of(ENVIRONMENT, own),
                own.value(USER),
                own.value(GROUP),
                gids(own),
                own.value(WORKING_DIR),
                isolators(own),
                Variables.of(USER_ANNOTATION, own),
                Variables.of(USER_LABEL, own));
    }

    private static Optional<List<Long>> gids(ParsedArguments own) {
        Optional<String> text = own.value(GIDS);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        List<Long> gids = new ArrayList<>();
        for (String part : Words.split(text.get(), ',')) {
            long gid = number(GIDS, part);
            if (gid < 0 || gid > 0xFFFF_FFFEL) {
                throw new InvalidInputException("--supplementary-gids: " + part + " is not the number of a group");
            }
            gids.add(gid);
        }
        return Optional.of(gids);
    }

    private static List<App.Isolator> isolators(ParsedArguments own) {
        List<App.Isolator> isolators = new ArrayList<>();
        addAmount(isolators, "resource/memory", own.value(MEMORY));
        addAmount(isolators, "resource/cpu", own.value(CPU));
        addNumber(isolators, "os/linux/cpu-shares", CPU_SHARES, own);
        addNumber(isolators, "os/linux/oom-score-adj", OOM_SCORE, own);
        Optional<String> retained = own.value(CAPS_RETAIN).or(() -> own.value(CAP_RETAIN));
        Optional<String> removed = own.value(CAPS_REMOVE).or(() -> own.value(CAP_REMOVE));
        if (retained.isPresent() && removed.isPresent()) {
            throw new InvalidInputException(
                    "--caps-retain and --caps-remove exclude each other", "name what the app keeps, or what it loses");
        }
        addSet(isolators, "os/linux/capabilities-retain-set", retained);
        addSet(isolators, "os/linux/capabilities-remove-set", removed);
        if (own.value(SECCOMP).isPresent()) {
            isolators.add(SeccompText.parse(own.value(SECCOMP).get()));
        }
        return isolators;
    }

    private static void addAmount(List<App.Isolator> isolators, String name, Optional<String> amount) {
        if (amount.isPresent()) {
            isolators.add(new App.Isolator(
                    name,
                    JsonValue.object()
                            .put("request", amount.get())
                            .put("limit", amount.get())
                            .build()));
        }
    }

    private static void addNumber(List<App.Isolator> isolators, String name, OptionSpec option, ParsedArguments own) {
        Optional<String> text = own.value(option);
        if (text.isPresent()) {
            isolators.add(new App.Isolator(name, JsonValue.of(number(option, text.get()))));
        }
    }

    private static void addSet(List<App.Isolator> isolators, String name, Optional<String> names) {
        if (names.isPresent()) {
            isolators.add(new App.Isolator(
                    name,
                    JsonValue.object().put("set", Words.split(names.get(), ',')).build()));
        }
    }

    private static long number(OptionSpec option, String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new InvalidInputException("--" + option.name() + " takes whole numbers, not '" + text + "'", null, e);
        }
    }
}
