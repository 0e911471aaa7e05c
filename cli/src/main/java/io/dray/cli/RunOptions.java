package io.dray.cli;

import io.dray.attributes.AttributeLayer;
import io.dray.cli.FetchOptions.NamedImage;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Token;
import io.dray.clikit.Token.ArgumentToken;
import io.dray.clikit.Token.OptionToken;
import io.dray.clikit.Token.PassedOnToken;
import io.dray.core.InvalidInputException;
import io.dray.pod.plan.AppRequest;
import io.dray.pod.plan.Launcher;
import io.dray.pod.plan.PodFacts;
import io.dray.pod.plan.PodManifestFile;
import io.dray.pod.plan.PodPolicy;
import io.dray.pod.plan.RunRequest;
import io.dray.pod.volume.MountRequest;
import io.dray.pod.volume.Volume;
import io.dray.pod.volume.VolumeText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of {@code run}, and rkt's rule that the options of an app follow its image. */
final class RunOptions {
    private static final OptionSpec SET_ENV = OptionSpec.value("set-env", "NAME=VALUE", "Set a variable in all apps")
            .repeated();
    private static final OptionSpec SET_ENV_FILE = OptionSpec.value(
                    "set-env-file", "FILE", "Set in all apps the variables of this file, one NAME=VALUE a line")
            .repeated();
    static final OptionSpec INHERIT_ENV =
            OptionSpec.flag("inherit-env", "Pass this command's environment to all apps; the images' wins over it");
    static final OptionSpec INTERACTIVE =
            OptionSpec.flag("interactive", "Give the one app this terminal and its input");
    private static final OptionSpec VOLUME = OptionSpec.value(
                    "volume",
                    "VOLUME",
                    "Add a volume to the pod: NAME,kind=host,source=PATH with readOnly and recursive, or"
                            + " NAME,kind=empty with mode, uid and gid")
            .repeated();
    private static final OptionSpec POD_MANIFEST =
            OptionSpec.value("pod-manifest", "FILE", "Run the pod that this appc pod manifest describes");
    static final OptionSpec UUID_FILE =
            OptionSpec.value("uuid-file-save", "FILE", "Write the UUID of the pod to this file");

    static final OptionSpec PRIVATE_USERS =
            OptionSpec.flag("private-users", "Let root and all other users of the pod be others than this machine's");

    static final OptionSpec MDS_REGISTER = OptionSpec.flag(
            "mds-register", "Let the apps ask the metadata service about their pod, see AC_METADATA_URL");

    static final OptionSpec DETACH =
            OptionSpec.flag("detach", "Start the pod, print its UUID and leave it alone; 'dray logs' shows its output");
    static final OptionSpec RESTART = OptionSpec.value(
            "restart",
            "no|on-failure|always",
            "Start apps again that failed, or all that end, until the pod is stopped");
    private static final OptionSpec ON_APP_EXIT = OptionSpec.value(
            "on-app-exit",
            "stop-pod|ignore",
            "Stop the pod when an app fails, which is the default, or let the others go on");

    static final OptionSpec IPC = OptionSpec.value(
            "ipc",
            "auto|private|parent",
            "Give the pod System V IPC objects and message queues of its own, which is the default, or the caller's");

    static final OptionSpec PID = OptionSpec.value(
            "pid",
            "auto|private|shared",
            "Let the apps of the pod see and signal each other's processes, or not, which is the default; under the name rkt"
                    + " they share them, as rkt's did");

    private static final OptionSpec[] OF_POD = {
        SET_ENV,
        SET_ENV_FILE,
        INHERIT_ENV,
        AttributeOptions.ATTRIBUTES,
        INTERACTIVE,
        VOLUME,
        POD_MANIFEST,
        UUID_FILE,
        IdentityOptions.LABEL,
        PRIVATE_USERS,
        MDS_REGISTER,
        DETACH,
        RESTART,
        ON_APP_EXIT,
        IPC,
        PID,
        FetchOptions.PULL_POLICY,
        FetchOptions.NO_STORE,
        FetchOptions.STORE_ONLY,
        FetchOptions.SIGNATURE
    };

