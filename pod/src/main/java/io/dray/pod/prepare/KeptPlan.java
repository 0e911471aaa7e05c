package io.dray.pod.prepare;

import io.dray.attributes.RenderedConfiguration;
import io.dray.core.DataDirectory;
import io.dray.core.DrayException;
import io.dray.core.ShellQuote;
import io.dray.core.Timestamps;
import io.dray.pod.FileTrees;
import io.dray.pod.PodDirectory;
import io.dray.pod.plan.AppPlan;
import io.dray.pod.plan.PlannedPod;
import io.dray.pod.start.HostTools;
import io.dray.pod.start.PodWriter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan that can be kept for the next time that the same is asked for, which the launcher then starts without a JVM (see {@code
 * without-jvm} beside the launcher).
 *
 * <p>Kept are a copy of the pod's directory, and values for the launcher's shell: the uuid and the time that stand in the copy for
 * those of the pod to come, which files they stand in, and the state of all that the plan was made from. The launcher uses the copy
 * only if that state is still the same. Whether the command line says all there is to say about the pod is the launcher's to know:
 * it makes the key.
 */
public final class KeptPlan {
    /** More would only fill the memory that the runtime directory is in. */
    private static final int MOST_PLANS = 256;

    private final DataDirectory data;
    private final PlannedPod pod;
    private final HostTools tools;
    private final List<Optional<RenderedConfiguration>> configurations;
    private final Instant begun;

    /**
     * A plan that was just made.
     *
     * @param begun a time before anything was looked at for it
     */
    KeptPlan(
            DataDirectory data,
            PlannedPod pod,
            HostTools tools,
            List<Optional<RenderedConfiguration>> configurations,
            Instant begun) {
        this.data = data;
        this.pod = pod;
        this.tools = tools;
        this.configurations = List.copyOf(configurations);
        this.begun = begun;
    }

    /**
     * Keeps the plan, in the place of an older one.
     *
     * @param key what the launcher will look for
     * @param unshareFlags the namespaces that the pod has for itself
     */
    public void keep(String key, List<String> unshareFlags) {
        try {
            PlanInputs inputs = PlanInputs.of(data, tools, pod.network());
            Optional<String> state = inputs.stateBefore(begun);
            KeptPlans plans = new KeptPlans(pod.runtime());
            if (state.isPresent() && plans.size() < MOST_PLANS) {
                Path former = plans.copyOf(key);
                write(key, unshareFlags, inputs, state.get());
                plans.remove(former);
            }
        } catch (IOException | DrayException _) {
            // the next start is planned again
        }
    }

    private void write(String key, List<String> unshareFlags, PlanInputs inputs, String state) throws IOException {
        Path plans = DataDirectory.create(pod.runtime().plans());
        String uuid = pod.manifest().uuid();
        Path place = DataDirectory.create(plans.resolve(uuid));
        Path aside = plans.resolve(uuid + ".new");
        try {
            PodDirectory copy = new PodDirectory(DataDirectory.create(place.resolve("pod")));
            new PodWriter(pod, tools, copy).write(configurations);
            Map<String, String> values = new LinkedHashMap<>();
            values.put("copy", place.toString());
            values.put("stand_in", uuid);
            values.put("planned", Timestamps.format(pod.manifest().created()));
            values.put("named", namedIn(copy.root(), uuid));
            values.put("namespaces", String.join(" ", unshareFlags));
            values.put("images", usedImages());
            values.put("inputs", inputs.paths());
            values.put("state", state);
            Files.writeString(aside, assignments(values));
            Files.move(aside, plans.resolve(key), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(aside);
            FileTrees.delete(place);
            throw e;
        }
    }

    private static String assignments(Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> value : values.entrySet()) {
            text.append(value.getKey())
                    .append('=')
                    .append(ShellQuote.quote(value.getValue()))
                    .append('\n');
        }
        return text.toString();
    }

    /** The marks that tell when the images were used last, one a line. */
    private String usedImages() {
        StringBuilder text = new StringBuilder();
        for (AppPlan app : pod.apps()) {
            text.append(app.image().usedFile()).append('\n');
        }
        return text.toString();
    }

    /** The files that say which pod it is, relative to its directory, one a line; what was rendered knows nothing of that. */
    private static String namedIn(Path root, String uuid) throws IOException {
        StringBuilder text = new StringBuilder();
        List<Path> directories = new ArrayList<>(List.of(root));
        while (!directories.isEmpty()) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directories.removeLast())) {
                for (Path entry : entries) {
                    if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                        if (!entry.endsWith("rendered")) {
                            directories.add(entry);
                        }
                    } else if (Files.readString(entry).contains(uuid)) {
                        text.append(root.relativize(entry)).append('\n');
                    }
                }
            }
        }
        return text.toString();
    }
}
