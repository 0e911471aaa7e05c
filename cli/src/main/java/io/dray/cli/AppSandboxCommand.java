package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.OptionSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.pod.isolator.GivenUp;
import io.dray.pod.plan.Launcher;
import io.dray.pod.plan.PodFacts;
import io.dray.pod.plan.PodPolicy;
import io.dray.pod.plan.RunRequest;
import io.dray.pod.prepare.PreparedPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code app sandbox}: plans a pod without apps, to which the launcher turns as for {@code run}. */
final class AppSandboxCommand implements RootCommand {
    private static final String NAME = "app sandbox";

    private static final OptionSpec POD_NAME =
            OptionSpec.value("name", "NAME", "Name the pod; commands take the name instead of its UUID");
    private static final OptionSpec ANNOTATION = OptionSpec.value(
                    "annotation", "NAME=VALUE", "Annotate the pod in its manifest")
            .repeated();
    private static final OptionSpec USER_ANNOTATION = OptionSpec.value(
                    "user-annotation", "NAME=VALUE", "Attach free text to the pod that never changes what happens")
            .repeated();
    private static final OptionSpec USER_LABEL = OptionSpec.value(
                    "user-label", "NAME=VALUE", "Label the pod; the same as --label")
            .repeated();

    @Override
    public CommandSpec spec() {
        return CommandSpec.of(NAME, "Run a pod without apps, for apps that come and go")
                .describedAs(
                        "The command lives as long as the pod, which ends when it is stopped, whatever its apps do. 'dray app add'"
                                + " lets an app join it, 'dray app start' runs the app.")
                .taking(ArgumentSpec.none())
                .offering(options())
                .example("dray app sandbox --detach --name=web", "Start an empty pod in the background")
                .example("dray app sandbox --port=http:tcp:80:0.0.0.0:8080", "Let a port lead to whatever app listens");
    }

    private static OptionSpec[] options() {
        List<OptionSpec> options = new ArrayList<>(List.of(
                POD_NAME,
                IdentityOptions.LABEL,
                RunOptions.UUID_FILE,
                RunOptions.DETACH,
                RunOptions.MDS_REGISTER,
                RunOptions.PID,
                RunOptions.PRIVATE_USERS,
                AttributeOptions.ATTRIBUTES));
        options.add(NetworkOptions.PORT);
        options.addAll(NetworkOptions.WITHOUT_PORTS);
        options.addAll(List.of(ANNOTATION, USER_ANNOTATION, USER_LABEL));
        return options.toArray(new OptionSpec[0]);
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.ofRoot(arguments, context);
        return RunCommand.handOver(
                NAME, arguments, context, launcher -> plan(wiring, request(arguments, launcher), arguments));
    }

    private static PreparedPod plan(Wiring wiring, RunRequest request, ParsedArguments arguments) {
        return request.policy().detached()
                ? wiring.planner(arguments).prepare(request)
                : wiring.planner(arguments).plan(request);
    }

    private static RunRequest request(ParsedArguments arguments, Launcher launcher) {
        boolean detached = arguments.has(RunOptions.DETACH);
        boolean labelled = ProgramName.current() == ProgramName.RKT && !detached;
        return new RunRequest(
                IdentityOptions.of(arguments, Variables.of(USER_LABEL, arguments)),
                List.of(),
                List.of(),
                NetworkOptions.choice(arguments),
                NetworkOptions.wholePorts(arguments),
                NetworkOptions.names(arguments),
                Map.of(),
                Map.of(),
                RunOptions.attributes(arguments),
                NetworkOptions.hostname(arguments),
                false,
                RunOptions.uuidFile(arguments),
                new PodPolicy(
                        PodPolicy.OnAppExit.STAY,
                        PodPolicy.Restart.NO,
                        detached,
                        labelled,
                        false,
                        RunOptions.sharesProcesses(arguments)),
                GivenUp.NOTHING,
                arguments.has(RunOptions.PRIVATE_USERS),
                arguments.has(RunOptions.MDS_REGISTER),
                new PodFacts(Variables.of(ANNOTATION, arguments), Variables.of(USER_ANNOTATION, arguments), List.of()),
                launcher);
    }
}
