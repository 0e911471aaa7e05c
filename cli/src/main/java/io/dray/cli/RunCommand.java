package io.dray.cli;

import io.dray.clikit.ArgumentSpec;
import io.dray.clikit.CommandContext;
import io.dray.clikit.CommandSpec;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Printable;
import io.dray.core.DrayException;
import io.dray.core.EnvironmentException;
import io.dray.core.ExitCode;
import io.dray.core.MissingException;
import io.dray.core.ProcessOwner;
import io.dray.image.manifest.ImageReference;
import io.dray.pod.lifecycle.AutomaticCollection;
import io.dray.pod.plan.AppRequest;
import io.dray.pod.plan.Launcher;
import io.dray.pod.plan.RunRequest;
import io.dray.pod.prepare.PodPlanner;
import io.dray.pod.prepare.PreparedPod;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code run IMAGE...}: plans a pod and hands it to the launcher, whose shell becomes the pod when this process has left.
 *
 * <p>On the way here nothing may be slow: see "Start-up" in CONTRIBUTING.md.
 */
final class RunCommand implements RootCommand {
    /**
     * Names the file that takes the plan: the word {@code planning}, then the pod's directory on one line and the options of
     * unshare on the next.
     */
    static final String HANDOFF = "DRAY_HANDOFF";

    /** Under what name the launcher will look for this plan when the same is asked for again; unset if it never will. */
    static final String PLAN_KEY = "DRAY_PLAN_KEY";

    /** The path of {@code bin/dray}. */
    static final String LAUNCHER = "DRAY_LAUNCHER";

    /** The process that waits for the plan. */
    static final String LAUNCHER_PID = "DRAY_LAUNCHER_PID";

    @Override
    public CommandSpec spec() {
        return CommandSpec.of("run", "Run images as a pod in the foreground")
                .describedAs(
                        "The command lives as long as the pod: signals reach the apps, and the exit code is that of"
                                + " the app. Templates in the image are rendered before the app starts, with the"
                                + " attributes of the image, its dependencies, --attributes and the variable"
                                + " TEMPLATER_OVERRIDE. Options of an app follow its image; what follows -- is passed to"
                                + " the app, up to a --- if there is another image.")
                .taking(ArgumentSpec.any("IMAGE").passingOn())
                .offering(RunOptions.ALL)
                .example("dray run example.com/aci-redis:1", "Run redis with an address of its own")
                .example(
                        "dray run --set-env='TEMPLATER_OVERRIDE={\"redis\":{\"port\":6380}}' example.com/aci-redis:1",
                        "Run the same image with another configuration")
                .example(
                        "dray run --attributes=environment:/srv/prod --attributes=node:/etc/dray/node.yml"
                                + " example.com/aci-redis:1",
                        "Configure it by the environment and the machine it runs in")
                .example(
                        "dray run --net=host --interactive example.com/aci-debian:12 --exec=/bin/bash",
                        "Look around in an image")
                .example(
                        "dray run --volume=data,kind=host,source=/srv/redis example.com/aci-redis:1"
                                + " --mount=volume=data,target=/data --memory=256M",
                        "Keep its data on the host and limit its memory")
                .example("dray run example.com/aci-redis:1 -- --port 7000", "Pass arguments to the app");
    }

    @Override
    public int execute(ParsedArguments arguments, CommandContext context) {
        Wiring wiring = Wiring.ofRoot(arguments, context);
        RunPlanning planning = new RunPlanning(arguments, context, wiring);
        try {
            return handOver("run", arguments, context, planning);
        } catch (DrayException e) {
            if (planning.request == null) {
                throw e;
            }
            return refused(planning.request, e, wiring, arguments, context);
        }
    }

    private static final class RunPlanning implements Planning {
        private final ParsedArguments arguments;
        private final CommandContext context;
        private final Wiring wiring;
        private final RunImages images;
        private @Nullable RunRequest request;

        RunPlanning(ParsedArguments arguments, CommandContext context, Wiring wiring) {
            this.arguments = arguments;
            this.context = context;
            this.wiring = wiring;
            this.images = new RunImages(arguments, context, wiring);
        }

        @Override
        public PreparedPod plan(Launcher launcher) {
            RunRequest wanted =
                    RunOptions.request(arguments, Variables.callers("run", arguments, context), launcher, images);
            InsecureOptions.of(arguments).announceRun(context, "run");
            request = wanted;
            return RunCommand.plan(
                    wiring.planner(arguments), wanted, images, wanted.policy().detached());
        }

