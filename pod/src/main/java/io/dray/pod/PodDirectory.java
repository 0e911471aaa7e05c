package io.dray.pod;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of one pod; {@code docs/on-disk-format.md} describes them.
 *
 * @param root {@code <data>/pods/<uuid>}, absolute
 */
public record PodDirectory(Path root) {
    public String uuid() {
        return String.valueOf(root.getFileName());
    }

    /** What the pod is; written once, before the pod gets its name. */
    public Path manifest() {
        return root.resolve("pod.json");
    }

    /** The attributes that were given to the pod beside those of its images, if any were. */
    public Path attributes() {
        return root.resolve("attributes.json");
    }

    /** The process that becomes the pod. */
    public Path owner() {
        return root.resolve("owner");
    }

    /** Locked for as long as any process supervises the pod. */
    public Path lock() {
        return root.resolve("lock");
    }

    /** The script that the launcher turns into. */
    public Path start() {
        return root.resolve("start");
    }

    /** Gives back what the kernel does not take back by itself: addresses. */
    public Path release() {
        return root.resolve("release");
    }

    /** The control group of the systemd unit that the pod's own is below of, if it is. */
    public Path unit() {
        return root.resolve("unit");
    }

    /** The path of the pod's control group as this machine's processes see it, the same in every hierarchy. */
    public String cgroup() {
        return cgroup(uuid());
    }

    /** The same of a pod whose directory has another name by now. */
    public String cgroup(String uuid) {
        String unit = "";
        // not by Files, whose exceptions for what is missing take ten times as long: most pods are below no unit
        if (new File(unit().toString()).exists()) {
            try {
                unit = Files.readString(unit()).strip();
            } catch (IOException _) {
                // the pod is being removed
            }
        }
        return unit + "/dray/" + uuid;
    }

    /** Exists from the moment on which the apps are started. */
    public Path started() {
        return root.resolve("started");
    }

    /** Exists from the moment on which somebody has the pod end by force. */
    public Path forced() {
        return root.resolve("forced");
    }

    /** Held by who ends what the pod's killed supervisors have left unfinished. */
    public Path ending() {
        return root.resolve("ending");
    }

    /** The pod as its apps may know it: an appc pod manifest in which nothing is left open. */
    public Path reified() {
        return root.resolve("manifest");
    }

    /** Exists while the pod waits to be started by somebody else than who planned it; says which namespaces to leave. */
    public Path prepared() {
        return root.resolve("prepared");
    }

    /** Made by {@code gc} when it first sees that the pod has exited; its time begins the time of grace. */
    public Path garbage() {
        return root.resolve("garbage");
    }

    /** The directory of a volume that began empty. */
    public Path volume(String name) {
        return root.resolve("volumes").resolve(name);
    }

    /** The directory of a volume of one app that began empty. */
    public Path volume(String app, String name) {
        return app(app).resolve("volumes").resolve(name);
    }

    /** Of an app that joined a mutable pod: what it is, written last; without it the app is not there. */
    public Path joined(String app) {
        return app(app).resolve("app.json");
    }

    /** Of such an app: the script that mounts its root. */
    public Path join(String app) {
        return app(app).resolve("join");
    }

    /** Of such an app: its part of the appc pod manifest. */
    public Path reified(String app) {
        return app(app).resolve("manifest");
    }

    /** Of such an app: what s6 supervises. */
    public Path service(String app) {
        return app(app).resolve("service");
    }

    /** When the app was started last. */
    public Path started(String app) {
        return app(app).resolve("started");
    }

    /** Held by who changes which apps a mutable pod has. */
    public Path changing() {
        return root.resolve("changing");
    }

    /** Of a pod to which more is decided later: what was asked for of all its apps. */
    public Path choices() {
        return root.resolve("choices.json");
    }

    /** All apps. */
    public Path apps() {
        return root.resolve("apps");
    }

    /** What s6 supervises, one directory per app. */
    public Path services() {
        return root.resolve("services");
    }

    /** The container of the first process of a namespace that all apps of the pod share; of other pods it is not there. */
    public Path processes() {
        return root.resolve("processes");
    }

    /** The configuration of the pod's networks and what they answered, and the files that apps see of them. */
    public Path network() {
        return root.resolve("network");
    }

    /** The part of {@link #start} that connects the pod; only where there is a network to connect it to. */
    Path attach() {
        return network().resolve("attach");
    }

    /** What an image has as resolv.conf, in a pod of which a network may know a better one. */
    public Path resolver(String app) {
        return app(app).resolve("resolv.conf");
    }

    public Path app(String name) {
        return apps().resolve(name);
    }

    /** What the app's root is made of. */
    public Path appRoot(String name) {
        return app(name).resolve("root.json");
    }

    /** What the app of a detached pod wrote, as s6-log keeps it: {@code current} and older files by their time. */
    public Path log(String app) {
        return app(app).resolve("log");
    }

    /** The app's exit code, once it has ended. */
    public Path exit(String app) {
        return app(app).resolve("exit");
    }

    /** Exists if the app's last run ended because the kernel killed it for want of memory. */
    public Path outOfMemory(String app) {
        return app(app).resolve("oom");
    }

    /** The runs of the app after which it was started again. */
    public Path restarts(String app) {
        return app(app).resolve("restarts");
    }

    /** Where the app tells that it is ready, if its image says that it does: a socket, and {@code ready} once it has. */
    public Path notify(String app) {
        return app(app).resolve("notify");
    }

    /** The number of the signal that asks the app to end, if it is not SIGTERM. */
    public Path stopSignal(String app) {
        return app(app).resolve("stop-signal");
    }

    /** The container that runs once the app has ended. */
    public Path postStop(String app) {
        return app(app).resolve("post-stop.json");
    }

    /** The script that runs it where nobody is left who would have, in namespaces of its own. */
    public Path latePostStop(String app) {
        return app(app).resolve("post-stop");
    }

    /** The container that this script runs; made when it is about to, which is at most once. */
    public Path latePostStopContainer(String app) {
        return app(app).resolve("post-stop.late.json");
    }

    /** The exit code of a run of the app while what follows it is not done. */
    public Path newExit(String app) {
        return app(app).resolve("exit.new");
    }

    /** The exit code of an app that is about to be started again. */
    public Path between(String app) {
        return app(app).resolve("between");
    }

    /** The files rendered for the app: a layer of its root file system. */
    public Path rendered(String app) {
        return app(app).resolve("rendered");
    }

    /** Where each rendered line comes from. */
    public Path provenance(String app) {
        return app(app).resolve("provenance.json");
    }

    /** What the scripts before the rendering changed: a layer of the app's root file system. */
    public Path early(String app) {
        return app(app).resolve("early");
    }

    /** The containers that run before the app, in the order of their names. */
    public Path steps(String app, StartStep.Phase phase) {
        return app(app).resolve(phase.directory());
    }
}