    /** In the order of help: those of the pod, then those of an app. */
    static final OptionSpec[] ALL = all();

    /** What says what a pod manifest would say. */
    private static final List<OptionSpec> INSTEAD_OF_MANIFEST = List.of(
            SET_ENV,
            SET_ENV_FILE,
            INHERIT_ENV,
            VOLUME,
            NetworkOptions.PORT,
            FetchOptions.NO_STORE,
            FetchOptions.STORE_ONLY);

    private RunOptions() {}

    private static OptionSpec[] all() {
        List<OptionSpec> all = new ArrayList<>();
        for (OptionSpec[] group : List.of(OF_POD, NetworkOptions.ALL, RktOptions.ALL, AppOptions.ALL)) {
            all.addAll(List.of(group));
        }
        return all.toArray(new OptionSpec[0]);
    }

    /**
     * What the command line asks for.
     *
     * @param callers the environment of this command
     * @param lookup what an image is called on the command line
     */
    static RunRequest request(
            ParsedArguments arguments, Map<String, String> callers, Launcher launcher, ImageLookup lookup) {
        RktOptions.stage1(arguments);
        PodManifestFile.Content said = content(arguments, lookup);
        PodManifestFile.Content content = ProgramName.current() == ProgramName.RKT ? said.asRkt() : said;
        return new RunRequest(
                IdentityOptions.of(arguments, content.labels()),
                content.apps(),
                content.volumes(),
                NetworkOptions.choice(arguments),
                NetworkOptions.ports(arguments, content.ports()),
                NetworkOptions.names(arguments),
                arguments.has(INHERIT_ENV) ? Variables.inherited(callers) : Map.of(),
                Variables.ofFilesAndOption(arguments.values(SET_ENV_FILE), SET_ENV, arguments),
                attributes(arguments),
                NetworkOptions.hostname(arguments),
                isInteractive(arguments, content),
                uuidFile(arguments),
                policy(arguments),
                InsecureOptions.of(arguments).givenUp(),
                arguments.has(PRIVATE_USERS),
                arguments.has(MDS_REGISTER),
                content.facts(),
                launcher);
    }

    /** A pod's manifest can say it too. */
    private static boolean isInteractive(ParsedArguments arguments, PodManifestFile.Content content) {
        boolean interactive = arguments.has(INTERACTIVE);
        for (AppRequest app : content.apps()) {
            interactive |= app.streams().areInteractive();
        }
        return interactive;
    }

    /** Of files only: the standard input is the app's. */
    static List<AttributeLayer> attributes(ParsedArguments arguments) {
        List<AttributeLayer> layers = new ArrayList<>();
        for (String text : arguments.values(AttributeOptions.ATTRIBUTES)) {
            if (SourceReader.isInput(text)) {
                throw new InvalidInputException(
                        "cannot read the attributes of a pod from the standard input", "name a file or a directory");
            }
            layers.add(SourceReader.layer(text));
        }
        return layers;
    }

    private static PodPolicy policy(ParsedArguments arguments) {
        boolean labelled =
                ProgramName.current() == ProgramName.RKT && !arguments.has(INTERACTIVE) && !arguments.has(DETACH);
        boolean ignore = arguments.value(ON_APP_EXIT).orElse("").equals("ignore");
        return new PodPolicy(
                ignore ? PodPolicy.OnAppExit.IGNORE : PodPolicy.OnAppExit.STOP_POD,
                restart(arguments),
                arguments.has(DETACH),
                labelled,
                arguments.value(IPC).orElse("").equals("parent"),
                sharesProcesses(arguments));
    }

    static boolean sharesProcesses(ParsedArguments arguments) {
        String auto = ProgramName.current() == ProgramName.RKT ? "shared" : "private";
        String wanted = arguments.value(PID).orElse("auto");
        return (wanted.equals("auto") ? auto : wanted).equals("shared");
    }

