package io.dray.cli;

import io.dray.clikit.Command;
import io.dray.clikit.CommandTable;
import io.dray.clikit.CompletionCommand;
import io.dray.clikit.HelpCommand;
import io.dray.clikit.ParsedArguments;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** All commands. A switch and no map, so that starting one command loads no class of another. */
final class DrayCommands implements CommandTable {
    private static final String EXPERIMENT = "RKT_EXPERIMENT_APP";

    private static final List<String> ALL = List.of(
            "build",
            "run",
            "prepare",
            "run-prepared",
            "list",
            "template",
            "status",
            "enter",
            "exec",
            "attach",
            "logs",
            "stats",
            "events",
            "explain",
            "lint",
            "cat-manifest",
            "export",
            "stop",
            "rm",
            "gc",
            "metadata-service",
            "app sandbox",
            "app add",
            "app start",
            "app stop",
            "app rm",
            "app list",
            "app status",
            "app exec",
            "fetch",
            "trust",
            "config",
            "image list",
            "image export",
            "image extract",
            "image render",
            "image cat-manifest",
            "image rm",
            "image gc",
            "image verify",
            "image size",
            "image unpack",
            "image validate",
            "image lint",
            "completion",
            "help",
            "version");

    @Override
    public List<String> names() {
        return ProgramName.current() != ProgramName.RKT || "true".equals(System.getenv(EXPERIMENT))
                ? ALL
                : withoutExperiment();
    }

    /** As long as rkt's users did not ask for them, they were not there. */
    private static List<String> withoutExperiment() {
        List<String> names = new ArrayList<>(ALL);
        for (String name : ALL) {
            if (name.startsWith("app ")) {
                names.remove(name);
            }
        }
        return names;
    }

    /** Under rkt's name its commands are as short as they were, whatever else there is now. */
    @Override
    public List<String> abbreviable() {
        if (ProgramName.current() != ProgramName.RKT) {
            return names();
        }
        List<String> rkts = new ArrayList<>(names());
        rkts.removeAll(List.of(
                "build",
                "template",
                "exec",
                "logs",
                "stats",
                "events",
                "explain",
                "lint",
                "image size",
                "image unpack",
                "image validate",
                "image lint"));
        return rkts;
    }

    @Override
    public List<String> hiddenNames() {
        return List.of(
                // as rkt had it, which did not tell of it either
                "image fetch",
                "internal collect",
                "internal listen",
                "internal prepare-training",
                "internal reference",
                "internal render",
                "internal train",
                "internal train-work",
                "internal words");
    }

    @Override
    public String groupSummary(String group) {
        return switch (group) {
            case "app" -> "Change and look at the apps of a pod";
            case "image" -> "Look after the images on this machine";
            case "internal" -> "What Dray itself needs";
            default -> throw new IllegalArgumentException(group);
        };
    }

    @Override
    public void check(ParsedArguments arguments) {
        InsecureOptions.of(arguments);
    }

    @Override
    public Command create(String name) {
        return switch (name) {
            case "build" -> new BuildCommand(InstantSource.system());
            case "run" -> new RunCommand();
            case "prepare" -> new PrepareCommand();
            case "run-prepared" -> new RunPreparedCommand();
            case "status" -> new StatusCommand();
            case "enter", "exec", "app exec" -> new EnterCommand(name);
            case "attach" -> new AttachCommand();
            case "app sandbox" -> new AppSandboxCommand();
            case "app add" -> new AppAddCommand();
            case "app start" -> new AppSwitchCommand("start");
            case "app stop" -> new AppSwitchCommand("stop");
            case "app rm" -> new AppRmCommand();
            case "app list" -> new AppListCommand();
            case "app status" -> new AppStatusCommand();
            case "logs" -> new LogsCommand(InstantSource.system());
            case "stats" -> new StatsCommand();
            case "events" -> new EventsCommand(InstantSource.system());
            case "export" -> new ExportCommand();
            case "cat-manifest" -> new CatManifestCommand();
            case "rm" -> new RmCommand();
            case "list" -> new ListCommand(InstantSource.system());
            case "template" -> new TemplateCommand();
            case "explain" -> new ExplainCommand();
            case "lint" -> new LintCommand();
            case "stop" -> new StopCommand();
            case "gc" -> new GcCommand();
            case "metadata-service" -> new MetadataServiceCommand();
            case "fetch", "image fetch" -> new FetchCommand(name, InstantSource.system());
            case "trust" -> new TrustCommand(InstantSource.system());
            case "config" -> new ConfigCommand();
            case "image list" -> new ImageListCommand(InstantSource.system());
            case "image cat-manifest" -> new ImageCatManifestCommand();
            case "image export" -> new ImageExportCommand();
            case "image extract" -> new ImageTreeCommand(ImageTreeCommand.What.OWN_FILES);
            case "image render" -> new ImageTreeCommand(ImageTreeCommand.What.ALL_FILES);
            case "image rm" -> new ImageRmCommand();
            case "image gc" -> new ImageGcCommand(InstantSource.system());
            case "image verify" -> new ImageVerifyCommand(InstantSource.system());
            case "image size" -> new ImageSizeCommand();
            case "image unpack" -> new ImageUnpackCommand();
            case "image validate" -> ImageValidateCommand.verdicts();
            case "image lint" -> ImageValidateCommand.explanations();
            case "completion" -> new CompletionCommand(Dray.program());
            case "help" -> new HelpCommand(Dray.program());
            case "version" -> new VersionCommand();
            case "internal collect" -> new InternalCollectCommand();
            case "internal listen" -> new InternalListenCommand();
            case "internal prepare-training" -> new InternalPrepareTrainingCommand();
            case "internal reference" -> new InternalReferenceCommand();
            case "internal render" -> new InternalRenderCommand();
            case "internal train" -> new InternalTrainCommand();
            case "internal train-work" -> new InternalTrainWorkCommand();
            case "internal words" -> new InternalWordsCommand();
            default -> throw new IllegalArgumentException(name);
        };
    }
}
