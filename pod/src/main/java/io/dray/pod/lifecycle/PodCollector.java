package io.dray.pod.lifecycle;

import io.dray.core.DataDirectory;
import io.dray.core.Directories;
import io.dray.core.DrayException;
import io.dray.core.EnvironmentException;
import io.dray.core.InvalidInputException;
import io.dray.core.ProcessOwner;
import io.dray.linux.Command;
import io.dray.linux.IoFailures;
import io.dray.linux.ProgramRunner;
import io.dray.pod.PodDirectory;
import io.dray.pod.RuntimeDirectory;
import io.dray.pod.metadata.MetadataRegistry;
import io.dray.pod.prepare.KeptPlans;
import io.dray.pod.state.Pod;
import io.dray.pod.state.PodMoment;
import io.dray.pod.state.PodNames;
import io.dray.pod.state.PodRegistry;
import io.dray.pod.state.PodState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Removes what is left of pods, builds and half-made things whose processes are gone, and gives back what they held.
 *
 * <p>Safe beside anything else: a pod is taken by renaming its directory, which only one process can, and after that nobody
 * finds it as a pod any more. If this process dies, the next collection finds the renamed directory by its owner.
 */
public final class PodCollector {
    private static final String COLLECTED = "collected";
    private static final int UUID_LENGTH = 36;

    private final DataDirectory data;
    private final RuntimeDirectory runtime;
    private final ProgramRunner programs = new ProgramRunner();
    private final PodHoldings holdings;
    private final List<String> pods = new ArrayList<>();
    private final List<String> expired = new ArrayList<>();
    private final List<String> marked = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();
    private final List<String> temporaries = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /** A collector for one data directory of this machine; used once. */
    public PodCollector(DataDirectory data) {
        this(data, RuntimeDirectory.MACHINE, PluginRules.USUAL);
    }

    /** A collector with its own place for transient state; used once. */
    public PodCollector(DataDirectory data, RuntimeDirectory runtime, PluginRules rules) {
        this.data = data;
        this.runtime = runtime;
        this.holdings = new PodHoldings(runtime, rules);
    }

    /** Removes everything that can be removed now. */
    public CollectionReport collect() {
        return collect(CollectionRules.AT_ONCE);
    }

    /** Removes what the rules allow, and whatever else is left of what is gone. */
    public CollectionReport collect(CollectionRules rules) {
        collectPods(rules);
        if (rules.markOnly()) {
            return report();
        }
        collectTemporaries();
        collectLinks();
        attempt("registrations", () -> new MetadataRegistry(runtime.root()).collect());
        attempt("names of pods", () -> new PodNames(data).collect());
        attempt("kept plans", () -> new KeptPlans(runtime).collect(Instant.now()));
        collectNetworks();
        return report();
    }

    /**
     * Removes one pod.
     *
     * @throws InvalidInputException if it is being prepared or runs
     */
    public void remove(Pod pod) {
        switch (pod.state()) {
            case RUNNING -> throw busy(pod, "running");
            case PREPARING -> throw busy(pod, "being prepared");
            case PREPARED, ABANDONED, ORPHANED, EXITED, EXITED_GARBAGE -> {}
        }
        try {
            PodDirectory directory = new PodDirectory(pod.directory());
            if (pod.state().isCollectable()) {
                UnfinishedRuns.of(directory, runtime).finish();
            }
            collectPod(directory);
            new PodNames(data).collect();
        } catch (IOException e) {
            throw IoFailures.with("cannot remove pod", pod.directory(), e);
        }
    }

    private static InvalidInputException busy(Pod pod, String what) {
        return new InvalidInputException(
                "pod \"" + pod.uuid() + "\" is currently " + what, "'dray stop " + pod.uuid() + "' ends it");
    }

    private CollectionReport report() {
        return new CollectionReport(pods, expired, marked, kept, addresses, temporaries, holdings.plugins(), failures);
    }

    private void collectPods(CollectionRules rules) {
        for (Path directory : new PodRegistry(data).directories()) {
            PodDirectory pod = new PodDirectory(directory);
            // looked at one by one: a pod may have started since the last look
            PodState state = PodMoment.now().stateOf(pod);
            attempt("pod " + pod.uuid(), () -> {
                if (mayGo(pod, state, rules)) {
                    collectPod(pod);
                }
            });
        }
    }

