package io.dray.pod.isolator;

import io.dray.core.InvalidInputException;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonArray;
import io.dray.core.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which system calls an app may use, and what becomes of one that uses another.
 *
 * @param mode what the names are
 * @param names system calls
 * @param errno what a refused call fails with; empty: the app is killed with SIGSYS
 * @param ownUsers whether the app may make user namespaces
 * @param anyNodes whether the app may make nodes of all devices
 */
public record SystemCallFilter(Mode mode, List<String> names, OptionalInt errno, boolean ownUsers, boolean anyNodes) {
    /** What the names of a filter are. */
    public enum Mode {
        /** They mean nothing: there are none. */
        NONE,
        /** All others are allowed. */
        REFUSE,
        /** All others are refused. */
        ALLOW
    }

    /** Nothing is refused. */
    public static final SystemCallFilter NONE =
            new SystemCallFilter(Mode.NONE, List.of(), OptionalInt.empty(), true, true);

    private static final int EPERM = 1;
    private static final int ENOSYS = 38;
    private static final int CLONE_NEWUSER = 0x10000000;

    /**
     * What every app has whose isolators say nothing: the system calls that no app needs and that reach beyond its container
     * fail with EPERM. A short list of refusals costs nothing measurable at a start, a long list of permissions 13 to 26 ms.
     */
    public static final SystemCallFilter DEFAULT = new SystemCallFilter(
            Mode.REFUSE,
            List.of(
                    "acct",
                    "add_key",
                    "adjtimex",
                    "bpf",
                    "clock_adjtime",
                    "clock_settime",
                    "delete_module",
                    "finit_module",
                    "init_module",
                    "ioperm",
                    "iopl",
                    "kexec_file_load",
                    "kexec_load",
                    "keyctl",
                    "lookup_dcookie",
                    "nfsservctl",
                    "open_by_handle_at",
                    "perf_event_open",
                    "pivot_root",
                    "quotactl",
                    "reboot",
                    "request_key",
                    "settimeofday",
                    "swapoff",
                    "swapon",
                    "userfaultfd",
                    "vhangup"),
            OptionalInt.of(EPERM),
            true,
            true);

    public SystemCallFilter {
        names = List.copyOf(names);
    }

    /**
     * Reads the value of {@code os/linux/seccomp-retain-set} or {@code os/linux/seccomp-remove-set} (appc spec, ace.md).
     *
     * @param isolator its name
     */
    public static SystemCallFilter parse(String isolator, JsonValue value) {
        JsonObject fields = value.asObject(isolator);
        List<String> items = items(fields, isolator);
        if (items.isEmpty()) {
            throw new InvalidInputException(isolator + ": set is empty", "name system calls, or a set as @appc.io/all");
        }
        boolean retain = isolator.endsWith("-retain-set");
        if (items.contains(retain ? SystemCallSets.ALL : SystemCallSets.EMPTY)) {
            return NONE;
        }
        if (items.contains(SystemCallSets.ALL)) {
            throw new InvalidInputException(isolator + ": an app cannot do without any system call");
        }
        List<String> names = SystemCallSets.resolve(isolator, items);
        return new SystemCallFilter(retain ? Mode.ALLOW : Mode.REFUSE, names, errno(fields, isolator), true, true);
    }

    /** What of such a value no Linux knows, each as a part of a sentence that begins with the isolator: its calls and its error. */
    static List<String> unknown(String isolator, JsonValue value) {
        JsonObject fields = value.asObject(isolator);
        List<String> unknown = new ArrayList<>();
        for (String call : SystemCallSets.unknown(items(fields, isolator))) {
            unknown.add(isolator + " for '" + call + "', no system call of Linux,");
        }
        Optional<JsonValue> errno = fields.fieldIgnoringCase("errno");
        if (errno.isPresent() && errno(fields, isolator).isEmpty()) {
            unknown.add(
                    isolator + " with errno '" + errno.get().asString(isolator + ": errno") + "', no error of Linux,");
        }
        return unknown;
    }

    private static List<String> items(JsonObject fields, String isolator) {
        List<String> items = new ArrayList<>();
        Optional<JsonValue> set = fields.fieldIgnoringCase("set");
        for (JsonValue item : set.isPresent() ? set.get().asList(isolator + ": set") : List.<JsonValue>of()) {
            items.add(item.asString(isolator + ": set"));
        }
        return items;
    }

