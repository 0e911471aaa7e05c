package io.dray.pod.isolator;

import io.dray.core.InvalidInputException;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonNumber;
import io.dray.core.JsonValue.JsonObject;
import io.dray.image.manifest.App;
import io.dray.image.manifest.Quantity;
import io.dray.linux.Capabilities;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An app's isolators as a container understands them (appc spec, ace.md, "Isolators").
 *
 * @param capabilities what root may do in the container, already cut to what this process has
 * @param limits resources
 * @param noNewPrivileges whether set-uid programs are powerless
 * @param calls which system calls it may use
 * @param confinement what the kernel's security modules hold it to
 * @param lacking capabilities that the app should have and this machine does not give
 * @param notEnforced isolators that are ignored, for the user
 */
public record Isolators(
        Capabilities capabilities,
        ContainerLimits limits,
        boolean noNewPrivileges,
        SystemCallFilter calls,
        Confinement confinement,
        Capabilities lacking,
        List<String> notEnforced) {
    /** What an app without a capability isolator has (appc spec, ace.md, "os/linux/capabilities-remove-set"). */
    static final Capabilities DEFAULT_CAPABILITIES = Capabilities.of(List.of(
            "AUDIT_WRITE",
            "CHOWN",
            "DAC_OVERRIDE",
            "FSETID",
            "FOWNER",
            "KILL",
            "MKNOD",
            "NET_RAW",
            "NET_BIND_SERVICE",
            "SETUID",
            "SETGID",
            "SETPCAP",
            "SETFCAP",
            "SYS_CHROOT"));

    private static final long MIN_MEMORY = 4096;
    private static final long MIN_QUOTA_MICROS = 1000;
    private static final long SHARES_PER_CPU = 1024;

    public Isolators {
        notEnforced = List.copyOf(notEnforced);
    }

    /** Reads an app's isolators for this machine. */
    public static Isolators of(List<App.Isolator> isolators, Capabilities bounding) {
        return of(isolators, bounding, SecurityModules.OF_MACHINE);
    }

    static Isolators of(List<App.Isolator> isolators, Capabilities bounding, SecurityModules modules) {
        Reader reader = new Reader(bounding.has("SYS_RESOURCE"), modules);
        for (App.Isolator isolator : isolators) {
            reader.read(isolator.name(), isolator.value());
        }
        if (reader.retained.isPresent() && reader.removed.isPresent()) {
            throw new InvalidInputException(
                    "an app cannot have both os/linux/capabilities-retain-set and os/linux/capabilities-remove-set");
        }
        Capabilities wanted = reader.retained.orElse(new Capabilities(DEFAULT_CAPABILITIES.bits()
                & ~reader.removed.orElse(new Capabilities(0)).bits()));
        return new Isolators(
                wanted.intersect(bounding),
                new ContainerLimits(reader.memory, reader.quota, reader.shares, reader.oomScore),
                reader.noNewPrivileges,
                reader.calls.orElse(defaultCalls(wanted)).withAnyNodes(false),
                reader.confinement,
                new Capabilities(wanted.bits() & ~bounding.bits()),
                reader.notEnforced);
    }

    private static SystemCallFilter defaultCalls(Capabilities wanted) {
        return wanted.has("SYS_ADMIN") ? SystemCallFilter.DEFAULT : SystemCallFilter.DEFAULT.withoutOwnUsers();
    }

    /** The same without what the user gives up. */
    public Isolators without(GivenUp givenUp, Capabilities bounding) {
        return new Isolators(
                givenUp.capabilities() ? bounding : capabilities,
                limits,
                noNewPrivileges,
                givenUp.systemCalls() ? SystemCallFilter.NONE : calls.withAnyNodes(givenUp.paths()),
                confinement,
                givenUp.capabilities() ? new Capabilities(0) : lacking,
                notEnforced);
    }

    private static final class Reader {
        private Optional<Capabilities> retained = Optional.empty();
        private Optional<Capabilities> removed = Optional.empty();
        private OptionalLong memory = OptionalLong.empty();
        private OptionalLong quota = OptionalLong.empty();
        private OptionalLong shares = OptionalLong.empty();
        private OptionalInt oomScore = OptionalInt.empty();
        private Optional<SystemCallFilter> calls = Optional.empty();
        private boolean noNewPrivileges;
        private Confinement confinement = Confinement.NONE;
        private final List<String> notEnforced = new ArrayList<>();
        private final boolean mayLowerScore;
        private final SecurityModules modules;

        Reader(boolean mayLowerScore, SecurityModules modules) {
            this.mayLowerScore = mayLowerScore;
            this.modules = modules;
        }

        void read(String name, JsonValue value) {
            switch (name) {
                case "os/linux/capabilities-retain-set" -> retained = Optional.of(set(name, value));
                case "os/linux/capabilities-remove-set" -> removed = Optional.of(set(name, value));
                case "os/linux/seccomp-retain-set", "os/linux/seccomp-remove-set" -> readCalls(name, value);
                case "os/linux/no-new-privileges" -> noNewPrivileges = value.asBoolean(name);
                case "os/linux/oom-score-adj" -> readScore(name, value);
                case "os/linux/cpu-shares" -> shares = OptionalLong.of(inRange(name, value, 2, 262_144));
                case "resource/memory" -> readMemory(name, value.asObject(name));
                case "resource/cpu" -> readCpu(name, value.asObject(name));
                case "os/linux/selinux-context" -> readContext(name, value);
                case "os/linux/apparmor-profile" -> readProfile(name, value);
                default -> notEnforced.add(name);
            }
        }

        private void readCalls(String name, JsonValue value) {
            if (calls.isPresent()) {
                throw new InvalidInputException(
                        name + ": an app can have only one set of system calls, to retain or to remove");
            }
            calls = Optional.of(SystemCallFilter.parse(name, value));
            notEnforced.addAll(SystemCallFilter.unknown(name, value));
        }

        private void readContext(String name, JsonValue value) {
            if (!modules.hasSelinux()) {
                notEnforced.add(name);
                return;
            }
            List<String> parts = new ArrayList<>();
            for (String part : List.of("user", "role", "type", "level")) {
                parts.add(text(name, value, part));
            }
            confinement = confinement.withLabel(String.join(":", parts));
        }

        private void readProfile(String name, JsonValue value) {
            if (!modules.hasApparmor()) {
                notEnforced.add(name);
                return;
            }
            String profile = text(name, value, "profile");
            modules.checkProfile(name, profile);
            confinement = confinement.withProfile(profile);
        }

        private static String text(String name, JsonValue value, String field) {
            String place = name + "." + field;
            return value.asObject(name)
                    .fieldIgnoringCase(field)
                    .orElseThrow(() -> new InvalidInputException(place + " is missing"))
                    .asString(place);
        }

        /** Without CAP_SYS_RESOURCE a negative score would make the start fail. */
        private void readScore(String name, JsonValue value) {
            long score = inRange(name, value, -1000, 1000);
            if (score < 0 && !mayLowerScore) {
                notEnforced.add(name);
            } else {
                oomScore = OptionalInt.of((int) score);
            }
        }

        private static long inRange(String name, JsonValue value, long least, long most) {
            long number = value.asLong(name);
            if (number < least || number > most) {
                throw new InvalidInputException(name + ": " + number + " is not between " + least + " and " + most);
            }
            return number;
        }

        private static Capabilities set(String name, JsonValue value) {
            List<String> names = new ArrayList<>();
            Optional<JsonValue> set = value.asObject(name).fieldIgnoringCase("set");
            for (JsonValue item : set.isPresent() ? set.get().asList(name) : List.<JsonValue>of()) {
                String capability = item.asString(name);
                if (Capabilities.of(List.of(capability)).bits() == 0) {
                    throw new InvalidInputException(
                            capability.isEmpty()
                                    ? name + " names no capability"
                                    : name + ": there is no capability " + capability);
                }
                names.add(capability);
            }
            return Capabilities.of(names);
        }

        private void readMemory(String name, JsonObject value) {
            Optional<BigDecimal> limit = amount(name, value, "limit");
            checkOrder(name, amount(name, value, "request"), limit);
            if (limit.isEmpty()) {
                return;
            }
            long bytes = Quantity.wholeUnits(name, limit.get());
            if (bytes < MIN_MEMORY) {
                throw new InvalidInputException(
                        name + ": a limit of " + bytes + " bytes is less than one page of memory",
                        "megabytes are written 16M; 16m means 16 thousandths");
            }
            memory = OptionalLong.of(bytes);
        }

        private void readCpu(String name, JsonObject value) {
            Optional<BigDecimal> limit = amount(name, value, "limit");
            if (limit.isPresent()) {
                BigDecimal micros = limit.get().multiply(BigDecimal.valueOf(ContainerLimits.CPU_PERIOD_MICROS));
                quota = OptionalLong.of(Math.max(MIN_QUOTA_MICROS, Quantity.wholeUnits(name, micros)));
            }
            Optional<BigDecimal> request = amount(name, value, "request");
            checkOrder(name, request, limit);
            if (request.isPresent() && shares.isEmpty()) {
                BigDecimal weight = request.get().multiply(BigDecimal.valueOf(SHARES_PER_CPU));
                shares = OptionalLong.of(Math.max(2, Quantity.wholeUnits(name, weight)));
            }
        }

        /** A request beyond the limit can never be met (appc spec, ace.md, "Resource Isolators"). */
        private static void checkOrder(String name, Optional<BigDecimal> request, Optional<BigDecimal> limit) {
            if (request.isPresent() && limit.isPresent() && request.get().compareTo(limit.get()) > 0) {
                throw new InvalidInputException(
                        name + ": the request " + request.get().toPlainString() + " is more than the limit "
                                + limit.get().toPlainString());
            }
        }

        private static Optional<BigDecimal> amount(String name, JsonObject value, String field) {
            Optional<JsonValue> amount = value.fieldIgnoringCase(field);
            if (amount.isEmpty()) {
                return Optional.empty();
            }
            String text = amount.get() instanceof JsonNumber number
                    ? number.value().toPlainString()
                    : amount.get().asString(name + "." + field);
            return Optional.of(Quantity.parse(name + "." + field, text));
        }
    }
}
