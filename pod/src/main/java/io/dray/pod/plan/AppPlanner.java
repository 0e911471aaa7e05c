package io.dray.pod.plan;

import io.dray.core.AcName;
import io.dray.core.InvalidInputException;
import io.dray.image.ImageStore;
import io.dray.image.Layer;
import io.dray.image.LayerChain;
import io.dray.image.StoredImage;
import io.dray.image.manifest.App;
import io.dray.image.oci.DockerAnnotations;
import io.dray.image.tree.LayeredTree;
import io.dray.linux.Capabilities;
import io.dray.pod.Text;
import io.dray.pod.configuration.AppRoot;
import io.dray.pod.configuration.TemplateRules;
import io.dray.pod.container.ContainerUser;
import io.dray.pod.isolator.GivenUp;
import io.dray.pod.isolator.Isolators;
import io.dray.pod.volume.RootPaths;
import io.dray.pod.volume.Volume;
import io.dray.pod.volume.VolumeMount;
import io.dray.pod.volume.VolumePlanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides how an app runs: from its image's manifest, what its file system holds, and what was asked for. */
public final class AppPlanner {
    /** Whose layer the lowest one is: no image's. */
    public static final String SKELETON = "dray";

    /** It is part of the names of files, beside the pod's UUID and what crun and s6 add. */
    private static final int LONGEST_NAME = 200;

    private final ImageStore images;
    private final Skeleton skeleton;
    private final Capabilities bounding;
    private final VolumePlanner volumes;
    private final GivenUp givenUp;
    private final List<String> warnings = new ArrayList<>();
    private boolean accountsLater;

    public AppPlanner(
            ImageStore images, Skeleton skeleton, Capabilities bounding, VolumePlanner volumes, GivenUp givenUp) {
        this.images = images;
        this.skeleton = skeleton;
        this.bounding = bounding;
        this.volumes = volumes;
        this.givenUp = givenUp;
    }

    /** What was met so far that the user should know of. */
    public List<String> warnings() {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(volumes.notes());
        return all;
    }

    /** Has apps whose user or group is unknown planned, too: as in rkt, they cannot start. */
    public void lookForAccountsAtTheStart() {
        accountsLater = true;
    }

    public AppPlan plan(AppRequest request, AppEnvironment podEnvironment) {
        StoredImage image = images.require(request.image());
        if (request.platformSaid()) {
            requireLabels(image, "os", "arch");
        }
        checkPlatform(image);
        String name = nameOf(request, image);
        App app = request.changes().appliedTo(appOf(image, request), commandOf(image, request));
        checkRunnable(app, name);
        List<AppRoot.Layer> layers = new ArrayList<>();
        List<Path> trees = new ArrayList<>();
        collectLayers(images.chain(image), layers, trees);
        LayeredTree tree = new LayeredTree(trees);
        ContainerPlaces.check(tree, name);
        Accounts.Identity identity = identity(app, tree);
        Map<String, String> environment =
                podEnvironment.of(name, identity.user(), app, request.changes().environment());
        List<VolumeMount> mounts = mounts(request, app, name, image, new RootPaths(tree, trees));
        checkProgram(app, name, environment.getOrDefault("PATH", AppEnvironment.DEFAULT_PATH), tree, mounts);
        return new AppPlan(
                name,
                image,
                layers,
                tree,
                withEnvironment(app, environment),
                new ContainerUser(identity.user().uid(), identity.group(), app.supplementaryGids()),
                isolators(app, name),
                mounts,
                request.readOnlyRoot(),
                request.annotations(),
                StopSignal.of(image, warnings),
                ImageSteps.of(tree, app),
                new TemplateRules(Compatibility.of(image), environment),
                identity.obstacle());
    }

    private Accounts.Identity identity(App app, LayeredTree tree) {
        Accounts accounts = Accounts.of(tree);
        return accountsLater
                ? accounts.identityOrNobody(app.user(), app.group())
                : accounts.identity(app.user(), app.group());
    }

    private Isolators isolators(App app, String name) {
        Isolators isolators = Isolators.of(app.isolators(), bounding).without(givenUp, bounding);
        for (String isolator : isolators.notEnforced()) {
            warnings.add("isolator " + isolator + " of app " + name + " is not enforced");
        }
        if (isolators.lacking().bits() != 0) {
            warnings.add("app " + name + " does not have "
                    + String.join(", ", isolators.lacking().names()) + ": this machine does not give it");
        }
        return isolators;
    }

    private static void requireLabels(StoredImage image, String... labels) {
        for (String label : labels) {
            if (!image.labels().containsKey(label)) {
                throw new InvalidInputException(
                        "cannot run " + image.displayName() + ": missing " + label + " label in the image manifest",
                        "build the image with the label " + label);
            }
        }
    }

