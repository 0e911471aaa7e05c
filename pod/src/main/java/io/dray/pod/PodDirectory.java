package io.dray.pod;

import java.nio.file.Path;

/**
 * The files of one pod; {@code docs/on-disk-format.md} describes them.
 *
 * @param root {@code <data>/pods/<uuid>}, absolute
 */
record PodDirectory(Path root) {
    String uuid() {
        return String.valueOf(root.getFileName());
    }

    /** What the pod is; written once, before the pod gets its name. */
    Path manifest() {
        return root.resolve("pod.json");
    }

    /** The process that becomes the pod. */
    Path owner() {
        return root.resolve("owner");
    }

    /** Locked for as long as any process supervises the pod. */
    Path lock() {
        return root.resolve("lock");
    }

    /** The script that the launcher turns into. */
    Path start() {
        return root.resolve("start");
    }

    /** Gives back what the kernel does not take back by itself: the address. */
    Path release() {
        return root.resolve("release");
    }

    /** Exists from the moment on which the apps are started. */
    Path started() {
        return root.resolve("started");
    }

    /** What s6 supervises, one directory per app. */
    Path services() {
        return root.resolve("services");
    }

    /** The pod's configuration and address on its network, and the files that apps see of it. */
    Path network() {
        return root.resolve("network");
    }

    Path networkConfiguration() {
        return network().resolve("default.conf");
    }

    Path networkResult() {
        return network().resolve("default.result");
    }

    Path app(String name) {
        return root.resolve("apps").resolve(name);
    }

    /** The app's exit code, once it has ended. */
    Path exit(String app) {
        return app(app).resolve("exit");
    }

    /** The files rendered for the app: a layer of its root file system. */
    Path rendered(String app) {
        return app(app).resolve("rendered");
    }

    /** Where each rendered line comes from. */
    Path provenance(String app) {
        return app(app).resolve("provenance.json");
    }

    /** What the scripts before the rendering changed: a layer of the app's root file system. */
    Path early(String app) {
        return app(app).resolve("early");
    }

    /** The containers that run before the app, in the order of their names. */
    Path steps(String app, StartStep.Phase phase) {
        return app(app).resolve(phase.directory());
    }
}