    /**
     * The same for an app that cannot do what needs CAP_SYS_ADMIN: in a user namespace of its own it could, and so reach more of the
     * kernel than any other app does (CVE-2022-0185, CVE-2022-0492).
     */
    SystemCallFilter withoutOwnUsers() {
        return new SystemCallFilter(mode, names, errno, false, anyNodes);
    }

    /** The same for an app that may make nodes of all devices, or of those only that every container has. */
    SystemCallFilter withAnyNodes(boolean allowed) {
        return new SystemCallFilter(mode, names, errno, ownUsers, allowed);
    }

    /** A name that Linux does not know is ignored, as the specification asks. */
    private static OptionalInt errno(JsonObject fields, String isolator) {
        Optional<JsonValue> errno = fields.fieldIgnoringCase("errno");
        return errno.isEmpty()
                ? OptionalInt.empty()
                : ErrorNumbers.of(errno.get().asString(isolator + ": errno"));
    }

    /** The filter as the OCI configuration has it; empty if there is none. */
    public Optional<JsonObject> toJson() {
        if (mode == Mode.NONE && anyNodes) {
            return Optional.empty();
        }
        JsonValue.ObjectBuilder json = JsonValue.object();
        if (mode == Mode.ALLOW) {
            addAction(json, "defaultAction", "defaultErrnoRet");
        } else {
            json.put("defaultAction", "SCMP_ACT_ALLOW");
        }
        List<JsonValue> rules = new ArrayList<>();
        if (mode != Mode.NONE) {
            rules.add(named());
        }
        if (!ownUsers) {
            addUserNamespaces(rules);
        }
        if (!anyNodes) {
            addNodes(rules);
        }
        return Optional.of(json.put("syscalls", new JsonArray(rules)).build());
    }

    /** What becomes of the calls that the names are. */
    private JsonObject named() {
        if (mode == Mode.REFUSE) {
            JsonValue.ObjectBuilder rule = JsonValue.object().put("names", names);
            addAction(rule, "action", "errnoRet");
            return rule.build();
        }
        return JsonValue.object()
                .put("names", withStart())
                .put("action", "SCMP_ACT_ALLOW")
                .build();
    }

    /** Refuses. */
    private void addAction(JsonValue.ObjectBuilder json, String action, String number) {
        json.put(action, errno.isPresent() ? "SCMP_ACT_ERRNO" : "SCMP_ACT_KILL_PROCESS");
        if (errno.isPresent()) {
            json.put(number, errno.getAsInt());
        }
    }

    /** A call that is refused whatever its arguments are needs no more rules. */
    private void addNodes(List<JsonValue> rules) {
        for (DeviceNodes.Call call : DeviceNodes.Call.values()) {
            if (names.contains(call.word) == (mode == Mode.ALLOW)) {
                rules.addAll(call.refusals());
                if (mode == Mode.ALLOW) {
                    rules.addAll(call.allowances());
                }
            }
        }
    }

    /** What the newer call is to do lies in memory, where no filter looks: programs take the older one if there is no other. */
    private static void addUserNamespaces(List<JsonValue> rules) {
        JsonObject flag = JsonValue.object()
                .put("index", 0)
                .put("value", CLONE_NEWUSER)
                .put("valueTwo", CLONE_NEWUSER)
                .put("op", "SCMP_CMP_MASKED_EQ")
                .build();
        rules.add(JsonValue.object()
                .put("names", List.of("clone", "unshare"))
                .put("action", "SCMP_ACT_ERRNO")
                .put("errnoRet", EPERM)
                .put("args", new JsonArray(List.of(flag)))
                .build());
        rules.add(JsonValue.object()
                .put("names", List.of("clone3"))
                .put("action", "SCMP_ACT_ERRNO")
                .put("errnoRet", ENOSYS)
                .build());
    }

    /**
     * The calls that are allowed whatever their arguments are. crun sets the filter some steps before it becomes the init, which
     * then starts the app and waits for it.
     */
    private List<String> withStart() {
        Set<String> all = new LinkedHashSet<>(names);
        if (!anyNodes) {
            for (DeviceNodes.Call call : DeviceNodes.Call.values()) {
                all.remove(call.word);
            }
        }
        all.addAll(StartCalls.NAMES);
        return List.copyOf(all);
    }
}
