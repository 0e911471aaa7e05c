package io.dray.pod.prepare;

import io.dray.core.DataDirectory;
import io.dray.core.InvalidInputException;
import io.dray.core.OperationFailedException;
import io.dray.image.ImageHold;
import io.dray.image.ImageStore;
import io.dray.image.manifest.App;
import io.dray.linux.Capabilities;
import io.dray.linux.IoFailures;
import io.dray.pod.PodDirectory;
import io.dray.pod.PodManifest;
import io.dray.pod.RuntimeDirectory;
import io.dray.pod.isolator.PodLimits;
import io.dray.pod.metadata.MetadataRegistry;
import io.dray.pod.network.ForwardedPort;
import io.dray.pod.network.NetworkPlan;
import io.dray.pod.network.NetworkPlanner;
import io.dray.pod.network.OpenSockets;
import io.dray.pod.network.PortPlanner;
import io.dray.pod.network.PortsInUse;
import io.dray.pod.plan.AppEnvironment;
import io.dray.pod.plan.AppPlan;
import io.dray.pod.plan.AppPlanner;
import io.dray.pod.plan.AppRequest;
import io.dray.pod.plan.PlannedPod;
import io.dray.pod.plan.PodPolicy;
import io.dray.pod.plan.RunRequest;
import io.dray.pod.plan.Skeleton;
import io.dray.pod.start.HostTools;
import io.dray.pod.volume.Volume;
import io.dray.pod.volume.VolumeMount;
import io.dray.pod.volume.VolumePlanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans a pod: decides everything, renders the configuration of its apps, and writes a directory whose {@code start} script
 * needs no Java any more. Uses files only - no native calls, no other programs - because a person waits for it.
 */
public final class PodPlanner {
    private static final Path RANDOM_UUID = Path.of("/proc/sys/kernel/random/uuid");

    private final DataDirectory data;
    private final RuntimeDirectory runtime;
    private final ImageStore images;
    private final NetworkPlanner networks;
    private final InstantSource clock;

    /** A planner of pods for this machine, with a place for their transient state. */
    public PodPlanner(DataDirectory data, RuntimeDirectory runtime, ImageStore images, NetworkPlanner networks) {
        this(data, runtime, images, networks, InstantSource.system());
    }

    PodPlanner(
            DataDirectory data,
            RuntimeDirectory runtime,
            ImageStore images,
            NetworkPlanner networks,
            InstantSource clock) {
        this.data = data;
        this.runtime = runtime;
        this.images = images;
        this.networks = networks;
        this.clock = clock;
    }

    /** Plans the pod; afterwards its directory is complete, or, if this throws, not there. */
    public PreparedPod plan(RunRequest request) {
        return plan(request, Start.NOW, Optional.empty());
    }

    /**
     * Plans a prepared pod once more, under its name and in its place, and claims it for who waits for the plan.
     *
     * @param request what it was prepared for, as far as it is still wanted
     * @throws OperationFailedException if another process has claimed it
     */
    public PreparedPod replan(RunRequest request, PodManifest prepared) {
        return plan(request, Start.NOW, Optional.of(prepared));
    }

    /** The same for a pod that waits until {@code run-prepared} starts it, whoever that is. */
    public PreparedPod prepare(RunRequest request) {
        return plan(request, Start.LATER, Optional.empty());
    }

    /** The same as rkt did it, which looked for the users of apps only when they were to start. */
    public PreparedPod prepareAsRkt(RunRequest request) {
        return plan(request, Start.LATER_AS_RKT, Optional.empty());
    }

    /** When the pod is to start. */
    private enum Start {
        NOW,
        LATER,
        LATER_AS_RKT
    }

    private PreparedPod plan(RunRequest request, Start start, Optional<PodManifest> prepared) {
        // from here until the pod is there, nobody removes its images
        try (ImageHold hold = images.hold()) {
            return plan(request, start, prepared, hold.store());
        }
    }

    private PreparedPod plan(RunRequest request, Start start, Optional<PodManifest> prepared, ImageStore held) {
        PodShape shape = PodShape.of(request);
        Instant begun = clock.instant();
        NetworkPlan network = networks.plan(request.network());
        PortPlanner.check(request.ports(), network);
        HostTools tools = HostTools.locate(
                network.needsRules() || !request.ports().isEmpty(),
                shape.supervised(),
                shape.attachable(),
                request.privateUsers());
        AppPlanner planner = new AppPlanner(
                held,
                new Skeleton(data, Path.of(tools.path("busybox")), network.givesResolver(request.names())),
                Capabilities.bounding(),
                new VolumePlanner(request.volumes()),
                request.givenUp());
        if (start == Start.LATER_AS_RKT) {
            planner.lookForAccountsAtTheStart();
        }
        Optional<String> metadata = metadataAddress(request, network);
        ConfiguredApps apps = ConfiguredApps.of(data, planner, wanted(request, metadata), request.attributes());
        List<String> warnings = new ArrayList<>(network.warnings());
        warnings.addAll(apps.warnings());
        warnings.addAll(unmounted(request, apps.apps()));
        SocketPlan sockets = new SocketPlan(apps.apps(), request.ports(), OpenSockets.ofCaller());
        warnings.addAll(sockets.warnings());
        for (String isolator : PodLimits.of(request.facts().isolators()).notEnforced()) {
            warnings.add("isolator " + isolator + " of the pod is not enforced");
        }
        try {
            PlannedPod pod = decide(request, prepared, apps.apps(), network, metadata);
            PodPublication publication = new PodPublication(data, request, pod, tools, apps.configurations());
            if (prepared.isPresent()) {
                publication.replacePrepared();
            } else if (start != Start.NOW) {
                publication.publishPrepared(unshareFlags(network, request.policy()));
            } else {
                publication.publish();
            }
            for (AppPlan app : apps.apps()) {
                images.markUsed(app.image());
            }
            boolean repeatable = warnings.isEmpty() && apps.repeatable() && !sockets.isWanted();
            return new PreparedPod(
                    pod.directory().root(),
                    unshareFlags(network, request.policy()),
                    warnings,
                    repeatable
                            ? Optional.of(new KeptPlan(data, pod, tools, apps.configurations(), begun))
                            : Optional.empty());
        } catch (IOException e) {
            throw IoFailures.during("cannot write a pod below " + data.root(), e);
        }
    }

