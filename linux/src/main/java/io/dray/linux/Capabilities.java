package io.dray.linux;

import io.dray.core.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A set of Linux capabilities.
 *
 * @param bits bit n stands for capability number n of {@code linux/capability.h}
 */
public record Capabilities(long bits) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int HEXADECIMAL = 16;

    /** In the order of their numbers. */
    private static final List<String> NAMES = List.of(
            "CAP_CHOWN",
            "CAP_DAC_OVERRIDE",
            "CAP_DAC_READ_SEARCH",
            "CAP_FOWNER",
            "CAP_FSETID",
            "CAP_KILL",
            "CAP_SETGID",
            "CAP_SETUID",
            "CAP_SETPCAP",
            "CAP_LINUX_IMMUTABLE",
            "CAP_NET_BIND_SERVICE",
            "CAP_NET_BROADCAST",
            "CAP_NET_ADMIN",
            "CAP_NET_RAW",
            "CAP_IPC_LOCK",
            "CAP_IPC_OWNER",
            "CAP_SYS_MODULE",
            "CAP_SYS_RAWIO",
            "CAP_SYS_CHROOT",
            "CAP_SYS_PTRACE",
            "CAP_SYS_PACCT",
            "CAP_SYS_ADMIN",
            "CAP_SYS_BOOT",
            "CAP_SYS_NICE",
            "CAP_SYS_RESOURCE",
            "CAP_SYS_TIME",
            "CAP_SYS_TTY_CONFIG",
            "CAP_MKNOD",
            "CAP_LEASE",
            "CAP_AUDIT_WRITE",
            "CAP_AUDIT_CONTROL",
            "CAP_SETFCAP",
            "CAP_MAC_OVERRIDE",
            "CAP_MAC_ADMIN",
            "CAP_SYSLOG",
            "CAP_WAKE_ALARM",
            "CAP_BLOCK_SUSPEND",
            "CAP_AUDIT_READ",
            "CAP_PERFMON",
            "CAP_BPF",
            "CAP_CHECKPOINT_RESTORE");

    /** What a program started by this process can have at most. Reads one file, so it may be used on the cold path. */
    public static Capabilities bounding() {
        return fromStatus("CapBnd:");
    }

    /** What this process may do now. */
    public static Capabilities effective() {
        return fromStatus("CapEff:");
    }

    /** The set of these names, with or without {@code CAP_} in front; unknown names are left out. */
    public static Capabilities of(List<String> names) {
        long bits = 0;
        for (String name : names) {
            int number = numberOf(name);
            if (number >= 0) {
                bits |= 1L << number;
            }
        }
        return new Capabilities(bits);
    }

    /** Whether the capability is in the set; the name with or without {@code CAP_} in front. */
    public boolean has(String name) {
        int number = numberOf(name);
        return number >= 0 && (bits & (1L << number)) != 0;
    }

    /** What is in both sets. */
    public Capabilities intersect(Capabilities other) {
        return new Capabilities(bits & other.bits);
    }

    /** The names, {@code CAP_CHOWN} first; bits without a known name are left out. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (int number = 0; number < NAMES.size(); number++) {
            if ((bits & (1L << number)) != 0) {
                names.add(NAMES.get(number));
            }
        }
        return List.copyOf(names);
    }

    private static int numberOf(String name) {
        return NAMES.indexOf(name.startsWith("CAP_") ? name : "CAP_" + name);
    }

    private static Capabilities fromStatus(String field) {
        try {
            // not line by line: the reader that takes costs 3 ms at its first use
            String status = "\n" + Files.readString(STATUS);
            int start = status.indexOf("\n" + field);
            if (start >= 0) {
                int value = start + 1 + field.length();
                int end = status.indexOf('\n', value);
                return new Capabilities(Long.parseUnsignedLong(
                        status.substring(value, end < 0 ? status.length() : end).strip(), HEXADECIMAL));
            }
        } catch (IOException e) {
            throw new EnvironmentException("cannot read " + STATUS + ": " + e.getMessage(), "mount /proc", e);
        }
        throw new EnvironmentException("cannot find the capabilities of this process in " + STATUS);
    }
}
