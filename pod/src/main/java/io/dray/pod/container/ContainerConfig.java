package io.dray.pod.container;

import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import io.dray.linux.Capabilities;
import io.dray.pod.isolator.Confinement;
import io.dray.pod.isolator.ContainerLimits;
import io.dray.pod.isolator.SystemCallFilter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The OCI configuration ({@code config.json}) of one container, for pods and for builds.
 *
 * <p>What it leaves out is inherited: a container has its own mount, process and control group namespaces, and shares the
 * network, ipc and host name of whoever calls crun. Resource limits of processes (rlimits) are never set: asking for more
 * than the caller has makes the start fail on machines without CAP_SYS_RESOURCE. Mutable; not thread-safe.
 */
public final class ContainerConfig {
    /** Where the init program stands in a container; below {@code /dev}, so that no image needs a place for it. */
    public static final String INIT = "/dev/dray-init";

    private static final String OCI_VERSION = "1.0.2";

    private final List<String> arguments;
    private final List<ContainerMount> mounts = new ArrayList<>();
    private final List<String> environment = new ArrayList<>();
    private String root = "rootfs";
    private boolean readOnlyRoot;
    private boolean terminal;
    private boolean noNewPrivileges;
    private SystemCallFilter calls = SystemCallFilter.NONE;
    private boolean hiddenPaths = true;
    private String workingDirectory = "/";
    private String cgroup = "";
    private String users = "";
    private String processes = "";
    private final List<JsonValue> devices = new ArrayList<>();
    private ContainerUser user = ContainerUser.ROOT;
    private Capabilities capabilities = new Capabilities(0);
    private ContainerLimits limits = ContainerLimits.NONE;
    private Confinement confinement = Confinement.NONE;

    private ContainerConfig(List<String> arguments) {
        this.arguments = new ArrayList<>(arguments);
        mounts.addAll(StandardMounts.all());
    }

    /** A container that runs this program, found in the {@code PATH} of the container's environment. */
    public static ContainerConfig of(List<String> arguments) {
        return new ContainerConfig(arguments);
    }

    /**
     * Lets a small init be process 1, so that signals act on the program as they do outside and its orphans are reaped.
     *
     * @param program a static init on the host, catatonit or tini
     * @param options what it is told
     */
    public ContainerConfig withInit(Path program, List<String> options) {
        mounts.add(ContainerMount.bindReadOnly(program, INIT));
        arguments.addAll(0, List.of(INIT, "--"));
        arguments.addAll(1, options);
        return this;
    }

    /** The root file system: absolute, or relative to the directory of the configuration; {@code rootfs} by default. */
    public ContainerConfig withRoot(String path, boolean readOnly) {
        root = path;
        readOnlyRoot = readOnly;
        return this;
    }