    /** An image without these labels is for any machine (appc spec, aci.md, "Image Manifest Schema"). */
    private static void checkPlatform(StoredImage image) {
        String machine = System.getProperty("os.arch", "");
        String os = image.labels().getOrDefault("os", "linux");
        String arch = image.labels().getOrDefault("arch", machine);
        boolean runs = arch.equals(machine) || (arch.equals("i386") && machine.equals("amd64"));
        if (!os.equals("linux") || !runs) {
            throw new InvalidInputException(
                    "cannot run " + image.displayName() + ": "
                            + (os.equals("linux") ? "bad arch \"" + arch : "bad os \"" + os) + "\": it is for " + os
                            + "/" + arch + ", this machine is linux/" + machine,
                    "name an image for this machine, as in " + image.name() + ",arch=" + machine);
        }
    }

    /** An image without an app can be run if a program is named, as rkt does it: as root. */
    private static App appOf(StoredImage image, AppRequest request) {
        if (request.app().isPresent()) {
            return request.app().get();
        }
        Optional<App> app = image.manifest().app();
        if (app.isPresent()) {
            return app.get();
        }
        if (request.changes().exec().isEmpty()) {
            throw new InvalidInputException(
                    "cannot run " + image.displayName() + ": the image does not say what to run",
                    "name a program with --exec");
        }
        return App.running(List.of());
    }

    /** Arguments go after an appc image's own; of what came from OCI they replace the command, and not the entrypoint. */
    private static List<String> commandOf(StoredImage image, AppRequest request) {
        List<String> arguments = request.changes().arguments();
        if (request.app().isPresent()) {
            List<String> command = new ArrayList<>(request.app().get().exec());
            command.addAll(arguments);
            return command;
        }
        return DockerAnnotations.command(image.manifest(), arguments);
    }

    private static void checkRunnable(App app, String name) {
        if (app.exec().isEmpty()) {
            throw new InvalidInputException(
                    "cannot run app " + name + ": its image does not say what to run", "name a program with --exec");
        }
        if (!app.workingDirectory().startsWith("/")) {
            throw new InvalidInputException("cannot run app " + name + ": the working directory "
                    + app.workingDirectory() + " is not absolute");
        }
    }

    private static String nameOf(AppRequest request, StoredImage image) {
        String wanted = request.name().orElse("");
        String name = wanted.isEmpty()
                ? AcName.sanitised(image.name().substring(image.name().lastIndexOf('/') + 1))
                        .value()
                : AcName.of(wanted).value();
        if (name.length() > LONGEST_NAME) {
            throw new InvalidInputException(
                    "the name of app " + name + " has " + name.length() + " characters, more than the " + LONGEST_NAME
                            + " that an app's name can have",
                    "give it another name with --name");
        }
        return name;
    }

    private void collectLayers(LayerChain chain, List<AppRoot.Layer> layers, List<Path> trees) {
        layers.add(new AppRoot.Layer(skeleton.link(), SKELETON));
        trees.add(skeleton.tree());
        for (Layer layer : chain.layers()) {
            layers.add(new AppRoot.Layer(layer.link(), layer.image().displayName()));
            trees.add(layer.tree());
        }
    }

    private List<VolumeMount> mounts(AppRequest request, App app, String name, StoredImage image, RootPaths root) {
        if (request.mounts().isEmpty() && app.mountPoints().isEmpty()) {
            return List.of();
        }
        return volumes.plan(
                name,
                app.mountPoints(),
                request.mounts(),
                root,
                image.manifest().annotations());
    }

    /** What lies in a volume, or may be found there first, is known only once the volume is mounted. */
    private static void checkProgram(App app, String name, String path, LayeredTree tree, List<VolumeMount> mounts) {
        String directory = app.workingDirectory();
        if (!isIn(directory, mounts)) {
            ContainerPlaces.checkWorkingDirectory(tree, directory, name);
        }
        String program = app.exec().getFirst();
        boolean mounted = isIn(program.startsWith("/") ? program : directory, mounts);
        for (String place : Text.split(program.indexOf('/') < 0 ? path : "", ':')) {
            mounted |= isIn(place, mounts);
        }
        if (!mounted) {
            ProgramLookup.check(tree, program, path, directory);
        } else if (program.startsWith("/")) {
            Optional<Path> file = onHost(program, mounts);
            if (file.isPresent()) {
                ProgramLookup.checkMounted(tree, file.get(), program);
            }
        }
    }

    /** Where on the host a path of the app is, if a volume says so. */
    private static Optional<Path> onHost(String path, List<VolumeMount> mounts) {
        for (VolumeMount mount : mounts) {
            if (RootPaths.isIn(path, mount.target()) && mount.volume() instanceof Volume.Host host) {
                String below = path.substring(mount.target().length());
                return Optional.of(Path.of(host.source() + below));
            }
        }
        return Optional.empty();
    }

    private static boolean isIn(String path, List<VolumeMount> mounts) {
        for (VolumeMount mount : mounts) {
            if (RootPaths.isIn(path, mount.target())) {
                return true;
            }
        }
        return false;
    }

    private static App withEnvironment(App app, Map<String, String> environment) {
        return new App(
                app.exec(),
                app.user(),
                app.group(),
                app.supplementaryGids(),
                app.eventHandlers(),
                app.workingDirectory(),
                environment,
                app.mountPoints(),
                app.ports(),
                app.isolators(),
                app.userAnnotations(),
                app.userLabels());
    }
}
