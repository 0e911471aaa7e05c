package io.dray.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The most memory that a program had, as the kernel counts it; looked at while it runs, so a last rise may be missed. */
final class PeakMemory {
    private static final String PEAK = "VmHWM:";
    private static final long INTERVAL_MILLISECONDS = 10;

    private PeakMemory() {}

    /** Runs the command to its end and gives its peak in KiB. */
    static long of(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path status = Path.of("/proc/" + process.pid() + "/status");
        long peak = 0;
        while (!process.waitFor(INTERVAL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, read(status));
        }
        return peak;
    }

    private static long read(Path status) throws IOException {
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (NoSuchFileException _) {
            return 0;
        }
    }
}
