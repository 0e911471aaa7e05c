package io.dray.pod.start;

import io.dray.image.tree.LayeredTree;
import io.dray.linux.IoFailures;
import io.dray.pod.FileLocks;
import io.dray.pod.PodDirectory;
import io.dray.pod.container.ContainerConfig;
import io.dray.pod.container.ContainerMount;
import io.dray.pod.network.NameOptions;
import io.dray.pod.plan.AppPlan;
import io.dray.pod.plan.PlannedPod;
import io.dray.pod.volume.Volume;
import io.dray.pod.volume.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The containers of an app: its own, and those of what runs before and after it in the same root. */
final class AppContainers {
    private static final String RESOLVER = "/etc/resolv.conf";
    private static final String HOSTS = "/etc/hosts";
    private static final String HOSTNAME = "/etc/hostname";

    /** Of the reader's own host. */
    private static final Path KERNELS_HOSTNAME = Path.of("/proc/sys/kernel/hostname");

    private static final int DEVICE_TYPES = 0170000;
    private static final int BLOCK = 0060000;

    private final PlannedPod plan;
    private final HostTools tools;
    private final PodDirectory named;

    AppContainers(PlannedPod plan, HostTools tools) {
        this.plan = plan;
        this.tools = tools;
        this.named = plan.directory();
    }

    /** The app itself. */
    ContainerConfig own(AppPlan app) {
        boolean terminal = plan.terminal() || app.streams().areTerminal();
        ContainerConfig config = base(app, app.arguments(), terminal)
                .withUser(app.user())
                .withWorkingDirectory(app.workingDirectory())
                .withoutNewPrivileges(app.isolators().noNewPrivileges())
                .withRoot(root(app), app.readOnlyRoot())
                .withTerminal(terminal);
        if (plan.notifying().contains(app.name())) {
            config.withMount(ContainerMount.bindReadOnly(named.notify(app.name()), ReadinessScripts.DIRECTORY))
                    .withEnvironment(
                            Map.of("NOTIFY_SOCKET", ReadinessScripts.DIRECTORY + "/" + ReadinessScripts.SOCKET));
        }
        return config;
    }

    /** What runs as root before the app or after it, with the app's environment, rights and limits. */
    ContainerConfig step(AppPlan app, List<String> arguments) {
        return base(app, arguments, false);
    }

    private ContainerConfig base(AppPlan app, List<String> arguments, boolean terminal) {
        ContainerConfig config = ContainerConfig.of(arguments)
                .withRoot(root(app), false)
                .withInit(tools.init(terminal), tools.initOptions(terminal))
                .withEnvironment(app.environment())
                .withCapabilities(app.isolators().capabilities())
                .withLimits(plan.limits().bound(app.isolators().limits()))
                .withCalls(app.isolators().calls())
                .withConfinement(app.isolators().confinement())
                .withCgroup("/dray/" + named.uuid() + "/" + app.name());
        if (plan.privateUsers()) {
            config.withUsersOf(PrivateUsers.NAMESPACE, PrivateUsers.SHARED_MEMORY);
        }
        if (plan.sharesProcesses()) {
            config.withProcessesOf(SharedProcesses.namespace(named));
        }
        if (plan.givenUp().paths()) {
            config.withoutHiddenPaths();
        }
        NameOptions names = plan.names();
        if (!names.saysResolver() && !plan.network().isNone()) {
            addResolver(config, app);
        }
        if (!names.saysHosts() && !PlannedPod.brings(app, HOSTS)) {
            config.withMount(owned(ContainerMount.bind(named.network().resolve("hosts"), HOSTS)));
        }
        if (app.tree().lookup(HOSTNAME).filter(LayeredTree.Entry::isFile).isPresent()) {
            config.withMount(ContainerMount.bindReadOnly(KERNELS_HOSTNAME, HOSTNAME));
        }
        for (VolumeMount mount : app.volumes()) {
            addVolume(config, app, mount);
        }
        // over the volumes: what the caller says wins
        if (names.saysResolver() && !names.refusesResolver()) {
            config.withMount(owned(ContainerMount.bind(named.network().resolve("resolv.conf"), RESOLVER)));
        }
        if (names.saysHosts()) {
            config.withMount(owned(ContainerMount.bind(named.network().resolve("hosts"), HOSTS)));
        }
        return config;
    }

    /** An image's own is left alone, unless a network may know better: then it is a copy that changes. */
    private void addResolver(ContainerConfig config, AppPlan app) {
        if (!PlannedPod.brings(app, RESOLVER) && plan.network().givesResolver(plan.names())) {
            config.withMount(owned(ContainerMount.bind(named.network().resolve("resolv.conf"), RESOLVER)));
        } else if (plan.copiesResolver(app)) {
            config.withMount(owned(ContainerMount.bind(named.resolver(app.name()), RESOLVER)));
        }
    }

    private void addVolume(ContainerConfig config, AppPlan app, VolumeMount mount) {
        Path source = mount.volume() instanceof Volume.Host host
                ? Path.of(host.source())
                : PlannedPod.volume(named, app, mount);
        boolean recursive = !(mount.volume() instanceof Volume.Host host) || host.recursive();
        List<String> options = new ArrayList<>(List.of(recursive ? "rbind" : "bind", "nosuid"));
        if (mount.source() == VolumeMount.Source.DEVICE) {
            allowDevice(config, source, mount.readOnly());
        } else {
            options.add("nodev");
        }
        if (mount.readOnly()) {
            // also for what is mounted below the source, which a file cannot have
            boolean below = recursive && mount.source() == VolumeMount.Source.DIRECTORY;
            options.add(below ? "rro" : "ro");
        }
        ContainerMount volume = new ContainerMount(mount.target(), "bind", source.toString(), options);
        config.withMount(mount.source() == VolumeMount.Source.DEVICE ? volume : owned(volume));
    }

    private String root(AppPlan app) {
        return plan.privateUsers() ? PrivateUsers.root(named, app.name()) : "rootfs";
    }

    /** As the pod's users see it. */
    private ContainerMount owned(ContainerMount mount) {
        if (!plan.privateUsers()) {
            return mount;
        }
        return mount.withMappedOwners(plan.sharesProcesses() ? PrivateUsers.SPELLED_OUT : PrivateUsers.MAPPED_BY_CRUN);
    }

    private static void allowDevice(ContainerConfig config, Path device, boolean readOnly) {
        try {
            if (Files.getAttribute(device, "unix:rdev") instanceof Long number
                    && Files.getAttribute(device, "unix:mode") instanceof Integer mode) {
                config.withDevice(
                        (mode & DEVICE_TYPES) == BLOCK, FileLocks.major(number), FileLocks.minor(number), readOnly);
            }
        } catch (IOException e) {
            throw IoFailures.with("cannot look at the device", device, e);
        }
    }
}
