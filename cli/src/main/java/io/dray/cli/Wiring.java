package io.dray.cli;

import io.dray.build.ImageBuilder;
import io.dray.cli.InsecureOptions.Waiver;
import io.dray.clikit.CommandContext;
import io.dray.clikit.ParsedArguments;
import io.dray.clikit.Printable;
import io.dray.core.DataDirectory;
import io.dray.core.EnvironmentException;
import io.dray.core.InvalidInputException;
import io.dray.image.ImageStore;
import io.dray.image.config.Configuration;
import io.dray.image.config.ConfigurationPlaces;
import io.dray.image.fetch.FetchTools;
import io.dray.image.http.HttpSettings;
import io.dray.image.http.HttpTransport;
import io.dray.image.trust.TrustStore;
import io.dray.pod.RuntimeDirectory;
import io.dray.pod.change.AppAddition;
import io.dray.pod.change.AppRemoval;
import io.dray.pod.change.AppSwitch;
import io.dray.pod.configuration.PodRenderer;
import io.dray.pod.lifecycle.AutomaticCollection;
import io.dray.pod.lifecycle.PluginRules;
import io.dray.pod.lifecycle.PodAttach;
import io.dray.pod.lifecycle.PodCollector;
import io.dray.pod.lifecycle.PodEnter;
import io.dray.pod.lifecycle.PodExport;
import io.dray.pod.lifecycle.PodLogs;
import io.dray.pod.lifecycle.PodWatch;
import io.dray.pod.metadata.MetadataRegistry;
import io.dray.pod.network.NetworkPlanner;
import io.dray.pod.prepare.DetachedStart;
import io.dray.pod.prepare.PodPlanner;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The composition root: makes the entry objects of the modules when a command asks for them, so that a command loads the
 * modules that it needs and no other.
 */
final class Wiring {
    /** Names another place for what ends with the boot, so that planning can be tried without touching the machine's. */
    static final String RUNTIME_DIRECTORY = "DRAY_RUNTIME_DIRECTORY";

    private final DataDirectory data;
    private final CommandContext context;

    private Wiring(DataDirectory data, CommandContext context) {
        this.data = data;
        this.context = context;
    }

    /** The wiring of a command that everybody may run. */
    static Wiring of(ParsedArguments arguments, CommandContext context) {
        InsecureOptions.of(arguments);
        Optional<String> directory = arguments.value(GlobalOptions.DIR);
        Path root = directory.isPresent() ? place(directory.get()) : DataDirectory.DEFAULT_ROOT;
        return new Wiring(new DataDirectory(root), context);
    }

    /** The launcher and /proc/self/mounts speak of paths in lines. */
    private static Path place(String directory) {
        if (directory.isEmpty() || directory.indexOf('\n') >= 0) {
            throw new InvalidInputException("--dir takes the path of a directory, not '" + directory + "'");
        }
        Path place = Path.of(directory);
        if (!Files.isDirectory(place) && Files.exists(place)) {
            throw new InvalidInputException(
                    "cannot keep images and pods in " + directory + ": it is not a directory",
                    "choose another place with --dir");
        }
        return place;
    }

    /**
     * The wiring of a command that only root may run.
     *
     * @throws EnvironmentException for anybody else
     */
    static Wiring ofRoot(ParsedArguments arguments, CommandContext context) {
        requireRoot(context);
        return of(arguments, context);
    }

    /**
     * Refuses anybody but root.
     *
     * @throws EnvironmentException for anybody else
     */
    static void requireRoot(CommandContext context) {
        if (!context.surroundings().isRoot()) {
            // the words that rkt says
            throw new EnvironmentException("cannot run as unprivileged user", "run it as root, for instance with sudo");
        }
    }

    /**
     * The wiring of a command over images that only root may run, which rkt left to whoever could open its store.
     *
     * @throws EnvironmentException for anybody else
     */
    static Wiring ofStoreOwner(ParsedArguments arguments, CommandContext context) {
        if (ProgramName.current() == ProgramName.RKT && !context.surroundings().isRoot()) {
            String root = of(arguments, context).data.root().toString();
            throw new EnvironmentException("cannot open store: open " + root + ": permission denied", "run it as root");
        }
        return ofRoot(arguments, context);
    }

    /** Where configuration is read, strongest last. */
    static ConfigurationPlaces configurationPlaces(ParsedArguments arguments) {
        ConfigurationPlaces places = ConfigurationPlaces.usual(ProgramName.current() == ProgramName.RKT);
        Optional<String> system = arguments.value(GlobalOptions.SYSTEM_CONFIG);
        Optional<String> local = arguments.value(GlobalOptions.LOCAL_CONFIG);
        Optional<String> user = arguments.value(GlobalOptions.USER_CONFIG).filter(text -> !text.isEmpty());
        places = system.isPresent() ? places.withSystem(Path.of(system.get())) : places;
        places = local.isPresent() ? places.withLocal(Path.of(local.get())) : places;
        return user.isPresent() ? places.withUser(Path.of(user.get())) : places;
    }