    /** Adds variables to the environment, which is empty by default. */
    public ContainerConfig withEnvironment(Map<String, String> variables) {
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            environment.add(variable.getKey() + "=" + variable.getValue());
        }
        return this;
    }

    /** Where the program starts; {@code /} by default. */
    public ContainerConfig withWorkingDirectory(String path) {
        workingDirectory = path;
        return this;
    }

    /** Whom the program runs as; root by default. */
    public ContainerConfig withUser(ContainerUser newUser) {
        user = newUser;
        return this;
    }

    /**
     * What root may do in the container; nothing by default.
     *
     * @param allowed already cut to what the caller has, see {@link Capabilities#bounding}
     */
    public ContainerConfig withCapabilities(Capabilities allowed) {
        capabilities = allowed;
        return this;
    }

    /** Adds a mount after those that every container has ({@code /proc}, {@code /dev}, {@code /sys} and below them). */
    public ContainerConfig withMount(ContainerMount mount) {
        mounts.add(mount);
        return this;
    }

    /** Lets the program run on a terminal of its own, coupled to the caller's. */
    public ContainerConfig withTerminal(boolean wanted) {
        terminal = wanted;
        return this;
    }

    /** Keeps set-uid programs from giving rights that the program does not have. */
    public ContainerConfig withoutNewPrivileges(boolean wanted) {
        noNewPrivileges = wanted;
        return this;
    }

    /** Refuses system calls; none by default. */
    public ContainerConfig withCalls(SystemCallFilter filter) {
        calls = filter;
        return this;
    }

    /** Leaves {@code /proc} and {@code /sys} as they are, for builds that run programs which mount things. */
    public ContainerConfig withoutHiddenPaths() {
        hiddenPaths = false;
        return this;
    }

    /**
     * Lets the container use a device of the host; all others but those that every container has are denied.
     *
     * @param block whether it is a block device
     */
    public ContainerConfig withDevice(boolean block, long major, long minor, boolean readOnly) {
        devices.add(JsonValue.object()
                .put("allow", true)
                .put("type", block ? "b" : "c")
                .put("major", major)
                .put("minor", minor)
                .put("access", readOnly ? "r" : "rw")
                .build());
        return this;
    }

    /** The control group, the same path in every hierarchy: {@code /dray/<uuid>/<app>}. */
    public ContainerConfig withCgroup(String path) {
        cgroup = path;
        return this;
    }

    /**
     * Lets root and the other users of the container be nobody in particular outside.
     *
     * @param namespace the path of a user namespace that is there already
     * @param sharedMemory the directory that is {@code /dev/shm} in the container
     */
    public ContainerConfig withUsersOf(String namespace, String sharedMemory) {
        users = namespace;
        for (int i = 0; i < mounts.size(); i++) {
            ContainerMount mount = mounts.get(i);
            if (mount.destination().equals(StandardMounts.SHARED_MEMORY)) {
                mounts.set(i, new ContainerMount(mount.destination(), mount.type(), sharedMemory, mount.options()));
            }
        }
        return this;
    }

    /**
     * Lets the container's processes be among others; by default it has a namespace of its own for them.
     *
     * @param namespace the path of a process namespace that is there already
     */
    public ContainerConfig withProcessesOf(String namespace) {
        processes = namespace;
        return this;
    }

    /** What the kernel's security modules hold it to; nothing by default. */
    public ContainerConfig withConfinement(Confinement newConfinement) {
        confinement = newConfinement;
        return this;
    }

    /** What the container may use; unlimited by default. */
    public ContainerConfig withLimits(ContainerLimits newLimits) {
        limits = newLimits;
        return this;
    }

    /** The configuration as crun reads it. */
    public JsonObject toJson() {
        List<JsonValue> mountList = new ArrayList<>();
        for (ContainerMount mount : allMounts()) {
            mountList.add(mount.toJson());
        }
        return JsonValue.object()
                .put("ociVersion", OCI_VERSION)
                .put("process", process())
                .put(
                        "root",
                        JsonValue.object()
                                .put("path", root)
                                .put("readonly", readOnlyRoot)
                                .build())
                .put("mounts", new JsonArray(mountList))
                .put("linux", linux())
                .build();
    }

    private List<ContainerMount> allMounts() {
        List<ContainerMount> all = new ArrayList<>(mounts);
        if (hiddenPaths) {
            all.addAll(StandardMounts.hidden());
        }
        return all;
    }

    private JsonObject process() {
        JsonValue.ObjectBuilder process = JsonValue.object()
                .put("terminal", terminal)
                .put("user", user.toJson())
                .put("args", arguments)
                .put("env", environment)
                .put("cwd", workingDirectory)
                .put("noNewPrivileges", noNewPrivileges)
                .put("capabilities", capabilities());
        limits.oomScoreAdjustment().ifPresent(score -> process.put("oomScoreAdj", score));
        confinement.selinuxLabel().ifPresent(label -> process.put("selinuxLabel", label));
        confinement.apparmorProfile().ifPresent(profile -> process.put("apparmorProfile", profile));
        return process.build();
    }

    /** Nothing is inheritable: a set-capability file must not gain from it (CVE-2022-24769). */
    private JsonObject capabilities() {
        List<String> names = capabilities.names();
        return JsonValue.object()
                .put("bounding", names)
                .put("effective", names)
                .put("permitted", names)
                .build();
    }

    private JsonObject linux() {
        JsonValue.ObjectBuilder linux = JsonValue.object();
        if (!cgroup.isEmpty()) {
            linux.put("cgroupsPath", cgroup);
        }
        List<JsonValue> namespaces = new ArrayList<>();
        if (!users.isEmpty()) {
            namespaces.add(namespace("user", users));
        }
        namespaces.add(namespace("pid", processes));
        namespaces.add(namespace("mount", ""));
        namespaces.add(namespace("cgroup", ""));
        linux.put("namespaces", new JsonArray(namespaces)).put("resources", resources());
        Optional<JsonObject> filter = calls.toJson();
        if (filter.isPresent()) {
            linux.put("seccomp", filter.get());
        }
        // its own files are for it, too
        confinement.selinuxLabel().ifPresent(label -> linux.put("mountLabel", label));
        if (hiddenPaths) {
            linux.put("maskedPaths", StandardMounts.MASKED).put("readonlyPaths", StandardMounts.READ_ONLY);
        }
        return linux.build();
    }

    /** @param path where it is; empty for a new one */
    private static JsonObject namespace(String type, String path) {
        JsonValue.ObjectBuilder namespace = JsonValue.object().put("type", type);
        if (!path.isEmpty()) {
            namespace.put("path", path);
        }
        return namespace.build();
    }

    /** All devices are denied; crun adds those that every container has, and making nodes of any device. */
    private JsonObject resources() {
        JsonObject deny =
                JsonValue.object().put("allow", false).put("access", "rwm").build();
        List<JsonValue> rules = new ArrayList<>(List.of(deny));
        rules.addAll(devices);
        JsonValue.ObjectBuilder resources = JsonValue.object().put("devices", new JsonArray(rules));
        limits.memoryBytes()
                .ifPresent(bytes -> resources.put(
                        "memory", JsonValue.object().put("limit", bytes).build()));
        if (limits.cpuQuotaMicros().isPresent() || limits.cpuShares().isPresent()) {
            JsonValue.ObjectBuilder cpu = JsonValue.object();
            limits.cpuShares().ifPresent(shares -> cpu.put("shares", shares));
            limits.cpuQuotaMicros()
                    .ifPresent(quota -> cpu.put("quota", quota).put("period", ContainerLimits.CPU_PERIOD_MICROS));
            resources.put("cpu", cpu.build());
        }
        return resources.build();
    }
}
