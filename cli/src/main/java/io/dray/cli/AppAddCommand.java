package io.dray.cli;

import io.dray.cli.FetchOptions.NamedImage;
import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Printable;
import io.dray.core.ExitCode;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.core.ProcessOwner;
import io.dray.pod.change.AppAddition;
import io.dray.pod.change.JoiningApp;
import io.dray.pod.plan.AppRequest;
import io.dray.pod.plan.Launcher;
import io.dray.pod.state.Pod;
import io.dray.pod.volume.MountRequest;
import io.dray.pod.volume.VolumeText;
import java.util.ArrayList;
import java.util.List;

/** {@code app add POD IMAGE}. */
final class AppAddCommand implements RootCommand {
    private static final String NAME = "app add";

    private static final OptionSpec MOUNTED_VOLUME = OptionSpec.value(
                    "mnt-volume",
                    "VOLUME",
                    "Mount a volume in the app that goes with it: name=NAME,kind=host,source=PATH,target=PATH, or"
                            + " kind=empty")
            .repeated();

    @Override
    public CommandSpec spec() {
        return CommandSpec.of(NAME, "Let an app join a running pod")
                .describedAs(
                        "The pod is one that 'dray app sandbox' has made; its other apps notice nothing. The app is planned, its"
                                + " root mounted, and its configuration rendered; 'dray app start' runs it. Options are those"
                                + " of an app of run.")
                .taking(ArgumentSpec.any("POD IMAGE").passingOn())
                .offering(options())
                .example("dray app add web example.com/aci-redis:1 --name=cache", "Add redis to the pod web")
                .example("dray app add web example.com/aci-redis:1 -- --port 7000", "Pass arguments to it");
    }

    private static OptionSpec[] options() {
        List<OptionSpec> options = new ArrayList<>(List.of(AppOptions.ALL));
        options.addAll(List.of(
                MOUNTED_VOLUME,
                RunOptions.RESTART,
                FetchOptions.PULL_POLICY,
                FetchOptions.NO_STORE,
                FetchOptions.STORE_ONLY,
                FetchOptions.SIGNATURE));
        return options.toArray(new OptionSpec[0]);
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.ofRoot(arguments, context);
        List<String> words = arguments.arguments();
        if (words.size() < 2) {
            throw new InvalidInputException("must provide the pod UUID and an IMAGEID", "see 'dray help app add'");
        } else if (words.size() > 2) {
            throw new InvalidInputException("must give only one app", "'" + words.get(2) + "' is one more");
        }
        Pod pod = wiring.pods().require(words.getFirst());
        RunImages images = new RunImages(arguments, context, wiring);
        InsecureOptions insecure = InsecureOptions.of(arguments);
        insecure.announceRun(context, NAME);
        Launcher launcher = new Launcher(ProcessOwner.current(), RunCommand.required(context, RunCommand.LAUNCHER));
        JoiningApp joining = new JoiningApp(
                request(arguments, images, words.get(1)), RunOptions.restart(arguments), insecure.givenUp(), launcher);
        for (String warning : add(wiring.addition(), pod, joining, images)) {
            context.err().println(ProgramName.current().speaking(NAME) + "warning: " + Printable.line(warning));
        }
        return ExitCode.OK.number();
    }

    private static AppRequest request(ParsedArguments arguments, ImageLookup images, String image) {
        List<MountRequest> mounts = new ArrayList<>();
        for (String text : arguments.values(MOUNTED_VOLUME)) {
            mounts.add(VolumeText.parseMountedVolume(text));
        }
        AppRequest request = AppOptions.request(
                images.reference(new NamedImage(image, FetchOptions.signature(arguments))), arguments, mounts);
        return ProgramName.current() == ProgramName.RKT ? request.asRkt() : request;
    }

    /** The store is asked first, as for a new pod. */
    private static List<String> add(AppAddition addition, Pod pod, JoiningApp joining, RunImages images) {
        try {
            return addition.add(pod, joining);
        } catch (MissingException e) {
            images.fetchMissing(List.of(joining.request().image()), e);
            return addition.add(pod, joining);
        }
    }
}
