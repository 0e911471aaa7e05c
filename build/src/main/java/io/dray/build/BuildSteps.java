package io.dray.build;

import io.dray.core.DataDirectory;
import io.dray.image.LayeredTree;
import io.dray.linux.ProgramRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The steps of a build in dgr's order: builder, base, build, files, build-late, builder-late. */
final class BuildSteps {
    /** Parts of a project that have steps of their own, or none. */
    private static final Set<String> CONVENTIONAL = Set.of(
            "aci-manifest.yml",
            "attributes",
            "files",
            "runlevels",
            "templates",
            "tests",
            "target",
            ".git",
            ".gitignore");

    private static final Set<String> NEVER_INPUT = Set.of("target", ".git");

    /** A script that has one of these words in it may read any file of the project. */
    private static final List<String> PROJECT_WORDS = List.of("ACI_HOME", "aci-home", "$0", "${0", "BASH_SOURCE");

    private static final String TEMPORARY = "/tmp";
    private static final int TEMPORARY_MODE = 01777;

    private final ImageSource source;
    private final BuilderRoot builder;
    private final BuildEnvironment environment;
    private final DataDirectory data;
    private final ProgramRunner programs;

    BuildSteps(
            DataDirectory data, ProgramRunner programs, ImageSource source, BuildRequest request, BuilderRoot builder) {
        this.data = data;
        this.programs = programs;
        this.source = source;
        this.builder = builder;
        this.environment = new BuildEnvironment(source, request);
    }

    /** Adds all steps of the source to the sequence. */
    void run(StepSequence steps, BuildListener listener) {
        ScriptRunner runner = new ScriptRunner(data, programs, source, environment, listener);
        inBuilder(
                "builder",
                steps,
                runner,
                List.of(builder.inherited(Runlevel.INHERIT_BUILD_EARLY), ScriptSet.of(source, Runlevel.BUILDER)));
        addBase(steps);
        inImage(
                "build",
                steps,
                runner,
                ScriptSet.inherited(steps.image(), Runlevel.INHERIT_BUILD_EARLY),
                ScriptSet.of(source, Runlevel.BUILD));
        addFiles(steps);
        inImage(
                "build-late",
                steps,
                runner,
                ScriptSet.of(source, Runlevel.BUILD_LATE),
                ScriptSet.inherited(steps.image(), Runlevel.INHERIT_BUILD_LATE));
        inBuilder("builder-late", steps, runner, List.of(builder.inherited(Runlevel.INHERIT_BUILD_LATE)));
    }

    private void inBuilder(String kind, StepSequence steps, ScriptRunner runner, List<ScriptSet> all) {
        List<ScriptSet> sets = withScripts(all);
        if (sets.isEmpty()) {
            return;
        }
        StepKey key = scriptKey(kind, sets, source.manifest().builder().mounts());
        builder.addTo(key);
        if (mentions(sets, List.of("ACI_EXEC"))) {
            key.with("exec", environment.quotedExec());
        }
        steps.add(kind, key, true, draft -> runner.inBuilder(draft, steps, builder, sets));
    }

    private void inImage(String kind, StepSequence steps, ScriptRunner runner, ScriptSet first, ScriptSet second) {
        List<ScriptSet> sets = withScripts(List.of(first, second));
        if (sets.isEmpty()) {
            return;
        }
        StepKey key = scriptKey(kind, sets, source.manifest().imageMounts());
        steps.add(kind, key, true, draft -> runner.inImage(draft, steps, sets));
    }

    /** What every image has: Dray's tools unless a dependency brought the same, /tmp, and scripts for its children. */
    private void addBase(StepSequence steps) {
        StepKey key = StepKey.of("base").with("tools", builder.tools().step().key());
        ScriptSet.of(source, Runlevel.INHERIT_BUILD_EARLY).addTo(key);
        ScriptSet.of(source, Runlevel.INHERIT_BUILD_LATE).addTo(key);
        steps.add("base", key, false, draft -> makeBase(draft.tree(), steps.image()));
    }

    private void makeBase(Path tree, Optional<LayeredTree> image) throws IOException {
        FilesStep layer = new FilesStep(tree, image);
        builder.tools().addMissing(layer, image);
        if (image.flatMap(present -> present.lookupNoFollow(TEMPORARY)).isEmpty()) {
            Path temporary = Files.createDirectory(tree.resolve("tmp"));
            Trees.setMode(temporary, TEMPORARY_MODE);
        }
        layer.copyScripts(source, Runlevel.INHERIT_BUILD_EARLY);
        layer.copyScripts(source, Runlevel.INHERIT_BUILD_LATE);
    }

    private void addFiles(StepSequence steps) {
        StepKey key = StepKey.of("files")
                .with("files", SourceTree.digest(source.files(), Set.of()))
                .with("attributes", SourceTree.digest(source.attributes(), Set.of()))
                .with("templates", SourceTree.digest(source.templates(), Set.of()))
                .with("name", source.manifest().name().shortName());
        ScriptSet.of(source, Runlevel.PRESTART_EARLY).addTo(key);
        ScriptSet.of(source, Runlevel.PRESTART_LATE).addTo(key);
        steps.add("files", key, true, draft -> new FilesStep(draft.tree(), steps.image()).copy(source));
    }

    /** Everything that scripts can see, apart from the steps before and what of this host should make no difference. */
    private StepKey scriptKey(String kind, List<ScriptSet> sets, List<HostMount> mounts) {
        StepKey key = StepKey.of(kind).with("mounts", mounts);
        for (Map.Entry<String, String> variable : environment.common().entrySet()) {
            if (!variable.getKey().equals("LOG_LEVEL")) {
                key.with("variable", variable.getKey()).with("value", variable.getValue());
            }
        }
        sets.forEach(set -> set.addTo(key));
        boolean wholeProject = mentions(sets, PROJECT_WORDS);
        return key.with("project", SourceTree.digest(source.project(), wholeProject ? NEVER_INPUT : CONVENTIONAL));
    }

    private static List<ScriptSet> withScripts(List<ScriptSet> sets) {
        List<ScriptSet> found = new ArrayList<>(sets);
        found.removeIf(ScriptSet::isEmpty);
        return List.copyOf(found);
    }

    private static boolean mentions(List<ScriptSet> sets, List<String> words) {
        return sets.stream().anyMatch(set -> set.mentions(words));
    }
}