    static PodPolicy.Restart restart(ParsedArguments arguments) {
        return switch (arguments.value(RESTART).orElse("no")) {
            case "always" -> PodPolicy.Restart.ALWAYS;
            case "on-failure" -> PodPolicy.Restart.ON_FAILURE;
            default -> PodPolicy.Restart.NO;
        };
    }

    static Optional<Path> uuidFile(ParsedArguments arguments) {
        Optional<String> file = arguments.value(UUID_FILE);
        if (file.isPresent() && file.get().isEmpty()) {
            throw new InvalidInputException("--uuid-file-save needs the path of a file");
        }
        return file.isPresent() ? Optional.of(Path.of(file.get())) : Optional.empty();
    }

    private static PodManifestFile.Content content(ParsedArguments arguments, ImageLookup lookup) {
        Optional<String> manifest = arguments.value(POD_MANIFEST);
        if (manifest.isEmpty()) {
            List<Volume> volumes = new ArrayList<>();
            for (String text : arguments.values(VOLUME)) {
                volumes.add(VolumeText.parseVolume(text));
            }
            return new PodManifestFile.Content(
                    apps(arguments.tokens(), lookup), volumes, List.of(), PodFacts.NONE, Map.of());
        }
        for (Token token : arguments.tokens()) {
            boolean option = token instanceof OptionToken given
                    && !IdentityOptions.isName(token)
                    && (AppOptions.contains(given.option()) || INSTEAD_OF_MANIFEST.contains(given.option()));
            if (option || token instanceof ArgumentToken || token instanceof PassedOnToken) {
                throw new InvalidInputException("conflicting flags set with --pod-manifest (see --help)");
            }
        }
        return PodManifestFile.read(Path.of(manifest.get()));
    }

    /** A single image may also have its options before it; of several images rkt's rule holds. */
    private static List<AppRequest> apps(List<Token> tokens, ImageLookup lookup) {
        List<String> images = new ArrayList<>();
        List<List<Token>> own = new ArrayList<>();
        List<Token> before = new ArrayList<>();
        List<Token> mounts = new ArrayList<>();
        for (Token token : tokens) {
            if (token instanceof ArgumentToken argument) {
                images.add(argument.text());
                own.add(new ArrayList<>());
            } else if (!images.isEmpty()) {
                checkOnlySet(token, own.getLast());
                own.getLast().add(token);
            } else if (token instanceof PassedOnToken) {
                throw new InvalidInputException("an image is required before any app arguments");
            } else if (token instanceof OptionToken option
                    && isOfOneImage(option.option())
                    && !IdentityOptions.isName(token)) {
                (option.option().name().equals(AppOptions.MOUNT.name()) ? mounts : before).add(option);
            }
        }
        if (images.isEmpty()) {
            throw new InvalidInputException(
                    "must provide at least one image or specify the pod manifest", "name an image, or --pod-manifest");
        } else if (images.size() == 1 && ProgramName.current() != ProgramName.RKT) {
            own.getFirst().addAll(0, before);
        } else if (!before.isEmpty() && before.getFirst() instanceof OptionToken first) {
            throw new InvalidInputException(
                    "--" + first.option().name() + " must follow an image", "write it after the image it is for");
        }
        List<MountRequest> podMounts = AppOptions.mounts(new ParsedArguments(mounts));
        List<AppRequest> apps = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            ParsedArguments its = new ParsedArguments(own.get(i));
            NamedImage image = new NamedImage(images.get(i), FetchOptions.signature(its));
            apps.add(AppOptions.request(lookup.reference(image), its, podMounts));
        }
        return apps;
    }

    private static boolean isOfOneImage(OptionSpec option) {
        return AppOptions.contains(option) || option.name().equals(FetchOptions.SIGNATURE.name());
    }

    private static void checkOnlySet(Token token, List<Token> before) {
        for (Token earlier : before) {
            if (token instanceof PassedOnToken && earlier instanceof PassedOnToken) {
                throw new InvalidInputException("only one set of app arguments allowed per image");
            }
        }
    }
}
