package io.dray.pod.plan;

import io.dray.image.StoredImage;
import io.dray.image.oci.DockerAnnotations;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The signal that asks an app to end: SIGTERM, unless its image was an OCI image that names another (OCI image-spec, config.md,
 * "StopSignal").
 */
public final class StopSignal {
    public static final int TERM = 15;

    /** In the order of their numbers on x86 and ARM; the first has number 1. */
    private static final List<String> NAMES = List.of(
            "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
            "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
            "WINCH", "IO", "PWR", "SYS");

    private static final int REAL_TIME_FIRST = 34;
    private static final int REAL_TIME_LAST = 64;

    private StopSignal() {}

    /**
     * The number of the signal.
     *
     * @param warnings receives what the image says and nobody understands
     */
    static int of(StoredImage image, List<String> warnings) {
        Optional<String> wanted = DockerAnnotations.stopSignal(image.manifest());
        if (wanted.isEmpty() || wanted.get().isEmpty()) {
            return TERM;
        }
        OptionalInt number = parse(wanted.get());
        if (number.isEmpty()) {
            warnings.add(image.displayName() + " is stopped by SIGTERM: there is no signal " + wanted.get());
        }
        return number.orElse(TERM);
    }

    /** Reads {@code SIGQUIT}, {@code quit}, {@code 3}, {@code SIGRTMIN+3}. */
    static OptionalInt parse(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        name = name.startsWith("SIG") ? name.substring("SIG".length()) : name;
        int known = NAMES.indexOf(name);
        if (known >= 0) {
            return OptionalInt.of(known + 1);
        } else if (name.startsWith("RTMIN")) {
            return number(name.substring("RTMIN".length()), REAL_TIME_FIRST);
        } else if (name.startsWith("RTMAX")) {
            return number(name.substring("RTMAX".length()), REAL_TIME_LAST);
        }
        return name.isEmpty() ? OptionalInt.empty() : number(name, 0);
    }

    private static OptionalInt number(String offset, int base) {
        try {
            int number = base + (offset.isEmpty() ? 0 : Integer.parseInt(offset));
            return number >= 1 && number <= REAL_TIME_LAST ? OptionalInt.of(number) : OptionalInt.empty();
        } catch (NumberFormatException _) {
            return OptionalInt.empty();
        }
    }
}