        @Override
        public boolean isRepeatable() {
            // what was fetched may be there in another version the next time
            return !images.hasFetched();
        }
    }

    /** How a pod comes to be planned. */
    interface Planning {
        PreparedPod plan(Launcher launcher);

        /** Whether the same words will mean the same the next time. */
        default boolean isRepeatable() {
            return false;
        }
    }

    /**
     * Plans a pod and hands it to the launcher, or starts it apart from this command.
     *
     * @param command its whole name
     */
    static int handOver(String command, ParsedArguments arguments, CommandContext context, Planning planning) {
        String handoff = required(context, HANDOFF);
        tellLauncher("planning\n", handoff);
        Launcher launcher = new Launcher(launcher(context), required(context, LAUNCHER));
        PreparedPod pod = planning.plan(launcher);
        for (String warning : pod.warnings()) {
            context.err().println(ProgramName.current().speaking(command) + "warning: " + Printable.line(warning));
        }
        if (arguments.has(RunOptions.DETACH)) {
            context.out().println(Wiring.of(arguments, context).detachedStart().start(pod, launcher));
            return ExitCode.OK.number();
        }
        tellLauncher(pod.directory() + "\n" + String.join(" ", pod.unshareFlags()) + "\n", handoff);
        @Nullable String key = context.environment().get(PLAN_KEY);
        if (key != null && pod.plan().isPresent() && planning.isRepeatable()) {
            // once the pod is on its way
            pod.plan().get().keep(key, pod.unshareFlags());
        }
        collect(Wiring.of(arguments, context).automaticCollection(), launcher.program());
        return ExitCode.OK.number();
    }

    /** Says why there is no pod, under the name of rkt in its words too. */
    static int refused(
            RunRequest request,
            DrayException failure,
            Wiring wiring,
            ParsedArguments arguments,
            CommandContext context) {
        Optional<ExitCode> code = ProgramName.current() == ProgramName.RKT
                ? RktRunFailure.tell(request, failure, wiring, arguments, context)
                : Optional.empty();
        if (code.isPresent()) {
            return code.get().number();
        }
        throw failure;
    }

    /**
     * The store is asked first and the network only if that was in vain, so that the usual start pays nothing for it.
     *
     * @param waits whether the pod is to be started later
     */
    static PreparedPod plan(PodPlanner planner, RunRequest request, RunImages images, boolean waits) {
        images.announcePod();
        try {
            return plan(planner, request, waits);
        } catch (MissingException e) {
            List<ImageReference> wanted = new ArrayList<>();
            for (AppRequest app : request.apps()) {
                wanted.add(app.image());
            }
            images.fetchMissing(wanted, e);
            return plan(planner, request, waits);
        }
    }

    private static PreparedPod plan(PodPlanner planner, RunRequest request, boolean waits) {
        if (!waits) {
            return planner.plan(request);
        }
        return ProgramName.current() == ProgramName.RKT ? planner.prepareAsRkt(request) : planner.prepare(request);
    }

    static String required(CommandContext context, String variable) {
        String value = context.environment().get(variable);
        if (value == null) {
            throw new EnvironmentException(
                    "cannot start a pod: " + variable + " is not set", "use bin/dray, which becomes the pod");
        }
        return value;
    }

    /** The launcher says who it is: when it was killed meanwhile, this process has another parent. */
    private static ProcessOwner launcher(CommandContext context) {
        String pid = required(context, LAUNCHER_PID);
        try {
            return ProcessOwner.ofProcess(Long.parseLong(pid));
        } catch (NumberFormatException e) {
            throw new EnvironmentException(LAUNCHER_PID + " is not a process: " + pid, "use bin/dray", e);
        }
    }

    /** Also once the pod is on its way, and in a process of its own: pods of several apps wait until this one has left. */
    private static void collect(AutomaticCollection collection, String program) {
        if (collection.isDue()) {
            boolean spares = ProgramName.current() == ProgramName.RKT;
            collection.start(program, spares ? "--" + InternalCollectCommand.SPARE_EXITED.name() : "");
        }
    }

    private static void tellLauncher(String lines, String handoff) {
        try (OutputStream out = new FileOutputStream(handoff)) {
            out.write(lines.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new EnvironmentException("cannot hand the pod to the launcher: " + e.getMessage(), null, e);
        }
    }
}