    private boolean mayGo(PodDirectory pod, PodState state, CollectionRules rules) throws IOException {
        if (state == PodState.PREPARED) {
            boolean waitedTooLong = !rules.markOnly() && rules.hasExpired(pod.prepared());
            if (waitedTooLong) {
                expired.add(pod.uuid());
            }
            return waitedTooLong;
        }
        if (!state.isCollectable()) {
            return false;
        }
        // also of those that are spared: nobody else runs what has to follow their apps
        if (!rules.markOnly()) {
            UnfinishedRuns.of(pod, runtime).finish();
        }
        if (state.hasExited() && rules.sparesExited()) {
            return false;
        }
        if (!state.hasExited() || rules.hasNoGrace()) {
            return !rules.markOnly();
        }
        // nobody waits for the end of the grace to have its address or port
        holdings.releaseNetworks(pod.root());
        if (state == PodState.EXITED) {
            Files.writeString(pod.garbage(), "");
            marked.add(pod.uuid());
        }
        boolean over = !rules.markOnly() && rules.isGraceOver(pod.garbage());
        if (!over && !rules.markOnly()) {
            kept.add(pod.uuid());
        }
        return over;
    }

    private void collectPod(PodDirectory pod) throws IOException {
        Optional<Path> taken = take(pod.root(), COLLECTED + "." + pod.uuid());
        if (taken.isEmpty()) {
            return;
        }
        holdings.giveBack(pod.uuid(), taken.get());
        remove(taken.get());
        pods.add(pod.uuid());
    }

    private static boolean olderThanOneMinute(Path path) {
        try {
            return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toMillis()
                    < System.currentTimeMillis() - 60_000;
        } catch (IOException _) {
            return false;
        }
    }

    private void collectTemporaries() {
        for (Path temporary : entries(data.temporary())) {
            Optional<ProcessOwner> owner = DataDirectory.ownerOf(temporary);
            if (owner.isPresent() && !owner.get().isAlive()) {
                String name = String.valueOf(temporary.getFileName());
                attempt("temporary directory " + name, () -> {
                    if (name.startsWith(COLLECTED + ".")) {
                        holdings.giveBack(
                                name.substring(COLLECTED.length() + 1, COLLECTED.length() + 1 + UUID_LENGTH),
                                temporary);
                    }
                    remove(temporary);
                    temporaries.add("tmp/" + name);
                });
            }
        }
    }

    private void collectNetworks() {
        attempt("addresses", () -> addresses.addAll(holdings.collectLeases()));
        attempt("ports", holdings::collectPorts);
    }

    /**
     * Links to pods whose directories are gone, or never came: a planner makes the link just before it gives the directory its
     * name. What such a pod held is given back too.
     */
    private void collectLinks() {
        for (Path link : entries(runtime.pods())) {
            if (!Files.exists(link) && olderThanOneMinute(link)) {
                attempt("link " + link, () -> holdings.giveBack(String.valueOf(link.getFileName()), link));
            }
        }
    }

    /** Renames a directory to one that belongs to this process; empty if another process was faster. */
    private Optional<Path> take(Path directory, String what) throws IOException {
        Path place = data.newTemporary(what);
        try {
            Files.move(directory, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return Optional.of(place);
        } catch (NoSuchFileException _) {
            Files.deleteIfExists(place);
            return Optional.empty();
        }
    }

    /** By rm, which no depth of directories stops. */
    private void remove(Path directory) {
        programs.require(Command.of("rm", "-rf", "--one-file-system", directory.toString()));
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new EnvironmentException("cannot remove " + directory);
        }
    }

    private static List<Path> entries(Path directory) {
        try {
            return Directories.entries(directory);
        } catch (IOException e) {
            throw IoFailures.with("cannot list", directory, e);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** One thing that cannot be removed does not keep the others. */
    private void attempt(String what, Work work) {
        try {
            work.run();
        } catch (IOException e) {
            failures.add(IoFailures.during("cannot remove " + what, e).getMessage());
        } catch (DrayException e) {
            failures.add("cannot remove " + what + ": " + e.getMessage());
        }
    }
}
