package io.dray.build;

import io.dray.core.DataDirectory;
import io.dray.image.tree.LayeredTree;
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
    private final StepSequence steps;
    private final BuildEnvironment environment;
    private final ScriptRunner runner;

    BuildSteps(DataDirectory data, ProgramRunner programs, BuildJob job, BuilderRoot builder) {
        this.source = job.source();
        this.builder = builder;
        this.steps = job.steps();
        this.environment = new BuildEnvironment(source, job.request());
        this.runner = new ScriptRunner(data, programs, job, environment);
    }

    /** Makes all steps of the source. */
    void run() {
        inBuilder("builder", builder.inherited(Runlevel.INHERIT_BUILD_EARLY), own(Runlevel.BUILDER));
        addBase();
        inImage("build", inherited(Runlevel.INHERIT_BUILD_EARLY), own(Runlevel.BUILD));
        addFiles();
        inImage("build-late", own(Runlevel.BUILD_LATE), inherited(Runlevel.INHERIT_BUILD_LATE));
        inBuilder("builder-late", builder.inherited(Runlevel.INHERIT_BUILD_LATE));
    }

    private ScriptSet own(Runlevel runlevel) {
        return ScriptSet.of(source, runlevel);
    }

    /** Scripts that lie in the image, those of the source itself included. */
    private ScriptSet inherited(Runlevel runlevel) {
        return ScriptSet.inherited(steps.image(), runlevel);
    }

    private void inBuilder(String kind, ScriptSet... all) {
        List<ScriptSet> sets = withScripts(all);
        if (sets.isEmpty()) {
            return;
        }
        StepKey key = scriptKey(kind, sets, source.manifest().builder().mounts());
        builder.addTo(key);
        if (mentions(sets, List.of("ACI_EXEC"))) {
            key.with("exec", environment.quotedExec());
        }
        steps.add(kind, key, true, draft -> runner.inBuilder(draft, builder, sets));
    }

    private void inImage(String kind, ScriptSet... all) {
        List<ScriptSet> sets = withScripts(all);
        if (sets.isEmpty()) {
            return;
        }
        StepKey key = scriptKey(kind, sets, source.manifest().imageMounts());
        steps.add(kind, key, true, draft -> runner.inImage(draft, sets));
    }

    /** What every image has: Dray's tools unless a dependency brought the same, /tmp, and scripts for its children. */
    private void addBase() {
        StepKey key = StepKey.of("base").with("tools", builder.tools().step().key());
        own(Runlevel.INHERIT_BUILD_EARLY).addTo(key);
        own(Runlevel.INHERIT_BUILD_LATE).addTo(key);
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

    private void addFiles() {
        StepKey key = StepKey.of("files")
                .with("files", SourceTree.digest(source.files(), Set.of()))
                .with("attributes", SourceTree.digest(source.attributes(), Set.of()))
                .with("templates", SourceTree.digest(source.templates(), Set.of()))
                .with("name", source.manifest().name().shortName());
        own(Runlevel.PRESTART_EARLY).addTo(key);
        own(Runlevel.PRESTART_LATE).addTo(key);
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

    private static List<ScriptSet> withScripts(ScriptSet... sets) {
        List<ScriptSet> found = new ArrayList<>(List.of(sets));
        found.removeIf(ScriptSet::isEmpty);
        return List.copyOf(found);
    }

    private static boolean mentions(List<ScriptSet> sets, List<String> words) {
        return sets.stream().anyMatch(set -> set.mentions(words));
    }
}
