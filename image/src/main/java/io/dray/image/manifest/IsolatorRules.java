package io.dray.image.manifest;

import io.dray.core.InvalidInputException;
import io.dray.core.JsonValue;
import io.dray.core.JsonValue.JsonBoolean;
import io.dray.core.JsonValue.JsonNumber;
import io.dray.core.JsonValue.JsonString;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the parameters of isolators that the specification defines (appc spec, ace.md, "Isolators"). */
final class IsolatorRules {
    private static final String SECCOMP_REMOVE = "os/linux/seccomp-remove-set";
    private static final String SECCOMP_RETAIN = "os/linux/seccomp-retain-set";
    private static final String CAPABILITIES_REMOVE = "os/linux/capabilities-remove-set";
    private static final String CAPABILITIES_RETAIN = "os/linux/capabilities-retain-set";
    private static final String SYSCTL = "os/unix/sysctl";

    /** Of each pair a list may have one. */
    private static final Map<String, String> EXCLUDES = Map.of(
            SECCOMP_REMOVE, SECCOMP_RETAIN,
            SECCOMP_RETAIN, SECCOMP_REMOVE,
            CAPABILITIES_REMOVE, CAPABILITIES_RETAIN,
            CAPABILITIES_RETAIN, CAPABILITIES_REMOVE);

    /** Whether a list may have several of that name; each adds a limit of its own. */
    private static final Set<String> REPEATABLE = Set.of(
            "resource/cpu",
            "resource/memory",
            "resource/block-bandwidth",
            "resource/block-iops",
            "resource/network-bandwidth");

    private IsolatorRules() {}

    /** All names that Dray knows. */
    static boolean isKnown(String name) {
        return EXCLUDES.containsKey(name)
                || REPEATABLE.contains(name)
                || List.of(
                                SYSCTL,
                                "os/linux/no-new-privileges",
                                "os/linux/oom-score-adj",
                                "os/linux/cpu-shares",
                                "os/linux/selinux-context",
                                "os/linux/apparmor-profile")
                        .contains(name);
    }

    /** Checks the list {@code isolators} of an app or a pod. */
    static void check(ManifestFields owner) {
        Set<String> names = new HashSet<>();
        for (ManifestFields fields : owner.list("isolators")) {
            String name = ManifestRules.identifier(fields, "name");
            Optional<JsonValue> value = fields.value("value");
            if (value.isEmpty()) {
                throw fields.invalid("value", "it is required");
            }
            if (!names.add(name) && isKnown(name) && !REPEATABLE.contains(name)) {
                throw fields.invalid("name", "there is a second " + name);
            }
            String other = EXCLUDES.get(name);
            if (other != null && names.contains(other)) {
                throw fields.invalid("name", name + " and " + other + " exclude each other");
            }
            checkValue(fields, name, value.get());
        }
    }

    private static void checkValue(ManifestFields fields, String name, JsonValue value) {
        switch (name) {
            case SECCOMP_REMOVE, SECCOMP_RETAIN -> {
                checkSet(fields);
                checkErrno(parameters(fields));
            }
            case CAPABILITIES_REMOVE, CAPABILITIES_RETAIN -> checkSet(fields);
            case "os/linux/no-new-privileges" -> {
                if (!(value instanceof JsonBoolean)) {
                    throw fields.invalid("value", "expected a boolean, found " + value.kind());
                }
            }
            case "os/linux/oom-score-adj" -> checkRange(fields, value, -1000, 1000);
            case "os/linux/cpu-shares" -> checkRange(fields, value, 2, 262_144);
            case "os/linux/selinux-context" -> checkContext(parameters(fields));
            case SYSCTL -> fields.textMap("value");
            case "resource/cpu", "resource/memory" -> checkReservation(parameters(fields));
            case "resource/block-bandwidth", "resource/block-iops", "resource/network-bandwidth" ->
                checkRate(parameters(fields));
            default -> {
                // an executor may ignore what it does not know
            }
        }
    }

    private static ManifestFields parameters(ManifestFields fields) {
        return fields.nested("value").orElseThrow(() -> fields.invalid("value", "it is required"));
    }

    private static void checkSet(ManifestFields fields) {
        ManifestFields parameters = parameters(fields);
        if (parameters.texts("set").isEmpty()) {
            throw parameters.invalid("set", "it must not be empty");
        }
    }

    /** Which names exist is the executor's business. */
    private static void checkErrno(ManifestFields parameters) {
        Optional<String> errno = parameters.text("errno");
        if (errno.isPresent() && !errno.get().isEmpty() && !errno.get().startsWith("E")) {
            throw parameters.invalid("errno", "'" + errno.get() + "' is not the name of an error such as EPERM");
        }
    }

    private static void checkRange(ManifestFields fields, JsonValue value, long min, long max) {
        long number = value.asLong(fields.at("value"));
        if (number < min || number > max) {
            throw fields.invalid("value", number + " is not between " + min + " and " + max);
        }
    }

    private static void checkContext(ManifestFields parameters) {
        for (String part : List.of("user", "role", "type", "level")) {
            String text = parameters.requiredText(part);
            if (!part.equals("level") && text.indexOf(':') >= 0) {
                throw parameters.invalid(part, "'" + text + "' may not contain a colon");
            }
        }
    }

    /** What is reserved: no more than the limit, and never by default. */
    private static void checkReservation(ManifestFields parameters) {
        if (parameters.flag("default")) {
            throw parameters.invalid("default", "it must be false");
        }
        Optional<BigDecimal> request = quantity(parameters, "request");
        Optional<BigDecimal> limit = quantity(parameters, "limit");
        if (request.isPresent() && limit.isPresent() && request.get().compareTo(limit.get()) > 0) {
            throw parameters.invalid("request", "it is more than the limit");
        }
    }

    /** What flows: limited for every device or interface, reserved for none. */
    private static void checkRate(ManifestFields parameters) {
        if (!parameters.flag("default")) {
            throw parameters.invalid("default", "it must be true");
        }
        if (parameters.value("request").isPresent()) {
            throw parameters.invalid("request", "this resource cannot be reserved");
        }
        quantity(parameters, "limit");
    }

    private static Optional<BigDecimal> quantity(ManifestFields parameters, String field) {
        Optional<JsonValue> value = parameters.value(field);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        String text;
        if (value.get() instanceof JsonNumber number) {
            text = number.text();
        } else if (value.get() instanceof JsonString string) {
            text = string.value();
        } else {
            throw parameters.invalid(
                    field,
                    "expected a quantity such as 512Mi, found " + value.get().kind());
        }
        BigDecimal quantity = Quantity.parse(text).orElseThrow(() -> notQuantity(parameters, field, text));
        if (quantity.signum() < 0) {
            throw parameters.invalid(field, text + " is negative");
        }
        return Optional.of(quantity);
    }

    private static InvalidInputException notQuantity(ManifestFields parameters, String field, String text) {
        return parameters.invalid(field, "'" + text + "' is not a quantity such as 512Mi");
    }
}
