package io.dray.pod.isolator;

import io.dray.core.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The sets of system calls that isolators name with an {@code @}; rkt's sets are docker's, as they were with rkt, and systemd's are
 * those of its {@code SystemCallFilter=}.
 */
final class SystemCallSets {
    /** Every system call (appc spec, ace.md, "os/linux/seccomp-retain-set"). */
    static final String ALL = "@appc.io/all";

    /** No system call (appc spec, ace.md, "os/linux/seccomp-remove-set"). */
    static final String EMPTY = "@appc.io/empty";

    private SystemCallSets() {}

    /** The names that the items of an isolator stand for, without {@link #ALL} and {@link #EMPTY}. */
    static List<String> resolve(String isolator, List<String> items) {
        Set<String> names = new LinkedHashSet<>();
        for (String item : items) {
            if (!item.startsWith("@")) {
                names.add(checked(isolator, item));
                continue;
            }
            switch (item) {
                case ALL, EMPTY -> {}
                case "@docker/default-whitelist", "@rkt/default-whitelist" -> names.addAll(read("default-whitelist"));
                case "@docker/default-blacklist", "@rkt/default-blacklist" -> names.addAll(read("default-blacklist"));
                case "@systemd/clock",
                        "@systemd/default-whitelist",
                        "@systemd/mount",
                        "@systemd/network-io",
                        "@systemd/obsolete",
                        "@systemd/privileged",
                        "@systemd/process",
                        "@systemd/raw-io" -> names.addAll(read(item.substring(1).replace('/', '-')));
                default ->
                    throw new InvalidInputException(
                            isolator + ": there is no set " + item,
                            "the sets are @appc.io/all, @appc.io/empty, @docker/ or @rkt/ with default-whitelist or"
                                    + " default-blacklist, and @systemd/ with clock, default-whitelist, mount,"
                                    + " network-io, obsolete, privileged, process or raw-io");
            }
        }
        return List.copyOf(names);
    }

    /** Those of the items that are neither a set nor a system call of any Linux. */
    static List<String> unknown(List<String> items) {
        Set<String> known = new HashSet<>(read("default-whitelist"));
        known.addAll(read("default-blacklist"));
        known.addAll(read("other-calls"));
        List<String> unknown = new ArrayList<>();
        for (String item : items) {
            if (!item.startsWith("@") && !known.contains(item)) {
                unknown.add(item);
            }
        }
        return unknown;
    }

    private static String checked(String isolator, String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_') {
                throw new InvalidInputException(isolator + ": '" + name + "' is not the name of a system call");
            }
        }
        if (name.isEmpty()) {
            throw new InvalidInputException(isolator + ": the name of a system call is empty");
        }
        return name;
    }

    private static List<String> read(String set) {
        List<String> names = new ArrayList<>();
        try (InputStream in = SystemCallSets.class.getResourceAsStream(set + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its list " + set);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            int start = 0;
            for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
                names.add(text.substring(start, end));
                start = end + 1;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