    static TrustStore trust(ParsedArguments arguments, InstantSource clock) {
        ConfigurationPlaces places = configurationPlaces(arguments);
        return new TrustStore(places.all(), places.written(), clock);
    }

    static HttpTransport transport(InsecureOptions insecure, boolean plainHttp, CommandContext context) {
        return transport(insecure, plainHttp, Set.of(), context);
    }

    private static HttpTransport transport(
            InsecureOptions insecure, boolean plainHttp, Set<String> plainServers, CommandContext context) {
        return new HttpTransport(HttpSettings.strict(context.environment())
                .allowingPlainHttp(plainHttp)
                .allowingPlainHttpTo(plainServers)
                .verifyingTls(!insecure.has(Waiver.TLS)));
    }

    /** To rkt an address that began with {@code http://} was leave enough; its option was for what discovery finds. */
    private static Set<String> plainServers(ParsedArguments arguments) {
        Set<String> servers = new HashSet<>();
        for (String word : arguments.arguments()) {
            if (ProgramName.current() == ProgramName.RKT && word.startsWith("http://")) {
                int start = "http://".length();
                int end = word.indexOf('/', start);
                servers.add(end < 0 ? word.substring(start) : word.substring(start, end));
            }
        }
        return servers;
    }

    /** What a fetch works with; its transport is to be closed. */
    FetchTools fetchTools(ParsedArguments arguments, InstantSource clock) {
        InsecureOptions insecure = InsecureOptions.of(arguments);
        return new FetchTools(
                images(),
                transport(insecure, insecure.has(Waiver.HTTP), plainServers(arguments), context),
                Configuration.read(configurationPlaces(arguments)),
                trust(arguments, clock),
                clock);
    }

    ImageStore images() {
        return new ImageStore(data);
    }

    ImageBuilder builder(InstantSource clock) {
        return new ImageBuilder(data, images(), clock);
    }

    PodPlanner planner(ParsedArguments arguments) {
        return new PodPlanner(data, runtime(), images(), networks(arguments));
    }

    NetworkPlanner networks(ParsedArguments arguments) {
        ConfigurationPlaces places = configurationPlaces(arguments);
        return ProgramName.current() == ProgramName.RKT
                ? NetworkPlanner.asRkt(
                        places.all(), places.local().getLast(), runtime().networks())
                : new NetworkPlanner(places.all(), runtime().networks());
    }

    PodRenderer renderer() {
        return new PodRenderer(data);
    }

    PodRegistry pods() {
        return new PodRegistry(data);
    }

    PodCollector collector() {
        return new PodCollector(data, runtime(), PluginRules.USUAL);
    }

    PodCollector collector(PluginRules rules) {
        return new PodCollector(data, runtime(), rules);
    }

    /** For a person, who under rkt's name only hears of plugins that fail. */
    static PluginRules pluginRules(CommandContext context) {
        return ProgramName.current() == ProgramName.RKT
                ? new PluginRules(false, Optional.of(said -> context.err().println(Printable.line(said))))
                : PluginRules.USUAL;
    }

    AutomaticCollection automaticCollection() {
        return new AutomaticCollection(data, InstantSource.system());
    }

    PodEnter enter() {
        return new PodEnter(runtime());
    }

    PodAttach attach() {
        return new PodAttach(pods());
    }

    DetachedStart detachedStart() {
        return new DetachedStart(data);
    }

    PodLogs logs() {
        return new PodLogs(pods());
    }

    MetadataRegistry metadata() {
        return new MetadataRegistry(runtime().root());
    }

    PodWatch watch(Predicate<Pod> wanted, InstantSource clock) {
        return new PodWatch(data, pods(), wanted, clock);
    }

    AppAddition addition() {
        return new AppAddition(data, runtime(), images(), InstantSource.system());
    }

    AppRemoval removal() {
        return new AppRemoval(data, runtime());
    }

    AppSwitch appSwitch(String launcher) {
        return new AppSwitch(data, launcher);
    }

    PodExport export() {
        return new PodExport(data, images());
    }

    private RuntimeDirectory runtime() {
        String directory = context.environment().get(RUNTIME_DIRECTORY);
        return directory == null ? RuntimeDirectory.MACHINE : new RuntimeDirectory(Path.of(directory));
    }
}
