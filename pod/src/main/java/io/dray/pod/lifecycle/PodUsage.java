package io.dray.pod.lifecycle;

import io.dray.linux.CgroupUsage;
import io.dray.linux.MountTable;
import io.dray.pod.state.Pod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the apps of pods use, looked at again and again: the share of processors is that since the last look. Not thread-safe. */
public final class PodUsage {
    private static final double PERCENT = 100;

    private final Map<String, Look> looks = new HashMap<>();

    /** The processor time that an app had used at a time of this process's clock, both in nanoseconds. */
    private record Look(long time, long cpuNanos) {}

    /**
     * What one app uses.
     *
     * @param cpuPercent processor time since the last look, of one processor; 0 at the first look
     */
    public record Line(Pod pod, Pod.App app, CgroupUsage usage, double cpuPercent) {}

    /** Looks at the apps that run, in the order of the pods. */
    public List<Line> look(List<Pod> pods) {
        MountTable table = MountTable.read();
        List<Line> lines = new ArrayList<>();
        for (Pod pod : pods) {
            for (Pod.App app : pod.apps()) {
                String group = pod.cgroup() + "/" + app.name();
                Optional<CgroupUsage> usage = CgroupUsage.of(table, group);
                if (usage.isPresent()) {
                    lines.add(new Line(
                            pod, app, usage.get(), percent(group, usage.get().cpuNanos())));
                }
            }
        }
        return lines;
    }

    private double percent(String group, long cpuNanos) {
        Look now = new Look(System.nanoTime(), cpuNanos);
        Optional<Look> last = Optional.ofNullable(looks.put(group, now));
        if (last.isEmpty() || now.time <= last.get().time || cpuNanos < last.get().cpuNanos) {
            // the first look, or another run of the app
            return 0;
        }
        return PERCENT * (cpuNanos - last.get().cpuNanos) / (now.time - last.get().time);
    }
}
