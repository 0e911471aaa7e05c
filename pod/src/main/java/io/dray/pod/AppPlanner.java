package io.dray.pod;

import io.dray.core.AcIdentifier;
import io.dray.core.AcName;
import io.dray.core.InvalidInputException;
import io.dray.core.MissingException;
import io.dray.image.App;
import io.dray.image.ImageStore;
import io.dray.image.Layer;
import io.dray.image.LayerChain;
import io.dray.image.LayeredTree;
import io.dray.image.StoredImage;
import io.dray.linux.Capabilities;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides how an app runs: from its image's manifest, what its file system holds, and what was asked for. */
final class AppPlanner {
    /** The search path of an app that sets none (appc spec, ace.md, "Execution Environment"). */
    static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** Programs of dgr in the image that do what Dray does itself, from outside. */
    private static final String DGR_PRESTART = "/dgr/bin/prestart";

    private final ImageStore images;
    private final Skeleton skeleton;
    private final Capabilities bounding;
    private final List<String> warnings = new ArrayList<>();

    AppPlanner(ImageStore images, Skeleton skeleton, Capabilities bounding) {
        this.images = images;
        this.skeleton = skeleton;
        this.bounding = bounding;
    }

    /** What was met so far that the user should know of. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    AppPlan plan(AppRequest request, Map<String, String> podEnvironment) {
        StoredImage image = images.require(request.image());
        checkPlatform(image);
        App app = appOf(image, request);
        String name = nameOf(request, image);
        List<PodManifest.Layer> layers = new ArrayList<>();
        List<Path> trees = new ArrayList<>();
        collectLayers(images.chain(image), layers, trees);
        LayeredTree tree = new LayeredTree(trees);

        Accounts accounts = Accounts.of(tree);
        Accounts.User user = accounts.user(request.user().orElse(app.user()));
        long gid = accounts.group(request.group().orElse(app.group()));
        Map<String, String> environment = environment(name, user, app, podEnvironment, request.environment());
        String directory = request.workingDirectory().orElse(app.workingDirectory());
        checkDirectory(tree, directory, name);
        List<String> arguments = arguments(app, request, name);
        ProgramLookup.check(tree, arguments.getFirst(), environment.getOrDefault("PATH", DEFAULT_PATH), directory);
        Isolators isolators = Isolators.of(app.isolators(), bounding);
        warnOf(app, isolators, image);
        return new AppPlan(
                name,
                image,
                layers,
                tree,
                arguments,
                environment,
                new ContainerUser(user.uid(), gid, app.supplementaryGids()),
                directory,
                isolators,
                steps(tree, app),
                override(environment));
    }

    /** An image without these labels is for any machine (appc spec, aci.md, "Image Manifest Schema"). */
    private static void checkPlatform(StoredImage image) {
        String machine = System.getProperty("os.arch", "");
        String os = image.labels().getOrDefault("os", "linux");
        String arch = image.labels().getOrDefault("arch", machine);
        boolean runs = arch.equals(machine) || (arch.equals("i386") && machine.equals("amd64"));
        if (!os.equals("linux") || !runs) {
            throw new InvalidInputException(
                    "cannot run " + image.displayName() + ": it is for " + os + "/" + arch + ", this machine is linux/"
                            + machine,
                    "name an image for this machine, as in " + image.name() + ",arch=" + machine);
        }
    }

    /** An image without an app can be run if a program is named, as rkt does it: as root. */
    private static App appOf(StoredImage image, AppRequest request) {
        Optional<App> app = image.manifest().app();
        if (app.isPresent()) {
            return app.get();
        }
        if (request.exec().isEmpty()) {
            throw new InvalidInputException(
                    "cannot run " + image.displayName() + ": the image does not say what to run",
                    "name a program with --exec");
        }
        return App.running(List.of());
    }

    private static String nameOf(AppRequest request, StoredImage image) {
        String wanted = request.name().orElse("");
        return wanted.isEmpty()
                ? AcName.sanitised(AcIdentifier.of(image.name()).shortName()).value()
                : AcName.of(wanted).value();
    }