    /** Volumes that somebody expects in an app, and that are in none; rkt said nothing of them. */
    private static List<String> unmounted(RunRequest request, List<AppPlan> apps) {
        List<String> warnings = new ArrayList<>();
        for (Volume volume : request.volumes()) {
            boolean mounted = request.policy().labelled();
            for (AppPlan app : apps) {
                for (VolumeMount mount : app.volumes()) {
                    mounted |= mount.volume().name().equals(volume.name());
                }
            }
            if (!mounted) {
                warnings.add("volume \"" + volume.name()
                        + "\" is in no app: none has a mount point of this name, and no" + " --mount names it");
            }
        }
        return warnings;
    }

    /** Under which address its apps reach the metadata service, if they are to. */
    private Optional<String> metadataAddress(RunRequest request, NetworkPlan network) {
        if (!request.metadata()) {
            return Optional.empty();
        }
        MetadataRegistry registry = new MetadataRegistry(runtime.root());
        return Optional.of(registry.newAddress(network.hostAddress()
                .orElseThrow(() -> new InvalidInputException(
                        "a pod without a network cannot reach the metadata service",
                        "leave out --mds-register, or put the pod on the default network"))));
    }

    private static List<ForwardedPort> ports(RunRequest request, List<AppPlan> plans) {
        if (request.ports().isEmpty()) {
            return List.of();
        }
        List<App> apps = new ArrayList<>();
        for (AppPlan plan : plans) {
            apps.add(plan.app());
        }
        return new PortPlanner(apps, PortsInUse.now(), OpenSockets.ofCaller()).plan(request.ports());
    }

    private static List<ConfiguredApps.Wanted> wanted(RunRequest request, Optional<String> metadata) {
        Map<String, String> environment = new LinkedHashMap<>();
        if (metadata.isPresent()) {
            environment.put(MetadataRegistry.VARIABLE, metadata.get());
        }
        environment.putAll(request.environment());
        List<ConfiguredApps.Wanted> wanted = new ArrayList<>();
        for (AppRequest app : request.apps()) {
            AppEnvironment own = new AppEnvironment(request.inherited(), environment);
            boolean terminal = request.interactive() || app.streams().areTerminal();
            wanted.add(new ConfiguredApps.Wanted(app, terminal ? own.withTerminal(app.streams()) : own));
        }
        return wanted;
    }

    private PlannedPod decide(
            RunRequest request,
            Optional<PodManifest> prepared,
            List<AppPlan> apps,
            NetworkPlan network,
            Optional<String> metadata)
            throws IOException {
        String uuid = prepared.isPresent()
                ? prepared.get().uuid()
                : Files.readString(RANDOM_UUID).strip();
        List<PodManifest.App> manifests = new ArrayList<>();
        for (AppPlan app : apps) {
            manifests.add(app.manifest());
        }
        PodManifest manifest = new PodManifest(
                uuid,
                request.identity(),
                prepared.isPresent()
                        ? prepared.get().created()
                        : clock.instant().truncatedTo(ChronoUnit.MILLIS),
                request.hostname().of(uuid),
                network.names(),
                request.policy().isMutable(),
                request.policy().sharesProcesses()
                        && (apps.size() > 1 || request.policy().isMutable()),
                manifests);
        return new PlannedPod(
                manifest,
                new PodDirectory(data.pods().resolve(uuid)),
                data.root().toString(),
                runtime,
                request.launcher(),
                request.interactive(),
                request.interactive() && inputIsTerminal(),
                request.policy(),
                request.givenUp(),
                PodLimits.of(request.facts().isolators()),
                request.privateUsers(),
                request.volumes(),
                network,
                ports(request, apps),
                request.names(),
                request.facts(),
                metadata,
                apps);
    }

    public static boolean inputIsTerminal() {
        try {
            String input = Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString();
            return input.startsWith("/dev/pts/") || input.startsWith("/dev/tty") || input.equals("/dev/console");
        } catch (IOException _) {
            // closed
            return false;
        }
    }

    private static List<String> unshareFlags(NetworkPlan network, PodPolicy policy) {
        List<String> flags = new ArrayList<>(List.of("-m"));
        if (!policy.sharesIpc()) {
            flags.add("-i");
        }
        flags.add("-u");
        if (!network.sharesHost()) {
            flags.add("-n");
        }
        return flags;
    }
}