    private void collectLayers(LayerChain chain, List<PodManifest.Layer> layers, List<Path> trees) {
        layers.add(new PodManifest.Layer(skeleton.link(), "dray"));
        trees.add(skeleton.tree());
        for (Layer layer : chain.layers()) {
            layers.add(new PodManifest.Layer(layer.link(), layer.image().displayName()));
            trees.add(layer.tree());
        }
    }

    /** Weakest first: what every app has, the image's, the pod's, the app's own. */
    private static Map<String, String> environment(
            String name,
            Accounts.User user,
            App app,
            Map<String, String> podEnvironment,
            Map<String, String> appEnvironment) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", DEFAULT_PATH);
        environment.put("HOME", user.home());
        environment.put("USER", user.name());
        environment.put("LOGNAME", user.name());
        environment.put("SHELL", user.shell());
        environment.put("container", "dray");
        environment.putAll(app.environment());
        environment.put("AC_APP_NAME", name);
        environment.putAll(podEnvironment);
        environment.putAll(appEnvironment);
        return environment;
    }

    private static void checkDirectory(LayeredTree tree, String directory, String app) {
        if (!directory.startsWith("/")) {
            throw new InvalidInputException(
                    "cannot run app " + app + ": the working directory " + directory + " is not absolute");
        }
        // these come with the container
        if (directory.startsWith("/proc") || directory.startsWith("/dev") || directory.startsWith("/sys")) {
            return;
        }
        Optional<LayeredTree.Entry> entry = tree.lookup(directory);
        if (entry.isEmpty() || !entry.get().isDirectory()) {
            throw new MissingException(
                    "cannot run app " + app + ": there is no directory " + directory + " in the image to work in",
                    "choose another with --working-dir");
        }
    }

    private static List<String> arguments(App app, AppRequest request, String name) {
        List<String> arguments = new ArrayList<>();
        if (request.exec().isPresent()) {
            arguments.add(request.exec().get());
        } else {
            arguments.addAll(app.exec());
        }
        if (arguments.isEmpty()) {
            throw new InvalidInputException(
                    "cannot run app " + name + ": its image does not say what to run", "name a program with --exec");
        }
        arguments.addAll(request.arguments());
        return arguments;
    }

    private void warnOf(App app, Isolators isolators, StoredImage image) {
        for (String isolator : isolators.notEnforced()) {
            warnings.add("isolator " + isolator + " of " + image.displayName() + " is not enforced");
        }
        if (app.eventHandler("post-stop").isPresent()) {
            warnings.add("the post-stop handler of " + image.displayName() + " is not run");
        }
    }

    /** The scripts of the image's start runlevels in the order of their names, then its pre-start handler. */
    private static List<StartStep> steps(LayeredTree tree, App app) {
        List<StartStep> steps = new ArrayList<>();
        for (StartStep.Phase phase : List.of(StartStep.Phase.EARLY, StartStep.Phase.LATE)) {
            String directory = "/dgr/runlevels/" + phase.directory();
            for (LayeredTree.Entry script : tree.list(directory)) {
                if (script.isFile()) {
                    String path = directory + "/" + script.name();
                    ProgramLookup.check(tree, path, "", "/");
                    steps.add(new StartStep(phase, "script " + path, List.of(path)));
                }
            }
        }
        Optional<App.EventHandler> handler = app.eventHandler("pre-start");
        if (handler.isPresent()
                && !handler.get().exec().isEmpty()
                && !handler.get().exec().getFirst().equals(DGR_PRESTART)) {
            steps.add(new StartStep(
                    StartStep.Phase.LATE,
                    "the pre-start handler " + handler.get().exec().getFirst(),
                    handler.get().exec()));
        }
        return steps;
    }

    /** The attributes given at the start; of both variables the encoded one wins, as with dgr. */
    private static Optional<String> override(Map<String, String> environment) {
        String encoded = environment.getOrDefault("TEMPLATER_OVERRIDE_BASE64", "");
        if (!encoded.isEmpty()) {
            return Optional.of(encoded.startsWith("base64,") ? encoded : "base64," + encoded);
        }
        String plain = environment.getOrDefault("TEMPLATER_OVERRIDE", "");
        return plain.isEmpty() ? Optional.empty() : Optional.of(plain);
    }
}
